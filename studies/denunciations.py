"""A campaign of denunciations whose reports are entered unchecked: who is restricted who did nothing, who contests, who must prove.

Reports that are false on purpose and honest mistakes are planted apart, under one's name or without. Prints docs/studies/denunciations.md.
Run: python -m studies.denunciations
"""

import argparse
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from creditscape.scheme import Scheme, load_scheme
from creditscape.simulation import Run, make_plan, simulate

from .pages import page, paragraph, percent, table
from .worlds import WRITTEN, added, count_days, count_disputes, count_persons

HERE = Path(__file__).parent
SCHEME = "wendeng-rural-2020"
PROOFS = {"subject": SCHEME, "keeper": "denunciations_proof.yaml"}
SOCIETIES = {"by name": "denunciations.yaml", "anonymous": "denunciations_anonymous.yaml"}
KINDS = {
    "malice": "false_report_public_order>village_rule_broken_seriously",
    "mistakes": "false_report_village>gambling",
}
YEARS, COMMUNITIES = 2, 60
FIFTHS = ("1", "2", "3", "4", "5")


@dataclass(frozen=True)
class Reports:
    """What one sort of false reports does, against the same world without it.

    told: of people; restricted: people restricted more for it; days: person-days of restriction in the year of the
    campaign, and later; guiltless: of all these, of people without a breach of their own; votes: votes on village
    affairs blocked; pledges: to amend what never was; disputes: contests by stage; fifths: known to the subject,
    contested and corrected, by income fifth.
    """

    told: int
    restricted: int
    days: tuple[int, int]
    guiltless: int
    votes: int
    pledges: int
    disputes: dict[str, int]
    fifths: tuple[tuple[int, int, int], ...]


def find_scheme(proof: str) -> Scheme:
    """The scheme with the burden of proof on the subject, as it stands, or on whoever keeps the record."""
    return load_scheme(SCHEME) if proof == "subject" else load_scheme(HERE / PROOFS[proof])


Answers = dict[tuple[str, str], dict[str, Reports]]  # by way of telling and burden of proof: by sort


@cache
def ask(way: str, proof: str, communities: int = COMMUNITIES, seed: int = 1) -> dict[str, Reports]:
    """Run the villages with their campaign, and tell what each sort of false reports does."""
    plan = make_plan(
        find_scheme(proof),
        HERE / SOCIETIES[way],
        people=communities * 4096,
        years=YEARS,
        seed=seed,
        worlds=(WRITTEN, *("without_" + sort for sort in KINDS)),
    )
    run = simulate(plan)
    return {sort: _weigh(run, sort) for sort in KINDS}


def _weigh(run: Run, sort: str) -> Reports:
    fifths = [count_disputes(run, sort, dimension="income", value=value) for value in FIFTHS]
    return Reports(
        added(run, sort, "events", "real", kind=KINDS[sort]),
        count_persons(run, sort, "worse"),
        (count_days(run, sort, 0, 11), count_days(run, sort, 12)),
        count_days(run, sort, of="without_breach"),
        added(run, sort, "attempts", "blocked", kind="village_vote"),
        added(run, sort, "rules", "records", rule="pledge_after_zero"),
        count_disputes(run, sort),
        tuple((each["learnt"], each["filed"], each["everywhere"]) for each in fifths),
    )


def tell(found: Answers, people: int) -> str:
    """The page. found: by way of telling and burden of proof; people: of the villages."""
    return page(
        "# A campaign of denunciations",
        *_ask_question(people),
        *_answer(found),
        "## What the false reports do, with the proof on the subject",
        paragraph("""*Restricted*: people restricted more than without these reports. *Days*: person-days under any
            restriction, in the year of the campaign and later. *Without a breach*: of these, of people without a true breach
            of their own that is new enough to count. *Pledges*: signed and acting, to amend what never was."""),
        _list_reports(found),
        "## Who contests, and who must prove",
        paragraph("""Of the false reports that came into a file. *Too late*: the record was over when the request came, or
            before it was decided. The days as above, both years."""),
        _list_disputes(found),
        "## By income fifth, all false reports together",
        paragraph("False reports known to their subject, contested, and corrected; 1 is the lowest fifth."),
        _list_fifths(found),
    )


def _ask_question(people: int) -> tuple[str, ...]:
    return (
        paragraph("""**Question.** For four weeks the villages are asked to tell on each other, and what is told is entered as
            it is told. Who is restricted who did nothing of the kind; who contests it; and what does it change who must
            prove?"""),
        paragraph(f"""**How it was asked.** `python -m studies.denunciations` prints this page: {people:,} invented people of
            the Villages with Collectors, an exposed society, under the rules for rural residents (`wendeng-rural-2020`),
            two years from 1 January 2020, the campaign in March. 50 tip-offs come in on 1,000 people (assumed; 10 to
            200). What is true is left out here; what is not is planted in two sorts. Of tip-offs on benefits in the United
            Kingdom 85.2 % were closed for no or insufficient evidence, of reports on families in Canada in 1998 4 % were
            false on purpose, and 25 % of the anonymous ones: so *by name* 4 % are malice and 81.2 % mistakes, and
            *anonymous* 25 % malice and, of the rest, as large a share mistakes, 63.4 %. Two countries and two subjects are
            joined by that, and no evidence is not false: it means here that a report had nothing to it. Malice says that
            somebody broke the village's rules seriously (no star at once), a mistake that somebody gambled (20 points).
            That is our choice; so is that it strikes anybody of 14 or more alike. `studies/denunciations_proof.yaml` puts
            the burden of proof on the village."""),
    )


