"""Keeping runs: a folder with one Parquet file a table, the documents that were run, and a manifest that
vouches for all of it.

The manifest is written last, so a folder without one holds no finished run; nothing is read before its
SHA-256 has been compared.
"""

import json
import os
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl

from ..scheme import load_scheme
from ..simulation import Partial, Run, RunPlan, pack, run_digest, table_digests, unpack
from ..society import Recipe, read_society
from ..words import REFORMS, InputError, IntegrityError, Node, show
from .folder import claim_folder, publish, read_kept
from .shapes import TABLES

MANIFEST = "manifest.json"
PARTIAL = "partial.npz"
DOCUMENTS = {name: f"{name}.yaml" for name in ("scheme", "society", *REFORMS)}
BESIDE = "report.html"
_LARGEST_MANIFEST, _LARGEST_FILE = 1 << 24, 1 << 34
_FILES = {*(f"{name}.parquet" for name in TABLES), *DOCUMENTS.values(), MANIFEST, BESIDE, PARTIAL}


class Keeper:
    """A claimed folder, ready to keep one run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def save(self, run: Run) -> Path:
        """Keep a finished run; the very same run, if it is here unharmed, is left as it is.

        Raises: as `save_run`.
        """
        old = _peek(self.folder)
        if old is not None:
            _refuse_other(self.folder, old, {name: run.manifest.get(name) for name in ("digest", "command")})
            if _is_whole(self.folder):
                return self.folder
            (self.folder / MANIFEST).unlink()
        documents = {name: _write_document(each) for name, each in _list_documents(run).items()}
        texts = {name: text for name, text in documents.items() if text is not None}
        files = {}
        for name, frame in sorted(run.tables.items()):
            files[f"{name}.parquet"] = publish(
                self.folder / f"{name}.parquet", _write_table(name, frame, run.manifest["digest"])
            )
        for name, text in texts.items():
            files[DOCUMENTS[name]] = publish(self.folder / DOCUMENTS[name], text.encode())
        manifest = {**run.manifest, "files": files, "synthetic": True}
        manifest["seal"] = _seal(manifest)
        publish(self.folder / MANIFEST, (json.dumps(manifest, indent=1, ensure_ascii=True) + "\n").encode())
        (self.folder / PARTIAL).unlink(missing_ok=True)
        return self.folder

    def find(self, fingerprint: str) -> Partial | None:
        """What the very same run had done when it was broken off.

        Raises: InputError U113 (another run was broken off here), IntegrityError E501 (what was noted is damaged).
        """
        path = self.folder / PARTIAL
        if not os.path.lexists(path):
            return None
        partial = unpack(read_kept(path, _LARGEST_FILE, "E501"), fingerprint, str(path))
        if partial is None:
            hint = "Choose another folder, or remove this file to begin anew"
            raise InputError(
                "U113", "is what another run, or another version, had done so far", file=path, hint=hint
            )
        return partial

    def note(self, fingerprint: str, partial: Partial) -> None:
        """Keep what a run has done so far, whole or not at all. Raises: StorageError."""
        publish(self.folder / PARTIAL, pack(fingerprint, partial))


def save_run(run: Run, folder: str | os.PathLike[str]) -> Path:
    """Keep a finished run in a folder: the tables, the documents, and last the manifest.

    Returns: the folder. Raises: InputError (U110 is a file, U111 holds another run, U112 holds other
    files), StorageError (E402 cannot be written, E403 no space left, E410 in use by another run).
    """
    with claim_run(folder) as keeper:
        return keeper.save(run)


@contextmanager
def claim_run(folder: str | os.PathLike[str], plan: RunPlan | None = None) -> Generator[Keeper, None, None]:
    """Claim a folder before a run begins, so that what would stop the keeping is known at once.

    plan: what is going to run; a run already kept here must be of the same plan. Raises: as `save_run`.
    """
    like = {} if plan is None else _outline(plan)
    with claim_folder(folder, lambda target: _check_contents(target, like)) as target:
        yield Keeper(target)


def open_run(folder: str | os.PathLike[str]) -> Run:
    """A run that was kept, every file compared with the manifest before it is read.

    Raises: InputError (E001 no such folder, E002 not a folder); IntegrityError (E501 a file is damaged or
    missing, E502 the manifest is missing, changed or of another run, E503 a table has other columns);
    StorageError (E401 cannot be read).
    """
    place = Path(folder)
    if not os.path.lexists(place):
        raise InputError("E001", "no such folder", file=place)
    if not place.is_dir():
        raise InputError("E002", "is not a folder; give the folder of a run", file=place)
    manifest = _read_manifest(place)
    for stray in sorted({entry.name for entry in place.glob("*.parquet")} - manifest["files"].keys()):
        raise IntegrityError(
            "E502", "not of this run: the manifest does not vouch for it", file=place / stray
        )
    kept = {name: _read_file(place, name, digest) for name, digest in sorted(manifest["files"].items())}
    tables = {
        name: _read_table(place, name, kept[f"{name}.parquet"], manifest["digest"])
        for name in TABLES
        if f"{name}.parquet" in kept
    }
    if run_digest(table_digests(tables)) != manifest["digest"]:
        raise IntegrityError(
            "E502", "not of this run: its digest is not that of the tables", file=place / MANIFEST
        )
    documents = {
        name: _read_document(place, name, manifest[name]["digest"], kept)
        for name in DOCUMENTS
        if manifest.get(name)
    }
    reforms = [documents[name] for name in REFORMS if name in documents]
    return Run(
        tables,
        manifest,
        documents["scheme"],
        documents["society"],
        reforms[0] if reforms else None,
        tuple(reforms[1:]),
    )


def _list_documents(of: Run | RunPlan) -> dict[str, Any]:
    """The documents of a run or plan by name; None for reforms that it has not."""
    found = {"scheme": of.scheme, "society": of.society, **dict(zip(REFORMS, of.reforms, strict=False))}
    return {name: found.get(name) for name in DOCUMENTS}


def _check_contents(folder: Path, like: Mapping[str, Any]) -> None:
    """Refuse a folder whose files are no run's, or another run's; sweep what a killed run left."""
    names = {entry.name for entry in folder.iterdir()}
    halves = {f".{name}.part" for name in _FILES}
    strange = sorted(names - _FILES - halves)
    if strange or (
        names & {*DOCUMENTS.values(), BESIDE} and not any(name.endswith(".parquet") for name in names)
    ):
        found = strange or sorted(names & _FILES)
        raise InputError(
            "U112",
            f"holds files that are no run's, such as {show(found[0])}; choose a new folder",
            file=folder,
        )
    if (old := _peek(folder)) is not None:
        _refuse_other(folder, old, like)
    for name in names & halves:
        (folder / name).unlink(missing_ok=True)


def _outline(plan: RunPlan) -> dict[str, Any]:
    """What the manifest of a run will say that follows from its plan alone."""
    said = {name: getattr(plan, name) for name in ("people_asked", "years", "burn_in_years", "seed")}
    documents = _list_documents(plan)
    said.update({name: each and {"digest": each.digest()} for name, each in documents.items()})
    return {**said, "worlds": [world.name for world in plan.worlds]}


def _peek(folder: Path) -> dict[str, Any] | None:
    """The manifest of the run that a folder holds; None if there is none, empty if it cannot be believed."""
    if not os.path.lexists(folder / MANIFEST):
        return None
    try:
        return _read_manifest(folder)
    except IntegrityError:
        return {}


def _refuse_other(folder: Path, old: Mapping[str, Any], like: Mapping[str, Any]) -> None:
    if old and all(_agree(old.get(name), value) for name, value in like.items()):
        return
    held = (
        f"run {old['digest'][:12]} of scheme {old['scheme']['id']}"
        if old
        else "a run whose manifest is damaged"
    )
    raise InputError("U111", f"holds {held}; choose another folder", file=folder)


def _agree(found: Any, asked: Any) -> bool:
    """Whether an entry of a manifest is what is asked, or holds it."""
    both = isinstance(found, dict) and isinstance(asked, dict)
    return asked.items() <= found.items() if both else found == asked


def _is_whole(folder: Path) -> bool:
    try:
        open_run(folder)
    except (InputError, OSError):
        return False
    return True


def _seal(manifest: Mapping[str, Any]) -> str:
    """SHA-256 over everything that a manifest says."""
    said = {name: value for name, value in manifest.items() if name != "seal"}
    return sha256(
        json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()
    ).hexdigest()


def _read_manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    content = read_kept(path, _LARGEST_MANIFEST, "E502")
    try:
        manifest = json.loads(content)
        sealed = isinstance(manifest, dict) and manifest["seal"] == _seal(manifest)
        known = {file for name, file in DOCUMENTS.items() if manifest.get(name)} | {
            f"{name}.parquet" for name in TABLES
        }
        if sealed and manifest["synthetic"] is True and manifest["files"].keys() <= known:
            return manifest
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError):
        pass
    raise IntegrityError(
        "E502", "not of this run: changed after it was written, or by another program", file=path
    )


def _read_file(folder: Path, name: str, digest: str) -> bytes:
    content = read_kept(folder / name, _LARGEST_FILE, "E501")
    if sha256(content).hexdigest() != digest:
        raise IntegrityError(
            "E501",
            "does not match the manifest: damaged or exchanged",
            file=folder / name,
            hint="Run the command again",
        )
    return content


def _write_table(name: str, frame: pl.DataFrame, digest: str) -> bytes:
    buffer = BytesIO()
    about = {"synthetic": "true", "creditscape.run": digest, "creditscape.table": name}
    frame.cast(TABLES[name]).write_parquet(buffer, compression="zstd", metadata=about)
    return buffer.getvalue()


def _read_table(folder: Path, name: str, content: bytes, digest: str) -> pl.DataFrame:
    """A table whose footer says that it is this one of this run, with the columns it must have."""
    path = folder / f"{name}.parquet"
    try:
        about, schema = pl.read_parquet_metadata(BytesIO(content)), pl.read_parquet_schema(BytesIO(content))
        if (about.get("creditscape.run"), about.get("creditscape.table")) != (digest, name):
            raise IntegrityError("E502", "is a table of another run", file=path)
        for column in {**schema, **TABLES[name]}:
            if schema.get(column) != TABLES[name].get(column):
                words = "unexpected column" if column not in TABLES[name] else "missing or mistyped column"
                raise IntegrityError("E503", f"{words} {show(column)}", file=path)
        return pl.read_parquet(BytesIO(content))
    except pl.exceptions.PolarsError:
        raise IntegrityError("E501", "is no Parquet file", file=path) from None


def _write_document(document: Any) -> str | None:
    """The text of a document that was run; reading it gives the same document."""
    if document is None:
        return None
    return _write_tree(document.document.root) if isinstance(document, Recipe) else document.dump()


def _read_document(folder: Path, name: str, digest: str, kept: Mapping[str, bytes]) -> Any:
    path = folder / DOCUMENTS[name]
    if path.name not in kept:
        raise IntegrityError("E502", f"not of this run: it names no {path.name}", file=folder / MANIFEST)
    try:
        document = (
            read_society(kept[path.name].decode(), str(path)) if name == "society" else load_scheme(path)
        )
    except InputError as error:
        raise IntegrityError(
            "E502", f"cannot be read by this version: {error.message}", file=path, line=error.line
        ) from None
    if document.digest() != digest:
        raise IntegrityError("E502", "means something else to this version than when it was run", file=path)
    return document


def _write_tree(root: Node) -> str:
    """A mapping of a document as YAML, every number as it was written."""
    return "".join(f"{_write_key(key)}: {_write_node(node)}\n" for key, node in root.entries.items())


def _write_node(node: Node) -> str:
    if isinstance(node.value, dict):
        return (
            "{"
            + ", ".join(f"{_write_key(key)}: {_write_node(each)}" for key, each in node.value.items())
            + "}"
        )
    if isinstance(node.value, tuple):
        return "[" + ", ".join(map(_write_node, node.value)) + "]"
    return (
        json.dumps(node.value, ensure_ascii=False) if isinstance(node.value, str) else node.written or "null"
    )


def _write_key(key: object) -> str:
    return str(key) if isinstance(key, int) else json.dumps(key, ensure_ascii=False)
