"""`creditscape atlas`: the whole library, each scheme on the run that its file names, one line each."""

from typing import Annotated, Any

from cyclopts import Parameter

from .options import SETTING, read_number, read_optional

FEW = 10  # fewer than so many tell nothing about a rate
_OUTCOMES = (
    ("restricted", "restriction"),
    ("wrongly_restricted", "restriction"),
    ("spared", "restriction"),
    ("rewarded", "reward"),
    ("published", "publication"),
)


def atlas(
    *,
    people: Annotated[
        str | None,
        Parameter(
            allow_leading_hyphen=True,
            help="How many invented people, for every scheme alike; by default as each names.",
        ),
    ] = None,
    scale: Annotated[
        str,
        Parameter(allow_leading_hyphen=True, help="How many per cent of these people: 10 for a quick look."),
    ] = "100",
    ids: Annotated[str | None, Parameter(help="Some schemes only, with commas between.")] = None,
    json: Annotated[bool, Parameter(negative=(), help="Print one JSON object instead of lines.")] = False,
) -> None:
    """Run every scheme that ships on the society that its file names, and say in a line what each does."""
    asked, per_cent = read_optional("--people", people, 1), read_number("--scale", scale)
    from ..scheme import list_schemes
    from ..words import InputError
    from .progress import tell_compiling
    from .results import plain, print_json

    names = list_schemes() if ids is None else [name.strip() for name in ids.split(",")]
    tell_compiling()
    rows = []
    for name in names:
        rows.append(_try_scheme(name, asked, per_cent))
        if not json:
            print(plain(_say_row(rows[-1])), flush=True)
    if json:
        print_json({"schemes": rows})
    if failed := [row["id"] for row in rows if "error" in row]:
        message = f"{len(failed)} of {len(rows)} schemes did not run: {', '.join(failed)}"
        raise InputError("U170", message, hint="See the lines above")


def _try_scheme(name: str, people: int | None, per_cent: int) -> dict[str, Any]:
    """One scheme run, or why it did not: whatever happens to one, the others are run."""
    try:
        return _run_scheme(name, people, per_cent)
    except Exception as error:
        return {"id": name, "error": " ".join(str(error).split()) or type(error).__name__}


def _run_scheme(name: str, people: int | None, per_cent: int) -> dict[str, Any]:
    from ..metrics import count_all
    from ..scheme import load_scheme
    from ..simulation import make_plan, simulate
    from .progress import Progress

    scheme = load_scheme(name)
    setting = scheme.runs_on or SETTING
    many = max((people or setting["people"]) * per_cent // 100, 1)
    plan = make_plan(scheme, setting["society"], people=many, years=setting["years"])
    with Progress(scheme.id) as progress:
        run = simulate(plan, progress=progress)
    kinds = {measure["kind"] for phase in scheme.plain()["phases"] for measure in phase["measures"].values()}
    said = ("subjects", "people", "years", "digest", "seconds")
    return {
        "id": scheme.id,
        "society": plan.society.id,
        **{key: run.manifest[key] for key in said},
        "of": count_all(run, "subjects"),
        # an outcome that no measure of the scheme can bring is none, not rare
        **{outcome: count_all(run, outcome) if kind in kinds else None for outcome, kind in _OUTCOMES},
    }


def _say_row(row: dict[str, Any]) -> str:
    from ..metrics import name_subjects, say_count

    if "error" in row:
        return f"{row['id']}: error: {row['error'].removeprefix('error')}"
    many = name_subjects(row).many
    told = ", ".join(
        f"{name.replace('_', ' ')} {_say_outcome(row[name], row['of'])}" for name, _ in _OUTCOMES
    )
    return (
        f"{row['id']}: {row['society']}, {say_count(row['people'])} people; "
        f"of every 1,000 {many}: {told}; {row['seconds']:.1f} s"
    )


def _say_outcome(count: int | None, whole: int) -> str:
    from ..metrics import say_count, say_frequency

    if count is None:
        return "none"
    if count < FEW:
        return f"too rare to tell ({say_count(count)} of {say_count(whole)})"
    return say_frequency(count, whole)
