"""The shipped teaching society."""

from fractions import Fraction as F
from math import prod
from time import process_time

import pytest

from creditscape.society import list_societies, load_society
from creditscape.society.bonds import Obligation
from creditscape.society.plain import MONTHS
from creditscape.society.sharing import Sharing, share_people
from creditscape.society.shelf import _load_shipped
from creditscape.words import load_vocabulary

RATES, DUES = F(580, 100), F(471, 100)  # candidates per adult and year
COVERAGE = {"documented": 39, "press": 44, "contested": 0, "hypothetical": 0, "assumed": 1096}
DIGEST = "3bb1e500c574204e2c968445854f50bd68b2fd43f7f871476d704d2f76ceebb2"
TRIED = ("attempt",)
# family households by number of persons, ten and more in one: census of China, 2010
HOUSEHOLDS = (
    58_396_327, 97_947_686, 107_978_654, 70_598_493, 40_332_512, 16_887_554, 5_753_970, 2_235_271, 942_511, 861_218,
)  # fmt: skip


@pytest.fixture(scope="module")
def county():
    return load_society("imaginary_county")


def weigh_cells(shares):
    """The share of everybody in each stratum."""
    return {
        (a, s, i, g, p): age * income * group * place
        for a, row in enumerate(shares.ages_by_sex)
        for s, age in enumerate(row)
        for i, income in enumerate(shares.incomes)
        for g, group in enumerate(shares.groups)
        for p, place in enumerate(shares.places)
    }


def share_concerned(form, group):
    """The share of adults whom a group of rates is about, or to whom a firm owes an obligation."""
    everybody = share_people(form)
    if isinstance(group, Obligation) and group.of == "firms":
        group = form.rates["job_losses"]
    return sum(weigh_adults(Sharing(form).whom(group)).values()) / sum(weigh_adults(everybody).values())


def weigh_adults(shares):
    """The strata of adults with their shares."""
    return {cell: share for cell, share in weigh_cells(shares).items() if cell[0]}


def sum_candidates(county):
    """Candidates per adult and year (rate x at_most), attempts left out: of rates, and of due dates."""
    form, plain = county.forms["used"], county.plain()
    everybody = share_people(form)
    adults = weigh_adults(everybody)
    kinds, rates, dues = load_vocabulary().kinds, F(0), F(0)
    for name, group in form.rates.items():
        if group.of == "firms":
            continue
        part = sum((s for k, s in group.kinds.items() if kinds[k].class_ not in TRIED), F(0))
        table = plain["groups"][name]["rates"]
        cells = weigh_adults(Sharing(form).whom(group))
        happen = sum((share * table[cell] for cell, share in cells.items()), F(0))
        rates += part * happen * group.at_most
    for owed in plain["obligations"]:
        group, times = plain["groups"][owed["group"]], F(12, owed["every"])
        if owed["of"] == "firms":
            each = (
                owed["missed"] * share_concerned(form, form.obligations[owed["name"]]) * sum(adults.values())
            )
        else:
            each = sum(share * owed["holders"][cell] * group["rates"][cell] for cell, share in adults.items())
        dues += times * each * group["at_most"]
    return rates / sum(adults.values()), dues / sum(adults.values())


def boost(group, profiles, shares):
    """How much more often than its base rate a group's events happen, with these shares in each condition."""
    factors = profiles[group.profile].in_condition if group.profile else {}
    return prod(
        (1 + shares.get(name, 0) * (float(factor) - 1) for name, factor in factors.items()), start=1.0
    )


def begin(form, name):
    """Events of a group per adult and year where nothing is the matter; of an obligation: dates that are missed."""
    group = form.list_groups()[name]
    if not isinstance(group, Obligation):
        return float(group.per_year * share_concerned(form, group))
    held = share_concerned(form, group) if group.of == "firms" else group.held_by
    return float(held * F(12, MONTHS[group.every]) * group.missed)


def share_in_conditions(county):
    """The share of adults in each condition: starts a year times mean length; one may feed the next, or itself.

    Strata are left out: who is in one condition more often is more often in another too.
    """
    form = county.forms["used"]
    groups, shares = form.list_groups(), dict.fromkeys(form.conditions, 0.0)
    of_kind = {kind: name for name, group in groups.items() for kind in group.kinds}
    starts = {
        kind: begin(form, of_kind[kind]) * float(groups[of_kind[kind]].kinds[kind])
        for condition in form.conditions.values()
        for kind in condition.kinds
    }
    for _ in range(20):
        shares = {
            name: sum(
                starts[kind]
                * boost(groups[of_kind[kind]], form.profiles, shares)
                * float(sum(F(day) * share for day, share in form.episodes[kind].items()))
                / 365
                for kind in condition.kinds
            )
            for name, condition in form.conditions.items()
        }
    return shares


