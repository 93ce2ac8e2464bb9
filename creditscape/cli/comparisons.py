"""`creditscape compare`: a scheme and a reform of it on the same people with the same luck."""

from typing import Annotated

from cyclopts import Parameter

from .options import Options, settle
from .runs import carry_out

_DEFAULTS = Options()


def compare(
    scheme: Annotated[str, Parameter(help="The scheme as it is.")],
    reform: Annotated[str, Parameter(help="A reform of it, or another scheme.")],
    /,
    *,
    options: Options = _DEFAULTS,
) -> None:
    """Run a scheme and a reform on the same people and say who is better and who is worse off."""
    asked = options.read()
    from ..scheme import load_scheme
    from ..simulation import make_plan

    read = load_scheme(scheme)
    carry_out(make_plan(read, reform=reform, **settle(asked, read)), options)
