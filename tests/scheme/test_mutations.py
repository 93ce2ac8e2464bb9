"""A hundred thousand spoilt scheme files: each is either read or refused in one line, never anything else.

Seeds are small and together use every block of the language. Some are spoilt as bytes, the others as trees
(a value replaced, a key renamed, dropped, doubled) that stand in for what the reader would give.
"""

from copy import deepcopy
from random import Random

import pytest

from creditscape.scheme import load_scheme
from creditscape.scheme.yamltext import write_yaml
from creditscape.words import Document, InputError, Node, parse_document

AS_BYTES = 6_000
AS_TREES = 19_000
HEAD = (
    "scheme: s\ntitle: S\nplace: {name: Q, country: XX}\nin_force: {from: 2020-01-01}\nmin_age: 18\n"
    "sources: {q: {title: Q, evidence: documented}}\ncite: q\n"
)
SEEDS = [
    HEAD + "scores: {p: {start: 9}}\nrules:\n  a: {event: red_light, points: -1, lasts: 1 year,"
    " repeats: double}\n",
    HEAD + "scores: {p: {start: 9}}\nrules:\n  a: {event: red_light, points: {drawn: [-5, -1]},"
    " fades: {steps: 2, every: 1 month}}\n",
    HEAD
    + "scores: {p: {start: 9}}\nbands: {b: {of: p, levels: [{name: A, from: 5}, {name: B}], lowest: 1}}\n"
    "rules:\n  a: {event: red_light, drop: {band: b, to: B}}\n",
    HEAD + "lists: {l: {publication: {every: month, on: 15}, term: 1 year}}\nrules:\n"
    "  a: {event: red_light, list: l}\n"
    "measures:\n  m: {kind: reward, domain: credit, when: {listed: l}, severity: 1}\n",
    HEAD + "scores: {p: {start: {low: 1, used: 2, high: 3, evidence: assumed, note: x}}}\nrules:\n"
    "  a: {event: red_light, points: {used: -1, variants: [{value: -1}, {value: -2}]}}\n",
    HEAD + "scores: {p: {start: 9}}\ncaps: {c: {points: 4}}\n"
    "rules:\n  a: {event: volunteer_shift, points: {table: [[1, 2]]}, cap: c}\n",
    HEAD
    + "scores: {p: {start: 9}}\nrules:\n  a: {event: red_light, points: {scaled: {percent: -9, above: 3}}}\n"
    "phases: [{from: 2021-01-01, changes: {rules.a.lasts: 1 year}}]\n",
    "scheme: s\nextends: base.yaml\ncite: q\nrules: {a: {points: -2}, b: {event: bribery, repairs: a}}\n",
    "reform: r\ntitle: R\nauthor: A\nbaseline: base.yaml\nreason: x\nfrom: 2021-01-01\n"
    "changes: {rules.a.points: -3, caps.c: {points: 1}}\n",
    HEAD + "scores: {p: {start: 9}}\nrules:\n  a: {event: red_light, points: -1}\n"
    "process: {notice: none, reasons: true, proof: {used: keeper, cite: q}, suspends: false, decided: 9 days, except: [a]}\n",
    HEAD + "scores: {p: {start: 9}}\nrules:\n  a: {event: red_light, points: -1}\n"
    "card: {operator: public, dispute: {available: true, response_days: 7}}\n"
    "claims: [{claim: x, verdict: myth, cite: q}]\n",
]
VALUES = [
    None,
    True,
    0,
    -1,
    7,
    10**7,
    10**30,
    "",
    "x",
    "n",
    "q",
    "red_light",
    "2 years",
    "1 fortnight",
    [],
    {},
    [1],
    ["x", "x"],
    {"x": 1},
    {"used": 1},
    {"low": 3, "used": 2, "high": 1},
    {"low": 1, "used": 2, "high": 3, "evidence": "assumed", "note": "x"},
    "\u202e",
    "\x00",
    "{x}",
    "'",
    '"',
    "%s",
    [[[[]]]],
    {"evidence": "myth"},
    {"cite": "q"},
    {"drawn": [1, 2]},
    {"table": [[1]]},
    "l",
    "p",
    "b",
    "a",
    "c",
]
BYTES = [
    b"",
    b"\t",
    b"\x00",
    b"\xff",
    b"\xe2\x80\xae",
    b"- ",
    b": ",
    b"[",
    b"]",
    b"{",
    b"}",
    b"&a ",
    b"*a",
    b"!",
    b"!!int ",
    b"<<: ",
    b"'",
    b'"',
    b"#",
    b"|",
    b">",
    b"%",
    b"@",
    b"`",
    b"?",
    b"\n",
    b"\r\n",
    b"  ",
    b"010",
    b"1e9",
    b".nan",
    b"no",
    b"---\n",
    b"...\n",
    b",",
    b"0",
    b"9",
    b"a",
    b"=",
    b"~",
    b"\\",
    b"\xef\xbb\xbf",
    b"\xf0\x9f\x98\x80",
]


