"""`creditscape why`: sentences of one invented person, one object, and refusals in one line."""

import json

from creditscape.experiment import save_run


def test_sentences_of_every_world(call, tmp_path, small_run):
    """The answer names the person, the date, and each world with its standing; days may be dates."""
    save_run(small_run, tmp_path / "kept")
    first = call("why", "kept", "--person", "17", "--day", "300")
    assert first.code == 0 and first.out.startswith("Synthetic: invented person 17 on ")
    for world in small_run.manifest["worlds"]:
        assert f"\n{world}: " in first.out
    day = first.out.split(" on ")[1][:10]
    assert call("why", "kept", "--person", "17", "--day", day).out == first.out


def test_one_object(call, tmp_path, small_run):
    """--json prints one object, marked synthetic, with a standing and sentences for each world."""
    save_run(small_run, tmp_path / "kept")
    said = json.loads(call("why", "kept", "--person", "17", "--json").out)
    assert said["synthetic"] is True and said["person"] == 17
    assert [each["world"] for each in said["worlds"]] == small_run.manifest["worlds"]
    assert all(each["sentences"] for each in said["worlds"])


def test_refusals(call, tmp_path, small_run):
    """Nobody, never, no number and no run are refused in one line."""
    save_run(small_run, tmp_path / "kept")
    asked = {
        "U180": ("kept", "--person", "4096"),
        "U181": ("kept", "--person", "1", "--day", "5000"),
        "E203": ("kept", "--person", "somebody"),
        "E001": ("nowhere", "--person", "1"),
    }
    for code, words in asked.items():
        ended = call("why", *words)
        assert ended.code == 2 and ended.err.startswith(f"error[{code}]") and ended.err.count("\n") == 1
