"""Writes the atlas anew: a page and a picture of every scheme that ships, and the tables that compare them.

python3 docs/atlas/write.py          (with the Python of .venv)
"""

import sys
from pathlib import Path

ATLAS = Path(__file__).resolve().parent
sys.path.insert(0, str(ATLAS.parents[1]))

if __name__ == "__main__":
    from creditscape.scheme import make_atlas

    files = make_atlas()
    for old in ATLAS.iterdir():
        if old.suffix in (".md", ".svg") and old.name not in files:
            old.unlink()
    for name, text in files.items():
        (ATLAS / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(files)} files written to {ATLAS}")