def happen(county):
    """Real events per adult and year of each group of rates and each obligation."""
    form, shares = county.forms["used"], share_in_conditions(county)
    return {
        name: begin(form, name) * boost(group, form.profiles, shares)
        for name, group in form.list_groups().items()
    }


def share_missing(county, names, years):
    """About the share of adults who miss a due date of these obligations within some years.

    Some pass through debt trouble within that time; while they do, each date is missed so many times more often. Being behind,
    income and age are left out: they bring many misses to the same few people.
    """
    form, months = county.forms["used"], 12 * years
    troubled = share_in_conditions(county)["in_debt_trouble"]
    factor = float(form.profiles["arrears"].in_condition["in_debt_trouble"])
    touched = troubled + begin(form, "debt_troubles") * years
    within = months * troubled / touched

    def miss(trouble):
        none = 1.0
        for name in names:
            owed = form.obligations[name]
            every, missed, held = MONTHS[owed.every], float(owed.missed), float(owed.held_by)
            kept = (1 - missed) ** ((months - trouble) / every) * (1 - factor * missed) ** (trouble / every)
            none *= 1 - held * (1 - kept)
        return 1 - none

    return (1 - touched) * miss(0) + touched * miss(within)


def test_it_is_shipped_and_says_that_it_is_invented(county):
    """The teaching society is on the shelf, under a title and a place that call it invented."""
    assert "imaginary_county" in list_societies()
    assert "invented" in county.title and "(invented)" in county.forms["used"].place.name


def test_every_kind_has_a_rate(county):
    """Every kind of the vocabulary can happen in some society that ships, nearly all that befall persons in this one."""
    kinds = county.plain()["kinds"]
    assert len({kind["name"] for kind in kinds if kind["subject"] == "firm"}) >= 15
    assert len({kind["name"] for kind in kinds if kind["subject"] == "person"}) >= 395
    known = {
        name
        for name, kind in load_vocabulary().kinds.items()
        if kind.class_ != "attempt" or kind.subject == "person"
    }
    somewhere = {kind["name"] for name in list_societies() for kind in load_society(name).plain()["kinds"]}
    assert known <= somewhere, f"happens nowhere: {sorted(known - somewhere)}"


def test_candidates_per_adult_and_year(county):
    """An adult has some 5 candidate events a year and about 3 due dates that may be missed; about half of them happen."""
    rates, dues = sum_candidates(county)
    kinds = load_vocabulary().kinds
    groups = county.forms["used"].list_groups()
    real = sum(
        rate
        for name, rate in happen(county).items()
        if kinds[next(iter(groups[name].kinds))].class_ not in TRIED
    )
    assert abs(rates - RATES) < F(1, 100) and abs(dues - DUES) < F(1, 100)
    assert real / (rates + dues) >= F(45, 100)


def test_missed_payments_cluster(county):
    """One adult in twenty is in debt trouble at a time, mostly the poor, and misses a fifth of all that is missed."""
    form, shares = county.forms["used"], share_in_conditions(county)
    troubled = shares["in_debt_trouble"]
    assert F(4, 100) <= troubled <= F(6, 100)
    assert form.profiles["debtors"].by_income[0] > 2 * form.profiles["debtors"].by_income[3]
    factors = form.profiles["arrears"].in_condition
    more = float(factors["in_debt_trouble"])
    assert troubled * more / (1 + troubled * (more - 1)) > 1 / 5
    assert factors["in_debt_trouble"] * factors["behind"] * factors["unpaid"] == 30
    owed = {name: each for name, each in form.obligations.items() if each.of == "people"}
    assert all(each.profile == "arrears" and each.at_most == 30 for each in owed.values())


def test_who_is_behind_stays_behind(county):
    """A missed payment makes the next ones likelier until it is paid, and fourteen can be missed in two months."""
    form = county.forms["used"]
    behind = set(form.conditions["behind"].kinds)
    assert form.profiles["arrears"].in_condition["behind"] == 2
    for kind in behind:
        assert max(form.episodes[kind]) > 60 and sum(F(d) * s for d, s in form.episodes[kind].items()) > 30, (
            kind
        )
    monthly = [
        each for each in form.obligations.values() if each.every == "month" and behind & set(each.kinds)
    ]
    assert 2 * len(monthly) >= 14
    assert 0.01 <= share_in_conditions(county)["behind"] <= 0.04


def test_missed_payments_agree_with_surveys(county):
    """Of adults 16 % miss a payment to a bank in two years, 6.6 % a bill of the home in one, within two and one in a hundred."""
    assert abs(share_missing(county, ("loans", "cards"), 2) - 0.16) < 0.02
    bills = ("power_bills", "other_bills", "water_bills", "gas_bills")
    assert abs(share_missing(county, bills, 1) - 0.066) < 0.01


