"""The digest of a run: which tables it covers, and how their rows are written for it."""

import hashlib

import polars as pl

LIVES = (  # tables of lives told in full
    "spells",
    "burden",
    "flips",
    "triples",
    "load",
    "drift",
    "foresight",
    "households",
    "housemates",
    "likeness",
    "elsewhere",
)
# tables that are kept with a run and are no part of its digest
BESIDE = ("ranges", "design", "milder", *LIVES, "flow", "slips", "aftermath")


def table_digests(tables: dict[str, pl.DataFrame]) -> dict[str, dict[str, str]]:
    """SHA-256 of the canonical rows, by table and world: sorted rows, integers of 64 bits little-endian, words in UTF-8.

    What is tried beside a run (`BESIDE`) is no part of it.
    """
    digests: dict[str, dict[str, str]] = {}
    for name, table in sorted(tables.items()):
        if name in BESIDE:
            continue
        digests[name] = {}
        for world in sorted(table["world"].unique()):
            rows = table.filter(pl.col("world") == world).sort(table.columns)
            digest = hashlib.sha256("\x1f".join(table.columns).encode())
            for column in rows.columns:
                if rows[column].dtype == pl.String:
                    digest.update("\x1f".join(rows[column]).encode() + b"\x1e")
                else:
                    digest.update(rows[column].to_numpy().astype("<i8").tobytes())
            digests[name][str(world)] = digest.hexdigest()
    return digests


def run_digest(digests: dict[str, dict[str, str]]) -> str:
    """One SHA-256 over the digests of all tables and worlds."""
    lines = [
        f"{table} {world} {digest}"
        for table, worlds in sorted(digests.items())
        for world, digest in sorted(worlds.items())
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
