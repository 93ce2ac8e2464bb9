"""A page about a scheme: who has a file, what counts, what follows, and where each number comes from, as Markdown."""

from collections.abc import Iterator

from ..words import GRADES, UNKNOWN, Source, clean, head_lines, say, write_line
from .definition import Scheme
from .page_card import write_card
from .page_lines import Wording, list_cited, list_wordings, say_cited, write
from .page_phases import write_phases
from .page_process import write_process
from .page_rules import (
    list_grounds,
    name_domain,
    order_domains,
    quote_rules,
    tell_bands,
    tell_cause,
    tell_effect,
    tell_list,
    tell_score,
    tell_size,
    tell_term,
    tell_when,
    title_list,
    title_rule,
)

SUBJECTS = {"person": "people", "official": "people in public office", "firm": "firms"}


def write_page(scheme: Scheme, picture: str | None = None) -> str:
    """The page of a scheme. Numbers are those used; a range behind one says what else it may be.

    picture: the address of the picture of its bands and rules, if there is one.
    """
    return "\n".join(_write_lines(scheme, picture)) + "\n"


def _write_lines(scheme: Scheme, picture: str | None) -> Iterator[str]:
    wordings = list_wordings(scheme)
    first = wordings[0]
    yield f"# {scheme.id}: {clean(scheme.title)}"
    yield ""
    if first.blocks.note:
        yield from (clean(first.blocks.note), "")
    if picture:
        yield from (f"![{picture_words(scheme)}]({picture})", "")
    yield from _write_facts(first)
    yield from _write_scores(first)
    yield from _write_rules(first)
    yield from _write_lists(first)
    yield from _write_measures(first)
    yield from write_process(first)
    yield from write_phases(wordings)
    yield from write_card(scheme)
    yield from _write_claims(scheme)
    yield from _write_unknown(scheme)
    yield from _write_sources(scheme)


def picture_words(scheme: Scheme) -> str:
    """What the picture of a scheme shows, in place of the picture."""
    blocks = scheme.blocks
    counts = ((len(blocks.bands), "band set"), (len(blocks.rules), "rule"), (len(blocks.lists), "list"))
    told = ", ".join(f"{count} {name}{'s' if count > 1 else ''}" for count, name in counts if count)
    return f"{scheme.id}: {told}. The tables below say the same."


def _write_facts(first: Wording) -> Iterator[str]:
    """Who has a file, where, and since when."""
    blocks, scheme = first.blocks, first.scheme
    start, end = scheme.in_force
    yield from ("## Who, where and when", "")
    who = SUBJECTS[blocks.subjects[0]]
    if blocks.min_age is not None:
        who += f" from the age of {first.tell('min_age', blocks.min_age)}"
    yield f"- Who has a file: {who}"
    if blocks.rated:
        yield f"- Rated: {first.tell('rated.percent', blocks.rated.percent)} per cent of them"
    if blocks.consent:
        yield f"- Consent: only those who agree, {first.tell('consent.percent', blocks.consent.percent)} per cent"
    if blocks.keepers:
        told = ", ".join(
            f"{clean(each.title or say(name))} (reached by {first.tell(f'keepers.{name}.reach', each.reach)} per cent of reports)"
            for name, each in blocks.keepers.items()
        )
        yield f"- Keepers, each with files of its own: {told}"
    yield f"- Where: {clean(blocks.place.name)} ({blocks.place.country})"
    yield f"- In force: from {start}" + (f" to {end}" if end else "")
    if len(scheme.stages) > 1:
        yield f"- Changed: {', '.join(str(stage.start) for stage in scheme.stages[1:])}"
    if blocks.standing:
        yield "- A standing scheme: a run begins with files that are full already"
    if scheme.baseline:
        yield f"- A reform of {scheme.baseline.id}, by {clean(scheme.reform.author) if scheme.reform else ''}"
    setting = scheme.runs_on
    if setting:
        society = setting["society"]
        yield f"- A run that fits it: {setting['people']:,} invented people of `{society}`, {setting['years']} years"
    yield ""


def _write_scores(first: Wording) -> Iterator[str]:
    blocks = first.blocks
    if blocks.scores:
        yield from ("## Scores and bands", "")
        yield from head_lines("score", "start", "floor", "ceiling", "besides rules", "evidence", "source")
    for name, score in blocks.scores.items():
        told = tell_score(name, score, first)
        yield write_line(clean(score.title or say(name)), *told, *first.back(f"scores.{name}", score))
    if blocks.scores:
        yield ""
    for name, bands in blocks.bands.items():
        grade, source = first.back(f"bands.{name}", bands)
        needs = (
            f"; who is not on the list {title_list(bands.needs, first)} stands on the last"
            if bands.needs
            else ""
        )
        yield f"Bands of {say(bands.of)}, best first ({grade}; {source or 'no source'}){needs}:"
        yield ""
        yield from head_lines("band", "score", "in words")
        for level in tell_bands(name, bands, first):
            yield write_line(*level)
        yield ""