def test_obligations_keep_the_number_of_misses(county):
    """What was a rate before falls due now: the yearly numbers of misses stay within a quarter of what they were."""
    found = happen(county)
    before = {
        "loans": 0.0774,
        "cards": 0.0516,
        "power_bills": 0.0363,
        "other_bills": 0.0363,
        "social_insurance": 0.0036,
    }
    for name, number in before.items():
        assert abs(found[name] / number - 1) < 0.25, name
    assert abs(found["taxes"] * 0.65 / 0.0054 - 1) < 0.3


def test_wages_are_missed_as_often_as_published(county):
    """A worker waits for a wage in 1 % of years, together with all others of the firm; who has no job waits for none."""
    form = county.forms["used"]
    wages = form.obligations["wages"]
    assert wages.of == "firms" and abs(12 * wages.missed - F(1, 100)) < F(1, 100_000)
    assert form.profiles["paid_by_firms"].in_condition == {"unemployed": 0}
    assert "unpaid_wages" not in form.rates


def test_households_are_those_of_the_census(county):
    """Sizes are the published counts, rounded to five places; their mean is 3.08."""
    sizes = county.forms["used"].households.sizes
    assert list(sizes) == list(range(1, 11)) and sum(sizes.values()) == 1
    for size, count in enumerate(HOUSEHOLDS, start=1):
        assert abs(sizes[size] - F(count, sum(HOUSEHOLDS))) <= F(1, 100_000), size
    assert round(float(sum(size * share for size, share in sizes.items())), 2) == 3.08


def test_work_is_as_its_notes_say(county):
    """55 % of all persons work, one firm has some ten people and there is one to 55 persons; the country farms."""
    form = county.forms["used"]
    work = form.work
    employed = Sharing(form).whom(form.rates["retirements"])
    in_firms = Sharing(form).whom(form.rates["job_losses"])
    share = float(sum(map(sum, in_firms.ages_by_sex)) * sum(in_firms.places))
    mean = float(sum(size * part for size, part in work.firm_sizes.items()))
    assert round(float(sum(map(sum, employed.ages_by_sex))), 2) == 0.55
    assert round(mean, 1) == 9.6 and 54 <= mean / share <= 56
    assert work.sectors.rural.own_account > F(3, 4) > work.sectors.urban.own_account
    for men, women in zip(work.employed.men.items(), work.employed.women.items(), strict=True):
        assert men[0] == women[0] and men[1] > women[1]


def test_ties_are_as_their_notes_say(county):
    """People look for 2.7 friends, a quarter for one or none; the aims are the figures of the notes."""
    friends, circles = county.forms["used"].friends, county.forms["used"].circles
    mean = sum(number * share for number, share in friends.numbers.items())
    assert F(208, 100) < mean < F(294, 100) and friends.numbers[0] + friends.numbers[1] == F(1, 4)
    assert friends.aims.mean == F(5, 2)
    assert (circles.aims.median, circles.aims.clustering) == (99, F(14, 100))
    assert (circles.aims.lower_half_to_upper, circles.aims.upper_half_to_upper) == (F(39, 100), F(71, 100))


def test_who_does_what_at_work(county):
    """Jobs are lost by employees, rules of offices broken by officials, those of trade by owners; as often as before."""
    form, found = county.forms["used"], happen(county)
    before = {
        "business_breaches": 0.01,
        "graver_business_breaches": 0.0003,
        "breaches_at_work": 0.08,
        "office_discipline": 0.004,
    }
    whom = {
        "business_breaches": "owners",
        "graver_business_breaches": "owners",
        "office_discipline": "officials",
    }
    for name, rate in before.items():
        assert form.rates[name].only == whom.get(name, "employees")
        assert abs(found[name] / rate - 1) < 0.15, name
    assert form.rates["job_losses"].only == "employees" and form.rates["job_losses"].per_year == F(144, 1000)


def test_responses_to_restrictions(county):
    """People comply, sign up, evade and give up; giving up is about attempts alone, the others about conduct."""
    form, kinds = county.forms["used"], load_vocabulary().kinds
    up, down = ("compliance", "sign_ups", "evasion"), ("avoidance", "caution", "giving_up")
    assert set(form.responses) == {*up, *down}
    assert all(form.responses[name].factor > 1 for name in up)
    assert all(form.responses[name].factor < 1 for name in down)
    tried = form.responses["giving_up"].of.kinds
    assert len(tried) == len(set(tried)) == 16 and all(kinds[kind].class_ == "attempt" for kind in tried)
    assert F(914, 1000) <= form.responses["giving_up"].factor <= F(94, 100)