def list_places(value, path=()):
    """Every place of a tree, as the keys that lead to it."""
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in below:
        yield (*path, key)
        yield from list_places(each, (*path, key))


def spoil_tree(luck, tree):
    """A tree with one place changed: replaced, dropped, renamed, doubled or moved."""
    tree = deepcopy(tree)
    *path, last = luck.choice(list(list_places(tree)))
    parent = tree
    for key in path:
        parent = parent[key]
    way = luck.randrange(5)
    if way == 0 or isinstance(parent, list):
        parent[last] = luck.choice(VALUES)
    elif way == 1:
        del parent[last]
    elif way == 2:
        parent[luck.choice([f"{last}x", "note", "cite", "evidence", "used", "x", "title"])] = parent.pop(last)
    elif way == 3:
        parent[luck.choice(["note", "title", "x", "evidence"])] = luck.choice(VALUES)
    else:
        parent[last] = deepcopy(luck.choice([parent, tree]))
    return tree


def plant(value, line=1, key_line=None):
    """A tree of nodes as the reader would build it, every value on a line of its own."""
    if isinstance(value, dict):
        value = {key: plant(below, line + n, line + n) for n, (key, below) in enumerate(value.items())}
    elif isinstance(value, list):
        value = tuple(plant(below, line + n) for n, below in enumerate(value))
    return Node(value, "s.yaml", line, key_line, value if isinstance(value, str) else "")


def spoil_bytes(luck, content):
    """Bytes with a piece replaced, dropped, doubled or put in."""
    for _ in range(luck.choice((1, 1, 2))):
        start = luck.randrange(len(content))
        end = start + luck.choice((0, 0, 1, 1, 3, 20))
        piece = luck.choice(BYTES) if luck.random() < 0.8 else content[start:end] * 2
        content = content[:start] + piece + content[end:]
    return content


def try_scheme(path):
    """Whether a file is a scheme, or is refused after it was read.

    Whatever is said about it is one short line.
    """
    try:
        load_scheme(path)
    except InputError as error:
        message = str(error)
        assert message.isprintable()
        assert len(message) <= 400
        return False, error.code[:2] in ("E2", "E3")
    return True, True


@pytest.mark.parametrize("part", range(4))
def test_spoilt(part, tmp_path, monkeypatch):
    """No spoilt file brings anything but a scheme or an InputError; enough of them get past the reader."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "base.yaml").write_text(SEEDS[0])
    luck, path, results = Random(1000 + part), tmp_path / "s.yaml", []
    for number in range(AS_BYTES):
        path.write_bytes(spoil_bytes(luck, SEEDS[number % len(SEEDS)].encode()))
        results.append(try_scheme(path))
    trees = [parse_document(seed).data for seed in SEEDS]
    grown = {"base.yaml": Document("base.yaml", plant(trees[0]))}
    monkeypatch.setattr("creditscape.scheme.drafts.read_document", lambda path, **_: grown[path.name])
    for number in range(AS_TREES):
        tree = spoil_tree(luck, trees[number % len(trees)])
        grown["s.yaml"] = Document("s.yaml", plant(tree))
        results.append(try_scheme(path))
    valid, reached = (sum(each) for each in zip(*results, strict=True))
    assert reached / len(results) >= 0.3
    assert valid / len(results) >= 0.05


def test_written(tmp_path, monkeypatch):
    """A spoilt tree means the same when it is written to a file and read again."""
    monkeypatch.chdir(tmp_path)
    luck, trees = Random(7), [parse_document(seed).data for seed in SEEDS]
    same = 0
    for number in range(300):
        tree = spoil_tree(luck, trees[number % len(trees)])
        try:
            assert parse_document(write_yaml(tree)).data == tree
            same += 1
        except InputError as error:
            assert error.code in ("E106", "E113", "E119")
    assert same > 250