def _write_rules(first: Wording) -> Iterator[str]:
    rules = first.blocks.rules
    act = "only the largest of them counts" if first.blocks.one_act == "largest" else "all of them count"
    yield from ("## What counts", "", f"{len(rules)} rules. Where one act meets several, {act}.", "")
    for domain in order_domains({name_domain(rule) for rule in rules.values()}):
        yield from (f"### {say(domain).capitalize()}", "")
        yield from head_lines(
            "rule", "what happened", "what it brings", "lasts", "evidence", "source", "note"
        )
        for name, rule in rules.items():
            if name_domain(rule) == domain:
                yield write_line(
                    title_rule(name, rule),
                    tell_cause(rule),
                    tell_effect(name, rule, first),
                    tell_term(name, rule, first),
                    *first.back(f"rules.{name}", rule),
                    clean(rule.note or ""),
                )
        yield ""


def _write_lists(first: Wording) -> Iterator[str]:
    if first.blocks.lists:
        yield from ("## Lists", "")
        yield from head_lines("list", "grounds", "published", "window", "term", "evidence", "source")
        for name, listing in first.blocks.lists.items():
            grounds = list_grounds(name, first)
            told = f"{len(grounds)}: {quote_rules(grounds, first)}" if grounds else "none yet"
            yield write_line(
                title_list(name, first),
                told,
                *tell_list(name, listing, first),
                *first.back(f"lists.{name}", listing),
            )
        yield ""


def _write_measures(first: Wording) -> Iterator[str]:
    measures = first.blocks.measures
    yield from ("## What follows", "")
    if not measures:
        yield from ("Nothing in the file follows from a score, a band or a list.", "")
    for domain in sorted({measure.domain for measure in measures.values()}):
        yield from (f"### {say(domain).capitalize()}", "")
        yield from head_lines(
            "measure", "kind", "when", "how large", "severity (ours)", "evidence", "source", "note"
        )
        for name, measure in measures.items():
            if measure.domain == domain:
                yield write_line(
                    clean(measure.title or say(name)),
                    measure.kind,
                    tell_when(measure, first),
                    tell_size(name, measure, first),
                    f"{measure.severity} of 5",
                    *first.back(f"measures.{name}", measure),
                    clean(measure.note or ""),
                )
        yield ""


def _write_claims(scheme: Scheme) -> Iterator[str]:
    if scheme.claims:
        yield from ("## What is said of it", "")
        yield from head_lines("claim", "verdict", "source", "note")
        for claim in scheme.claims:
            source = say_cited(list_cited(claim.get("cite")))
            yield write_line(clean(claim["claim"]), claim["verdict"], source, clean(claim.get("note", "")))
        yield ""


def _write_unknown(scheme: Scheme) -> Iterator[str]:
    """Every number that no source gives."""
    rows = [row for row in scheme.evidence() if row["grade"] in UNKNOWN]
    yield from ("## What is not known", "")
    if not rows:
        yield from ("Every number of the file rests on a source.", "")
        return
    worded = any(blocks.process for _, blocks in scheme.wordings)
    what, ranged = ("numbers and words", "the numbers") if worded else ("numbers", "they")
    yield from (f"{len(rows)} of {len(scheme.evidence())} {what} rest on no source; {ranged} are ranges.", "")
    yield from head_lines("number", "used", "range", "evidence", "note")
    for row in rows:
        reach = "" if row["low"] is None else f"{write(row['low'])} to {write(row['high'])}"
        yield write_line(
            f"`{row['path']}`", write(row["value"]), reach, row["grade"], clean(row["note"] or "")
        )
    yield ""


def _write_sources(scheme: Scheme) -> Iterator[str]:
    coverage = scheme.coverage()
    yield from ("## Evidence and sources", "")
    yield from head_lines("numbers", *GRADES)
    for kind, words in (("own", "cited in their own block"), ("inherited", "cited by the file as a whole")):
        yield write_line(words, *(str(coverage[grade][kind]) for grade in GRADES))
    yield ""
    for source in scheme.sources.values():
        yield _tell_source(source)


def _tell_source(source: Source) -> str:
    title = clean(source.title).replace("[", "(").replace("]", ")")
    linked = (
        f"[{title}](<{source.url}>)"
        if source.url and source.url.startswith(("http://", "https://"))
        else title
    )
    note = f": {clean(source.note)}" if source.note else ""
    return f"- `{source.name}`: {linked} ({source.evidence}){note}"