def _answer(found: Answers) -> tuple[str, ...]:
    name, hidden = (_add(found[way, "subject"]) for way in SOCIETIES)
    proved, hidden_proved = (_add(found[way, "keeper"]) for way in SOCIETIES)
    malice = [found[way, "subject"]["malice"] for way in SOCIETIES]
    first = [each[0] for each in name.fifths], [each[1] for each in name.fifths]
    return (
        paragraph(f"""**Answer.** {name.told:,} false reports by name restrict {name.restricted:,} people more, nearly everyone who has
            a file: who begins the year with 1,000 points loses a star below 991, so one report is enough, and it counts
            until the year ends. {name.days[0]:,} restricted days come of it, about {_mean(name)} for each, and
            {name.days[1]:,} more in the next year, for whoever loses a grade of the district with it loses village points
            again each month. None of these people did what was told of them; {_part(name.guiltless, sum(name.days))} of the
            days are of people who had no true breach at all that was new enough to count."""),
        paragraph(f"""Without names about as many are restricted ({hidden.restricted:,}), but worse: {malice[1].restricted:,} instead
            of {malice[0].restricted:,} by malice, so that {malice[1].votes:,} instead of {malice[0].votes:,} votes on
            village affairs are refused. Whether a false report was meant or a mistake, no step of the procedure asks."""),
        paragraph(f"""The villages tell people what is entered: {_stage(name, "learnt")} of the false reports become known to the
            person, {_stage(name, "filed")} are contested, {_stage(name, "everywhere")} corrected. Of those who know, the
            highest fifth contests {_part(first[1][4], first[0][4])}, the lowest {_part(first[1][0], first[0][0])}, as the
            society has it. With the proof on the village as many object, and {_stage(proved, "everywhere")} are
            corrected ({_stage(hidden_proved, "everywhere")} instead of {_stage(hidden, "everywhere")} without names). That
            takes away {_saved(name, proved)} of the restricted days ({_saved(hidden, hidden_proved)} without names): most
            never object, and who wins has been restricted meanwhile. The burden of proof decides nearly every contest and
            hardly the harm."""),
        paragraph(f"""There is a quicker way out than to object: whoever has no star may sign a pledge to put it right, which
            makes of it 60 points, and one star. {malice[1].pledges:,} of those struck by malice without a name do,
            {malice[1].disputes["everywhere"]:,} are corrected: more people regain a vote by owning up to what they did not
            do than by showing that they did not. (How often people sign is assumed, and the society asks nobody whether
            they are guilty.)"""),
        paragraph("""**What it rests on.** How many tip-offs a campaign brings, what they say and that nobody checks them are
            assumed; the shares are transfers. That a report is entered as it is told is the worst case, and what a village
            does with it was not read. Who learns, objects and wins is taken from figures of credit reports, benefits
            and fines in two countries, and partly assumed. One seed: what is false on purpose by name is
            too little to compare its contests with the others, and numbers below ten are few."""),
    )


def _add(sorts: dict[str, Reports]) -> Reports:
    """Malice and mistakes together; people struck by both, who are few, count twice."""
    one, other = sorts.values()
    return Reports(
        one.told + other.told,
        one.restricted + other.restricted,
        (one.days[0] + other.days[0], one.days[1] + other.days[1]),
        one.guiltless + other.guiltless,
        one.votes + other.votes,
        one.pledges + other.pledges,
        {stage: one.disputes[stage] + other.disputes[stage] for stage in one.disputes},
        tuple((a + x, b + y, c + z) for (a, b, c), (x, y, z) in zip(one.fifths, other.fifths, strict=True)),
    )


def _part(number: int, whole: int) -> str:
    return percent(Fraction(number, max(1, whole)))


def _stage(found: Reports, stage: str) -> str:
    return _part(found.disputes[stage], found.disputes["brought"])


def _mean(found: Reports) -> str:
    return f"{found.days[0] / max(1, found.restricted):.0f}"


def _saved(found: Reports, reformed: Reports) -> str:
    return _part(sum(found.days) - sum(reformed.days), sum(found.days))


def _list_reports(found: Answers) -> str:
    head = (
        "reports",
        "planted",
        "restricted",
        "days",
        "later",
        "without a breach",
        "votes blocked",
        "pledges",
    )
    rows = [
        (
            f"{way}, {sort}",
            *(f"{n:,}" for n in (x.told, x.restricted, *x.days, x.guiltless, x.votes, x.pledges)),
        )
        for way in SOCIETIES
        for sort, x in found[way, "subject"].items()
    ]
    return table(head, rows)


def _list_disputes(found: Answers) -> str:
    stages = {
        "brought": "in a file",
        "learnt": "known",
        "filed": "contested",
        "lapsed": "too late",
        "upheld": "upheld",
        "refused": "refused",
        "everywhere": "corrected",
        "reinserted": "came back",
    }
    rows = [
        (
            f"{way}, {sort}, proof on the {proof}",
            *(f"{x.disputes[stage]:,}" for stage in stages),
            f"{sum(x.days):,}",
        )
        for (way, proof), sorts in found.items()
        for sort, x in sorts.items()
    ]
    return table(("reports", *stages.values(), "restricted days"), rows)


def _list_fifths(found: Answers) -> str:
    rows = [
        (f"{way}, proof on the {proof}", value, *(f"{n:,}" for n in _add(sorts).fifths[k]))
        for (way, proof), sorts in found.items()
        for k, value in enumerate(FIFTHS)
    ]
    return table(("reports", "fifth", "known", "contested", "corrected"), rows)


def main() -> None:
    """Run both ways with both burdens of proof and print the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--communities", type=int, default=COMMUNITIES)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    found = {
        (way, proof): ask(way, proof, asked.communities, asked.seed) for way in SOCIETIES for proof in PROOFS
    }
    print(tell(found, asked.communities * 4096), end="")


if __name__ == "__main__":
    main()
