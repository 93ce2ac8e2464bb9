"""Draws charts beside the program: runs as a process of its own, reads a Vega-Lite spec a line, answers with a line `[svg, error]`.

The drawing library holds the interpreter while it draws, so that a thread would gain nothing. It ends when its input ends.
"""

import json
import signal
import sys

import vl_convert


def main() -> None:
    # Whoever breaks off the program breaks off this process too; the program ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The first drawing takes as long as twenty others.
    vl_convert.vegalite_to_svg({"data": {"values": []}, "mark": "bar"})
    for line in sys.stdin.buffer:
        try:
            answer = [vl_convert.vegalite_to_svg(json.loads(line)), None]
        except ValueError as error:
            answer = [None, str(error)]
        sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
