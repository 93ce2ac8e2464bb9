"""Takes the picture of the README out of a report: what happens to 1,000 people, without its key.

python3 go.py lab run wendeng-2020 --society imaginary_county --people 100_000 --years 5 --out runs/picture
python3 docs/pictures/take.py runs/picture/report.html docs/pictures/thousand.svg
"""

import base64
import re
import sys
from pathlib import Path

SECTION = re.compile(r'<section id="one-page".*?</section>', re.DOTALL)
PICTURE = re.compile(r"<img [^>]*data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)")


def take(report: str) -> bytes:
    """The wide picture of the thousand people as SVG. report: the HTML of a report."""
    section = SECTION.search(report)
    picture = PICTURE.search(section[0]) if section else None
    if picture is None:
        raise ValueError("no picture of 1,000 people in this report")
    return base64.b64decode(picture[1])


if __name__ == "__main__":
    Path(sys.argv[2]).write_bytes(take(Path(sys.argv[1]).read_text(encoding="utf-8")))
