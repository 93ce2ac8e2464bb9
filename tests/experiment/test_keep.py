"""Kept runs: what was saved is there whole, and what was changed since is named, never read."""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import polars as pl
import pytest

from creditscape.experiment import claim_run, open_run, save_run
from creditscape.experiment import folder as folders
from creditscape.experiment import keep as keeping
from creditscape.scheme import load_scheme
from creditscape.simulation import Run, run_digest, table_digests
from creditscape.society import load_society, read_society
from creditscape.words import InputError, IntegrityError, StorageError

SCHEME, SOCIETY = load_scheme("suining-2010"), load_society("imaginary_county")


def name_document(document) -> dict[str, str]:
    """What a manifest says about a document."""
    return {"id": document.id, "title": document.title, "digest": document.digest()}


def make_run(largest: int = 1 << 40, reform=None, **words) -> Run:
    """A small run made by hand: every table with three rows."""
    tables = {
        name: pl.DataFrame(
            {
                column: [0, 7, largest] if kind == pl.Int64 else ["x", "ü", "z>y"]
                for column, kind in shape.items()
            },
            schema=shape,
        )
        for name, shape in keeping.TABLES.items()
        if name != "comparison"
    }
    manifest = {
        "digest": run_digest(table_digests(tables)),
        "command": "run suining-2010",
        "scheme": name_document(SCHEME),
        "society": name_document(SOCIETY),
        "reform": reform and name_document(reform),
        "people": 4096,
        "seconds": 1.5,
        **words,
    }
    return Run(tables, manifest, SCHEME, SOCIETY, reform)


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    """A folder with a kept run, for tests that copy it."""
    return save_run(make_run(), tmp_path_factory.mktemp("kept") / "run")


@pytest.fixture
def folder(kept: Path, tmp_path: Path) -> Path:
    """A kept run that a test may spoil."""
    return Path(shutil.copytree(kept, tmp_path / "run"))


