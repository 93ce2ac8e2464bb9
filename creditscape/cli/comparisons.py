"""`creditscape compare`: a scheme and a reform of it on the same people with the same luck."""

from typing import Annotated

from cyclopts import Parameter

from .options import Options, settle
from .runs import carry_out

_DEFAULTS = Options()


def compare(
    scheme: Annotated[str, Parameter(help="The scheme as it is.")],
    /,
    *reforms: Annotated[str, Parameter(help="One to four reforms of it, or other schemes.")],
    options: Options = _DEFAULTS,
) -> None:
    """Run a scheme and up to four reforms on the same people and say who is better and who is worse off."""
    asked = options.read()
    from ..words import InputError

    if not reforms:
        raise InputError("U100", "a comparison needs a reform or another scheme", field="reforms")
    from ..scheme import load_scheme
    from ..simulation import make_plan

    read = load_scheme(scheme)
    carry_out(make_plan(read, reform=reforms, **settle(asked, read)), options)
