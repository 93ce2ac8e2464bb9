"""The papers of the project: licence, charter, citation, glossary, and what a wheel carries."""

import hashlib
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import creditscape

LICENCE_SHA256 = (
    "8486a10c4393cee1c25392769ddd3b2d6c242d6ec7928e1414efff7dfb2f07ef"  # AGPL 3.0 as the FSF publishes it
)

# Written in pieces, so that this file does not match itself.
PLACES = "|".join(
    (r"(?<![\w.])/(?:work|farm|root)" + "/", r"(?<![\w.])/tmp" + "/[a-z]+", r"(?<![\w.])/home" + "/[a-z]+")
)
HOSTS = "|".join(("pypi" + r"\.org", "python" + "hosted", "deb" + r"\.debian", "registry" + r"\.npm"))
FOREIGN = re.compile(f"{PLACES}|{HOSTS}")


def check_citation(path: Path) -> subprocess.CompletedProcess[str]:
    """The verdict of the Citation File Format's own schema, which the checker carries with it."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.citation-file-format"]
    return subprocess.run([*command, str(path)], capture_output=True, text=True, check=False)


def test_licence_is_whole(root: Path) -> None:
    """The licence is the unchanged text of the GNU Affero General Public License, version 3."""
    assert hashlib.sha256((root / "LICENSE").read_bytes()).hexdigest() == LICENCE_SHA256


def test_citation_is_valid(root: Path) -> None:
    """The citation file satisfies its schema."""
    verdict = check_citation(root / "CITATION.cff")
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr


def test_citation_can_be_invalid(root: Path, tmp_path: Path) -> None:
    """A planted misspelt key makes the citation file invalid."""
    planted = tmp_path / "CITATION.cff"
    planted.write_text((root / "CITATION.cff").read_text().replace("license:", "licence:"))
    assert check_citation(planted).returncode == 1


def test_versions_agree(root: Path) -> None:
    """Package, project file, citation and changelog name the same version."""
    version = tomllib.loads((root / "pyproject.toml").read_text())["project"]["version"]
    assert creditscape.__version__ == version
    assert f"\nversion: {version}\n" in (root / "CITATION.cff").read_text()
    assert f"\n## {version}" in (root / "CHANGELOG.md").read_text()


def test_charter_has_five_refusals(root: Path) -> None:
    """The charter refuses five things and says how to complain, who decides and how it is accepted."""
    charter = (root / "CHARTER.md").read_text()
    sections = dict(re.findall(r"^## (.+)\n((?:(?!## ).*\n?)*)", charter, re.MULTILINE))
    assert len(re.findall(r"^\d\. \*\*", sections["What we refuse"], re.MULTILINE)) == 5
    assert {"How to complain", "Who decides", "Acceptance"} <= sections.keys()
    assert "Signed-off-by" in sections["Acceptance"]


def test_glossary_has_one_line_a_term(root: Path) -> None:
    """Every term of the glossary stands once, on one line, with a meaning."""
    lines = [
        line for line in (root / "docs" / "glossary.md").read_text().splitlines() if line.startswith("- ")
    ]
    terms = [re.fullmatch(r"- \*\*([^*]+)\*\*: (.{10,})\.", line) for line in lines]
    assert all(terms), [line for line, term in zip(lines, terms, strict=True) if not term]
    names = [term[1] for term in terms if term]
    assert len(names) == len(set(names)) > 40


def test_nothing_names_a_machine(root: Path, kept_files: list[Path]) -> None:
    """No file of the project names a folder of somebody's machine or the host of a package index."""
    found = []
    for path in kept_files:
        text = path.read_text(errors="replace")
        found += [f"{path.relative_to(root)}: {match[0]}" for match in FOREIGN.finditer(text)]
    assert found == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see /wo" + "rk/main", True),
        ("cp x /tm" + "p/house", True),
        ("https://pypi" + ".org/simple", True),
        ("https://example.org/wo" + "rk/2020", False),
        ("a network/" + "work/share", False),
    ],
)
def test_names_of_machines_are_found(text: str, found: bool) -> None:
    """A planted folder or host is found, and the path of a web address is left alone."""
    assert bool(FOREIGN.search(text)) is found


def test_wheel_carries_the_whole_package(root: Path, kept_files: list[Path], tmp_path: Path) -> None:
    """Everything in the package's folder, data and templates too, is in the wheel, with the licence."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    built = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    carried = set(zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist())
    package = {
        str(path.relative_to(root)) for path in kept_files if path.is_relative_to(root / "creditscape")
    }
    assert package <= carried
    assert any(name.endswith("licenses/LICENSE") for name in carried)