def test_mix_ups_are_uneven(county):
    """Records of the young are mixed up 48 to 19 as often as those of the old, and more in the country and the minority."""
    form, kinds = county.forms["used"], load_vocabulary().kinds
    for name, group in form.rates.items():
        apart = name == "wrong_traffic_records" or group.of == "firms"
        if all(kinds[kind].class_ == "false_record" for kind in group.kinds) and not apart:
            profile = form.profiles[group.profile]
            assert profile.by_age[1] / profile.by_age[4] == F(48, 19), name
            assert profile.by_age[1:] == sorted(profile.by_age[1:], reverse=True)
            assert profile.by_place.rural > profile.by_place.urban
            assert profile.by_group.minority > profile.by_group.majority
    assert form.rates["wrong_traffic_records"].profile == "drivers"


def test_published_rates_come_out(county):
    """What happens in and out of debt trouble agrees with the published yearly rates within a tenth."""
    rates = happen(county)
    assert abs(rates["court_judgments"] - F(244, 10_000)) < F(24, 10_000)
    assert abs(rates["court_defaulters"] - F(28, 10_000)) < F(3, 10_000)


def test_false_records_are_few(county):
    """In a domain with false records they are between 0.5 and 25 per 100 true ones of the kinds that they are taken for."""
    plain, numbers = county.plain(), load_vocabulary().domains
    mean, false = happen(county), [k for k in plain["kinds"] if k["class"] == "false_record"]

    def recorded(kinds):
        return sum(mean[k["group"]] * k["share"] * k["coverage"][1, 0] for k in kinds)

    checked = 0
    for name, number in numbers.items():
        wrong = [k for k in false if k["domain"] == number]
        taken_for = {k["reads_as"] for k in wrong}
        true = [k for k in plain["kinds"] if k["name"] in taken_for and k["class"] == "conduct"]
        if wrong and name != "village":  # in town no village rule is broken, and nobody collects
            assert recorded(true) / 200 <= recorded(wrong) <= recorded(true) / 4, name
            checked += 1
    assert checked >= 20


def test_minority_does_nothing_more_or_less_often(county):
    """Rates are the same for majority and minority; only coverage differs, and who is mixed up with somebody else."""
    plain = county.plain()
    false = {kind["group"] for kind in plain["kinds"] if kind["class"] == "false_record"}
    assert false == {
        k["group"] for k in plain["kinds"] if k["group"] in false and k["class"] == "false_record"
    }
    for name, group in plain["groups"].items():
        for (age, sex, income, part, place), rate in group["rates"].items():
            other = group["rates"][age, sex, income, 1 - part, place]
            assert rate == other or name in false and (rate > other) == (part == 1), name
    for owed in plain["obligations"]:
        for (age, sex, income, part, place), share in owed["holders"].items():
            assert share == owed["holders"][age, sex, income, 1 - part, place], owed["name"]


def test_evidence_is_pinned(county):
    """The count of numbers by grade: documented and press values may not fall unnoticed."""
    assert {
        grade: counts["own"] + counts["inherited"] for grade, counts in county.coverage().items()
    } == COVERAGE
    assert not any(counts["inherited"] for counts in county.coverage().values())


def test_every_number_has_a_source_or_is_openly_assumed(county):
    """Each number names a source of the file, or is an assumed range with a note."""
    numbers = county.evidence()
    assert len(numbers) == sum(COVERAGE.values())
    for number in numbers:
        if number["grade"] == "assumed":
            assert number["low"] <= number["value"] <= number["high"] and number["note"], number["path"]
        else:
            assert number["source"] in county.sources, number["path"]


def test_every_source_is_cited(county):
    """No source stands in the file for show."""
    cited = {name for number in county.evidence() for name, _ in number["sources"]}
    assert cited == set(county.sources)


def test_digest_is_pinned(county):
    """The meaning of the shipped file does not change unnoticed: a new digest means new results."""
    assert county.digest() == DIGEST


def test_no_person_is_in_it(county):
    """The recipe has no field for a person, and the size of a community is no part of it."""
    assert set(county.document.root.entries) <= {
        "society",
        "title",
        "note",
        "place",
        "sources",
        "people",
        "strata",
        "holidays",
        "profiles",
        "furnishers",
        "rates",
        "conditions",
        "episodes",
        "amounts",
        "responses",
        "households",
        "work",
        "friends",
        "circles",
        "obligations",
        "faults",
        "redress",
    }
    assert county.plain(size=256)["size"] == 256


def test_it_loads_in_time():
    """Reading, tracing and checking the file takes less than three seconds of processor time."""
    _load_shipped.cache_clear()
    load_vocabulary.cache_clear()
    start = process_time()
    load_society("imaginary_county")
    assert process_time() - start < 3