def read_all(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def reseal(folder: Path, **changes) -> None:
    """Change a manifest as a forger would who knows the seal."""
    path = folder / "manifest.json"
    manifest = {**json.loads(path.read_text()), **changes}
    manifest["seal"] = keeping._seal(manifest)
    path.write_text(json.dumps(manifest))


def exchange(folder: Path, name: str, content: bytes) -> None:
    """Put another file in the place of one, with its hash in the manifest."""
    (folder / name).write_bytes(content)
    files = json.loads((folder / "manifest.json").read_text())["files"]
    reseal(folder, files={**files, name: keeping.sha256(content).hexdigest()})


def test_round_trip(kept):
    """A kept run comes back with equal tables, manifest, scheme and society."""
    run, back = make_run(), open_run(kept)
    assert list(back.tables) == [name for name in keeping.TABLES if name in run.tables]
    assert all(back.tables[name].equals(frame) for name, frame in run.tables.items())
    assert all(back.tables[name].schema == frame.schema for name, frame in run.tables.items())
    assert run.manifest.items() <= back.manifest.items()
    assert (back.scheme.digest(), back.society.digest()) == (SCHEME.digest(), SOCIETY.digest())
    assert back.scheme.coverage() == SCHEME.coverage() and back.reform is None


def test_everything_is_marked(kept):
    """The manifest and every Parquet file say that the run is synthetic, and which run it is."""
    assert json.loads((kept / "manifest.json").read_text())["synthetic"] is True
    for path in kept.glob("*.parquet"):
        about = pl.read_parquet_metadata(path)
        assert (about["synthetic"], about["creditscape.run"]) == ("true", make_run().digest)


def test_no_half_written_names_stay(kept):
    """A kept run holds its tables, its documents and its manifest, nothing else."""
    assert set(read_all(kept)) == {
        *(f"{name}.parquet" for name in make_run().tables),
        "scheme.yaml",
        "society.yaml",
        "manifest.json",
    }


def test_a_reform_is_kept(tmp_path):
    """A comparison comes back with its reform as a scheme of its own."""
    reform = load_scheme("wendeng-2020")
    back = open_run(save_run(make_run(reform=reform), tmp_path / "both"))
    assert back.reform is not None and back.reform.digest() == reform.digest()


def test_society_text_keeps_numbers():
    """A society written for keeping reads back with the same evidence, number by number."""
    text = keeping._write_tree(SOCIETY.document.root)
    rows = [
        [{k: v for k, v in row.items() if k not in ("file", "line")} for row in recipe.evidence()]
        for recipe in (SOCIETY, read_society(text))
    ]
    assert rows[0] == rows[1]


def test_the_same_run_again(folder):
    """Keeping the very same run again leaves every byte as it is."""
    before = read_all(folder)
    save_run(make_run(), folder)
    assert read_all(folder) == before


def test_the_same_run_mends(folder):
    """Keeping the very same run again replaces what was damaged."""
    (folder / "persons.parquet").write_bytes(b"")
    save_run(make_run(), folder)
    assert open_run(folder).tables["persons"].equals(make_run().tables["persons"])


@pytest.mark.parametrize("words", [{"largest": 8}, {"command": "run another"}])
def test_another_run_is_refused(folder, words):
    """A folder that holds another run is left alone, and the run is named."""
    before = read_all(folder)
    with pytest.raises(InputError, match=r"U111.*holds run [0-9a-f]{12} of scheme suining-2010"):
        save_run(make_run(**words), folder)
    assert read_all(folder) == before


def test_a_damaged_manifest_is_refused(folder):
    """A folder whose manifest cannot be read is not written over."""
    (folder / "manifest.json").write_text("{")
    with pytest.raises(InputError, match="U111.*damaged"):
        save_run(make_run(), folder)


@pytest.mark.parametrize("name", ["notes.txt", "scheme.yaml", "report.html"])
def test_other_files_are_refused(tmp_path, name):
    """A folder with files that no run left is not written into, even where a name is ours."""
    (tmp_path / name).write_text("mine")
    with pytest.raises(InputError, match="U112"):
        save_run(make_run(), tmp_path)
    assert read_all(tmp_path) == {name: b"mine"}


def test_a_file_is_refused(tmp_path):
    """A file in the place of the folder is U110."""
    (tmp_path / "x").write_text("mine")
    with pytest.raises(InputError, match=r"error\[U110\].*is a file"):
        save_run(make_run(), tmp_path / "x")


@pytest.mark.parametrize("place", ["/proc/x", "/dev/null/x", "x" * 5000])
def test_unwritable_places(place, tmp_path, monkeypatch):
    """A place where nothing can be made is E402, in one short line."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StorageError) as refusal:
        save_run(make_run(), place)
    assert refusal.value.code == "E402" and len(str(refusal.value)) <= 400


def test_two_runs_on_one_folder(tmp_path):
    """A folder that is being written is refused to a second run, and free again afterwards."""
    with claim_run(tmp_path / "x"), pytest.raises(StorageError, match="E410.*in use"):
        save_run(make_run(), tmp_path / "x")
    assert not (tmp_path / "x").exists()
    save_run(make_run(), tmp_path / "x")


@pytest.mark.parametrize("name", ["persons.parquet", "scheme.yaml", "society.yaml"])
def test_flipped_bit(folder, name):
    """One flipped bit in the middle of a file is named before anything of it is read."""
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)
    with pytest.raises(IntegrityError, match=rf"E501.*{name}: does not match the manifest"):
        open_run(folder)


@pytest.mark.parametrize("length", [0, 1, -1])
def test_truncation(folder, length):
    """A file cut to nothing, to one byte or by one byte is named."""
    path = folder / "headline.parquet"
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(IntegrityError, match=r"E501.*headline\.parquet"):
        open_run(folder)


@pytest.mark.parametrize("name", ["moves.parquet", "scheme.yaml"])
def test_missing_file(folder, name):
    """A missing file is named."""
    (folder / name).unlink()
    with pytest.raises(IntegrityError, match=rf"E501.*{name}: is missing"):
        open_run(folder)


def test_missing_manifest(folder):
    """Without a manifest there is no finished run."""
    (folder / "manifest.json").unlink()
    with pytest.raises(IntegrityError, match=r"E502.*manifest\.json: is missing"):
        open_run(folder)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "null", "[" * 100_000, '{"seal": 1, "files": 2}', "\xff", '{"seal": NaN}', "{" * 9],
)
def test_broken_manifest(folder, text):
    """A manifest that is no manifest is E502, whatever it holds."""
    (folder / "manifest.json").write_text(text, encoding="latin-1")
    with pytest.raises(IntegrityError, match="E502"):
        open_run(folder)


def test_edited_manifest(folder):
    """A manifest in which a figure was changed is not believed."""
    path = folder / "manifest.json"
    path.write_text(path.read_text().replace('"people": 4096', '"people": 9999'))
    with pytest.raises(IntegrityError, match=r"E502.*not of this run"):
        open_run(folder)


def test_manifest_leads_nowhere(folder):
    """A forged manifest cannot name a file outside the folder."""
    reseal(folder, files={"../../secret": "0" * 64})
    with pytest.raises(IntegrityError, match="E502"):
        open_run(folder)


def test_table_of_another_run(folder, tmp_path):
    """A table copied from another run is refused, with the manifest forged to fit or not."""
    other = save_run(make_run(8), tmp_path / "other")
    strange = (other / "persons.parquet").read_bytes()
    exchange(folder, "persons.parquet", strange)
    with pytest.raises(IntegrityError, match=r"E502.*table of another run"):
        open_run(folder)


def test_forged_table(folder):
    """A table whose figures were changed is found by the digest, though every hash was forged to fit."""
    path = folder / "persons.parquet"
    about = pl.read_parquet_metadata(path)
    frame = pl.read_parquet(path).with_columns(persons=pl.col("persons") + 1)
    frame.write_parquet(
        path, metadata={name: about[name] for name in about if name.startswith("creditscape")}
    )
    exchange(folder, path.name, path.read_bytes())
    with pytest.raises(IntegrityError, match=r"E502.*digest is not that of the tables"):
        open_run(folder)


def test_stray_table(folder):
    """A table that the manifest does not vouch for is refused, not ignored."""
    (folder / "comparison.parquet").write_bytes(b"PAR1")
    with pytest.raises(IntegrityError, match="E502.*vouch"):
        open_run(folder)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda frame: frame.with_columns(foo=1), "unexpected column 'foo'"),
        (lambda frame: frame.drop("value"), "missing or mistyped column 'value'"),
        (lambda frame: frame.cast({"persons": pl.Float64}), "missing or mistyped column 'persons'"),
    ],
)
def test_foreign_table(folder, change, words):
    """A table with other columns is refused by its footer."""
    path = folder / "persons.parquet"
    about = {"creditscape.run": make_run().digest, "creditscape.table": "persons"}
    change(pl.read_parquet(path)).write_parquet(path, metadata=about)
    exchange(folder, path.name, path.read_bytes())
    with pytest.raises(IntegrityError, match=f"E503.*{words}"):
        open_run(folder)


def test_no_parquet(folder):
    """A file that is no Parquet file is named, though the manifest vouches for it."""
    exchange(folder, "persons.parquet", b"PAR1 not really PAR1")
    with pytest.raises(IntegrityError, match=r"E501.*no Parquet file"):
        open_run(folder)


def test_another_scheme(folder):
    """A scheme that means something else than the one that was run is refused."""
    text = (folder / "scheme.yaml").read_text()
    changed = text.replace("start: 1000", "start: 1001")
    assert changed != text
    exchange(folder, "scheme.yaml", changed.encode())
    with pytest.raises(IntegrityError, match=r"E502.*means something else"):
        open_run(folder)


def test_linked_file(folder, tmp_path):
    """A link in the place of a file is not followed."""
    (folder / "moves.parquet").rename(tmp_path / "elsewhere")
    (folder / "moves.parquet").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(IntegrityError, match="E501.*not a regular file"):
        open_run(folder)


def test_no_such_folder(tmp_path):
    """A folder that is not there, and a file in its place, are bad input."""
    with pytest.raises(InputError, match="E001"):
        open_run(tmp_path / "nowhere")
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="E002"):
        open_run(tmp_path / "file")


def count_steps(name: str, monkeypatch, action) -> int:
    """How often an action calls a function of `os`."""
    calls, real = [], getattr(os, name)
    with monkeypatch.context() as patch:
        patch.setattr(os, name, lambda *words: (calls.append(words), real(*words))[1])
        action()
    return len(calls)


def break_at(name: str, step: int, error: BaseException, monkeypatch, action) -> None:
    """Do something while the step-th call of a function of `os` breaks."""
    calls, real = [], getattr(os, name)

    def breaking(*words):
        calls.append(words)
        if len(calls) == step:
            raise error
        return real(*words)

    with monkeypatch.context() as patch:
        patch.setattr(os, name, breaking)
        action()


@pytest.mark.parametrize("name", ["replace", "fsync"])
def test_broken_off_anywhere(name, tmp_path, monkeypatch):
    """However far a save came, the folder holds the whole run or no run, and the next save completes it."""
    steps = count_steps(name, monkeypatch, lambda: save_run(make_run(), tmp_path / "whole"))
    assert steps >= 14
    monkeypatch.setattr(keeping, "_is_whole", lambda folder: True)  # the last step may leave a whole run
    for step in range(1, steps + 1):
        place = tmp_path / f"{name}{step}"
        with pytest.raises(KeyboardInterrupt):
            break_at(name, step, KeyboardInterrupt(), monkeypatch, partial(save_run, make_run(), place))
        finished = (place / "manifest.json").exists()
        assert finished == (name == "fsync" and step == steps)
        save_run(make_run(), place)
        assert read_all(place) == read_all(tmp_path / "whole")


def test_broken_off_over_itself(folder, monkeypatch):
    """A save over the same damaged run that breaks off leaves no manifest that vouches for a mixture."""
    (folder / "persons.parquet").write_bytes(b"")
    for step in range(1, 6):
        with pytest.raises(KeyboardInterrupt):
            break_at("replace", step, KeyboardInterrupt(), monkeypatch, lambda: save_run(make_run(), folder))
        with pytest.raises(IntegrityError, match="E502.*missing"):
            open_run(folder)
    save_run(make_run(), folder)
    open_run(folder)


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "E403"), (errno.EDQUOT, "E403"), (errno.EIO, "E402"), (errno.EROFS, "E402")],
)
@pytest.mark.parametrize("name", ["replace", "fsync"])
def test_refused_by_the_disk(number, code, name, tmp_path, monkeypatch):
    """A disk that is full or fails is one line with exit code 4, and half a file stays nowhere."""
    with pytest.raises(StorageError) as refusal:
        fault = OSError(number, os.strerror(number))
        break_at(name, 3, fault, monkeypatch, lambda: save_run(make_run(), tmp_path / "x"))
    assert (refusal.value.code, refusal.value.exit_code) == (code, 4)
    assert not [path for path in (tmp_path / "x").iterdir() if path.name.endswith(".part")]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_killed(tmp_path, root):
    """A process killed between two files leaves a free folder without a run, and the next save sweeps it."""
    program = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from creditscape.experiment import folder\n"
        "with folder.claim_folder(sys.argv[1], lambda place: None) as place:\n"
        "    folder.publish(place / 'attempts.parquet', b'whole')\n"
        "    os.replace = lambda *words: os.kill(os.getpid(), signal.SIGKILL)\n"
        "    folder.publish(place / 'cross.parquet', b'half')\n"
    )
    ended = subprocess.run([sys.executable, "-c", program, str(tmp_path / "x")], cwd=root, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert set(read_all(tmp_path / "x")) == {"attempts.parquet", ".cross.parquet.part"}
    save_run(make_run(), tmp_path / "x")
    assert not list((tmp_path / "x").glob(".*"))
    open_run(tmp_path / "x")


def test_publish_reaches_the_disk(tmp_path, monkeypatch):
    """A file is synchronised before it takes its name, and its folder after."""
    order = []
    for name in ("fsync", "replace"):
        real = getattr(os, name)
        monkeypatch.setattr(os, name, lambda *words, n=name, r=real: (order.append(n), r(*words))[1])
    folders.publish(tmp_path / "x", b"1")
    assert order == ["fsync", "replace", "fsync"]
