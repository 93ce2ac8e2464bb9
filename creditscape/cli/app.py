"""The verbs under one roof, and the text of `--help`."""

from cyclopts import App

from .. import __version__
from .atlas import atlas
from .audits import audit
from .checks import check
from .comparisons import compare
from .outlines import new
from .pages import report
from .reasons import why
from .runs import run
from .shelf import schemes, societies
from .validations import validate

_HELP = """A laboratory for scoring societies: what a written scoring scheme does to people, tried on people
who were never born.

SCHEME is the id of a scheme that ships (see: creditscape schemes) or the path of a file."""
_EPILOGUE = (
    "Add --debug to any command to see the traceback of an error. "
    "Every result is synthetic: no real person is in it."
)


def build_app() -> App:
    """The command line as cyclopts runs it."""
    app = App(
        name="creditscape",
        help=_HELP,
        help_epilogue=_EPILOGUE,
        help_format="plaintext",  # the other formats load four times as much code
        version=__version__,
        suppress_keyboard_interrupt=False,
    )
    for verb in (new, check, run, compare, why, audit, validate, schemes, societies, atlas, report):
        app.command(verb)
    return app
