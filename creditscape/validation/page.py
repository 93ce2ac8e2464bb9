"""The page of validation as Markdown: what agrees, what differs and why, what cannot be reached, and every number that was fitted."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from ..simulation import COMMUNITY_SIZE
from ..words import clean, head_lines, say, write_line
from .figures import say_distance, say_found, say_number, say_published, say_tolerance
from .judging import SEED, Result, count_verdicts, plan_setting
from .target import GRADES, KINDS, OWNERS, Setting, Target, load_targets

SAID = ("%", "points", "months", "years")  # units that are told beside a figure


def write_page(results: Sequence[Result]) -> str:
    """Results as a page, in the order of the target files. Returns: Markdown."""
    parts = (
        _open_page(results),
        _explain(),
        _list_results(results),
        _tell_misses(results),
        _tell_unreached(results),
        _list_fitted(results),
        _list_sources(results),
        _list_settings(results),
    )
    return "\n".join(line for part in parts for line in part) + "\n"


def _open_page(results: Sequence[Result]) -> Iterator[str]:
    counts = count_verdicts(results)
    run = counts["agrees"] + counts["differs"]
    yield "# Validation: published figures, and what the laboratory makes of them"
    yield ""
    yield "Written by `creditscape validate`; `creditscape validate V8` asks for one target. Every person and firm is invented."
    yield ""
    yield (
        f"**Of {_count(len(results), 'target')} {run} were run: {counts['agrees']} agree and {counts['differs']} differ;"
        f" {counts['not reached']} could not be reached.** {_split(results)}"
    )
    yield ""
    yield "No scheme and no society was changed to hit a figure of this page; what was fitted before is listed below, number by number."
    yield "A match of one figure does not show that a mechanism is right, and a society that is declared exposed can only be held to"
    yield "shares, not to how often anything happens. What differs is left as it is."


def _split(results: Sequence[Result]) -> str:
    """How many of each kind agree, and how many rest on a figure that is only remembered."""
    told = []
    for kind in KINDS:
        own = [each for each in results if each.target.kind == kind and each.verdict != "not reached"]
        if own:
            agree = sum(each.verdict == "agrees" for each in own)
            told.append(f"{agree} of {len(own)} {'worked cases' if kind == 'case' else kind}")
    recalled = [
        each.target.id
        for each in results
        if each.target.source.evidence == "recalled" and each.verdict != "not reached"
    ]
    split = f"By kind, those that agree: {', '.join(told)}." if told else ""
    if not recalled:
        return split
    return f"{split} {' and '.join(recalled)} {'is' if len(recalled) == 1 else 'are'} held against figures that are only remembered."


def _explain() -> Iterator[str]:
    yield ""
    yield from head_lines("kind", "meaning")
    for kind, meaning in KINDS.items():
        yield write_line(kind, meaning)
    yield ""
    yield from head_lines("whose tolerance", "meaning")
    for owner, meaning in OWNERS.items():
        yield write_line(owner, meaning)
    yield ""
    yield "A target agrees if each of its figures lies within the tolerance of the published one. *Error* is the standard error over the"
    yield "communities that were run; it widens no tolerance."


def _list_results(results: Sequence[Result]) -> Iterator[str]:
    for about, targets in load_targets().items():
        ids = {target.id for target in targets}
        own = [each for each in results if each.target.id in ids and each.verdict != "not reached"]
        if not own:
            continue
        yield from ("", f"## {about}", "")
        yield from head_lines(
            "target", "kind", "figure", "published", "ours", "error", "tolerance", "figure", "verdict"
        )
        for result in own:
            yield from list_rows(result)
        for result in own:
            if result.target.reading:
                yield from ("", f"*{result.target.id}.* {clean(result.target.reading)}")


def list_rows(result: Result) -> Iterator[str]:
    """The rows of a target that was run: one a figure, the verdict beside the first."""
    target = result.target
    assert target.tolerance is not None
    for place, found in enumerate(result.found):
        yield write_line(
            f"**{target.id}** {target.title}" if not place else "",
            target.kind if not place else "",
            say(found.name) + (f" ({target.unit})" if target.unit in SAID else ""),
            say_published(found.published),
            say_found(found),
            say_number(found.error, 2) if found.error is not None else "-",
            say_tolerance(target.tolerance) if not place else "",
            "within" if found.agrees else say_distance(found),
            f"**{result.verdict}**" if not place else "",
        )


def _tell_misses(results: Sequence[Result]) -> Iterator[str]:
    misses = [each for each in results if each.verdict == "differs"]
    if not misses:
        return
    yield from ("", "## What differs, and the likely reason")
    for result in misses:
        target = result.target
        sign = " %" if target.unit == "%" else ""
        outside = "; ".join(
            f"{say(each.name)}: {say_found(each)}{sign} (published {say_published(each.published)}{sign})"
            for each in result.found
            if not each.agrees
        )
        inside = sum(each.agrees for each in result.found)
        rest = f". Within: {inside} of {len(result.found)} figures" if inside else ""
        reason = clean(target.missed) if target.missed else "No reason was found."
        yield from ("", f"**{target.id}, {clean(target.title)}.** Outside: {outside}{rest}. {reason}")


def _tell_unreached(results: Sequence[Result]) -> Iterator[str]:
    unreached = [each for each in results if each.verdict == "not reached"]
    if not unreached:
        return
    yield from ("", "## What could not be reached", "")
    yield from head_lines("target", "published", "why not")
    for result in unreached:
        target = result.target
        told = ", ".join(
            f"{name} {say_published(value)}" + (" %" if target.unit == "%" else "")
            for name, value in target.published.items()
        )
        yield write_line(f"**{target.id}** {target.title}", told, result.why)


def _list_fitted(results: Sequence[Result]) -> Iterator[str]:
    used: dict[tuple[str, str, str], list[str]] = {}
    for result in results:
        for each in result.target.fitted:
            used.setdefault((each.name, each.value, each.where), []).append(result.target.id)
    yield from ("", "## Every number that was fitted", "")
    if not used:
        yield "None behind these targets."
        return
    yield "Fitted before this page was made; nothing else behind these targets was chosen with a published figure of theirs in view."
    yield ""
    yield from head_lines("number", "value", "where it stands", "for")
    for (name, value, where), ids in used.items():
        yield write_line(name, value, where, ", ".join(ids))


def _list_sources(results: Sequence[Result]) -> Iterator[str]:
    yield from ("", "## What each figure is, where it was published, and its known bias", "")
    yield from head_lines("target", "statistic", "source", "evidence", "known bias")
    for result in results:
        source = result.target.source
        address = f" <{source.url}>" if source.url else ""
        note = f"; {source.note}" if source.note else ""
        row = write_line(
            f"**{result.target.id}**",
            result.target.statistic,
            f"{source.title}{note}ADDRESS",
            source.evidence,
            result.target.bias,
        )
        yield row.replace("ADDRESS", address)  # after cleaning, which would spoil the brackets of an address
    yield ""
    yield from head_lines("evidence", "meaning")
    for grade, meaning in GRADES.items():
        yield write_line(grade, meaning)


def _list_settings(results: Sequence[Result]) -> Iterator[str]:
    used: dict[str, tuple[Setting, list[str]]] = {}
    for result in results:
        setting = result.target.reach.on if result.target.reach else None
        if setting:
            used.setdefault(setting.model_dump_json(), (setting, []))[1].append(result.target.id)
    if not used:
        return
    yield from ("", "## What was run", "")
    yield f"Communities of {COMMUNITY_SIZE:,} invented people, seed {SEED}. The others are worked out without a society."
    yield ""
    yield from head_lines("scheme", "society", "people", "years", "burn-in", "first day", "worlds", "for")
    for setting, ids in used.values():
        plan = plan_setting(setting)
        scheme = setting.scheme + (f", and {setting.reform} as its reform" if setting.reform else "")
        yield write_line(
            scheme,
            setting.society,
            f"{plan.people:,} in {plan.communities}",
            str(plan.years),
            f"{plan.burn_in_years} years",
            _say_day(plan.first_day),
            ", ".join(setting.worlds),
            ", ".join(ids),
        )


def _say_day(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def describe(result: Result) -> dict[str, object]:
    """A result as plain values for a program."""
    target: Target = result.target
    return {
        "id": target.id,
        "title": target.title,
        "statistic": target.statistic,
        "unit": target.unit,
        "kind": target.kind,
        "verdict": result.verdict,
        "why": result.why or (target.missed if result.verdict == "differs" else None),
        "tolerance": say_tolerance(target.tolerance) if target.tolerance else None,
        "source": target.source.title,
        "evidence": target.source.evidence,
        "bias": target.bias,
        "fitted": [each.model_dump() for each in target.fitted],
        "figures": [
            {
                "name": each.name,
                "published": say_published(each.published),
                "ours": float(each.value) if isinstance(each.value, float | int | Fraction) else each.value,
                "standard_error": each.error,
                "within": each.agrees,
            }
            for each in result.found
        ],
    }
