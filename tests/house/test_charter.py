"""The charter as far as a program reads it: no door for real people, for decisions, or for hidden state."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import creditscape

# What can run code hidden in data, draws chance without an address, or connects to something.
FORBIDDEN_IMPORTS = {
    "pickle", "dill", "cloudpickle", "marshal", "shelve", "yaml", "random", "secrets", "uuid", "socket",
    "ssl", "http", "urllib.request", "ftplib", "smtplib", "imaplib", "xmlrpc", "telnetlib", "requests",
    "httpx", "aiohttp", "sqlite3", "dbm", "sqlalchemy", "psycopg", "duckdb", "pika", "kafka", "redis",
}  # fmt: skip
SCANNING = {"yaml.events", "yaml.cyaml.CParser", "yaml.error"}  # what reads text and makes no object of it
FORBIDDEN_CALLS = {"eval", "exec", "__import__", "hash"}
TABLE_READERS = {
    "read_csv", "scan_csv", "read_excel", "read_database", "read_database_uri", "read_json", "read_ndjson",
    "read_sql", "read_clipboard", "read_avro", "read_ods", "loadtxt", "genfromtxt", "fromfile", "fromtxt",
    "from_pandas",
}  # fmt: skip
FRAME_READERS = {"read_parquet", "scan_parquet", "read_ipc", "scan_ipc", "from_dataframe", "from_arrow"}
FRAME_ROOMS = {"metrics", "simulation", "experiment", "report", "audit"}  # they reread the results of runs
IDENTITY = {
    "surname", "forename", "first_name", "last_name", "full_name", "family_name", "phone", "mobile",
    "email", "address", "street", "postcode", "plate", "number_plate", "id_number", "id_card",
    "identity_number", "passport", "social_security_number", "tax_number", "face", "photo", "fingerprint",
    "iris", "voice", "account", "account_number", "iban", "device_id", "ip_address", "latitude",
    "longitude",
}  # fmt: skip
DECISION_WORDS = {"score", "decide", "predict", "rank", "rate", "person", "people", "import", "upload"}


def name_call(function: ast.expr) -> str:
    """The last word of what is called: `read_csv` for `polars.read_csv(...)`."""
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def find_forbidden(room: str, text: str) -> Iterator[str]:
    """Imports and calls that have no place in a room's code."""
    banned = FORBIDDEN_CALLS | TABLE_READERS | (set() if room in FRAME_ROOMS else FRAME_READERS)
    for node in ast.walk(ast.parse(text)):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Call):
            yield from {name_call(node.func)} & banned
        for name in names:
            if not any(f"{name}.".startswith(f"{part}.") for part in SCANNING):
                yield from (bad for bad in FORBIDDEN_IMPORTS if f"{name}.".startswith(f"{bad}."))


def find_identity(text: str) -> set[str]:
    """Fields, parameters and keys of a Python file that could hold who somebody is."""
    words: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.arg):
            words.add(node.arg)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            words.add(node.target.id)
        elif isinstance(node, ast.Dict):
            words |= {
                key.value for key in node.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)
            }
    return words & IDENTITY


def find_identity_keys(text: str) -> set[str]:
    """Keys of a YAML file that could hold who somebody is."""
    return set(re.findall(r"(?:^|[\s{,-])([a-z_]+):", text, re.MULTILINE)) & IDENTITY


def find_in_room(files: list[Path], root: Path, *rooms: str) -> list[Path]:
    """The files of some rooms, or of the whole package."""
    package = root / "creditscape"
    folders = [package / room for room in rooms] or [package]
    return [path for path in files if any(path.is_relative_to(folder) for folder in folders)]


def test_no_forbidden_code(root: Path, python_files: list[Path]) -> None:
    """No room loads code from data, draws chance without an address, opens a connection or reads people."""
    found = []
    for path in find_in_room(python_files, root):
        room = path.relative_to(root / "creditscape").parts[0]
        found += [f"{path.relative_to(root)}: {name}" for name in find_forbidden(room, path.read_text())]
    assert found == []


@pytest.mark.parametrize(
    ("room", "text", "found"),
    [
        ("words", "import pickle", ["pickle"]),
        ("words", "from random import random", ["random"]),
        ("words", "import urllib.request as u", ["urllib.request"]),
        ("words", "from urllib import request", ["urllib.request"]),
        ("words", "from urllib.parse import quote", []),
        ("words", "import yaml\nyaml.load('x')", ["yaml"]),
        ("words", "from yaml import safe_load", ["yaml"]),
        ("words", "from yaml.cyaml import CLoader", ["yaml"]),
        ("words", "from yaml.cyaml import CParser", []),
        ("kernel", "eval('1')", ["eval"]),
        ("society", "import polars\npolars.read_parquet('people')", ["read_parquet"]),
        ("scheme", "import numpy\nnumpy.loadtxt('people')", ["loadtxt"]),
        ("experiment", "import polars\npolars.read_parquet('results')", []),
        ("experiment", "import polars\npolars.read_csv('people')", ["read_csv"]),
    ],
)
def test_forbidden_code_is_found(room: str, text: str, found: list[str]) -> None:
    """Each planted fault is found, and its lawful neighbour is not."""
    assert list(find_forbidden(room, text)) == found


def test_societies_hold_no_identity(root: Path, python_files: list[Path], kept_files: list[Path]) -> None:
    """No field, parameter or key of a society can hold who somebody is."""
    code = find_in_room(python_files, root, "society")
    recipes = [path for path in find_in_room(kept_files, root, "society") if path.suffix == ".yaml"]
    assert code
    assert {
        path.name: find_identity(path.read_text()) for path in code if find_identity(path.read_text())
    } == {}
    assert {path.name: keys for path in recipes if (keys := find_identity_keys(path.read_text()))} == {}


def test_identity_is_found() -> None:
    """A planted field, parameter, key and YAML key are each found."""
    assert find_identity("class Body:\n    phone: str\n\n\ndef f(face): return {'plate': 1, 'age': 2}") == {
        "phone", "face", "plate",
    }  # fmt: skip
    assert find_identity_keys("people:\n  surname: x\n  ages: {id_number: 1}\n") == {"surname", "id_number"}


def test_public_names_are_few_and_decide_nothing() -> None:
    """At most fifteen public names, each of them there, and none speaks of scoring or taking in a person."""
    names = creditscape.__all__
    assert len(names) == len(set(names)) <= 15
    assert all(hasattr(creditscape, name) for name in names)
    assert [name for name in names if DECISION_WORDS & set(name.lower().split("_"))] == []


def test_entry_points_are_one(root: Path) -> None:
    """The project installs one command and plugs itself into nothing else."""
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    assert project["scripts"] == {"creditscape": "creditscape.cli:main"}
    assert not {"entry-points", "gui-scripts"} & project.keys()
