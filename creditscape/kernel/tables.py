"""The arrays that go into the kernel and come out of it, with their axes.

Everything a scheme, a society and a calendar say is in `Tables`; numbers of one run are in `Plan`; `State` is one thread's room for one
community; `Tallies` are the integers that come out. A place named "NEVER" is a day that does not come. Thresholds of chance
are uint32, or int64 where they reach 2^32; sums are int64, all else int32.
"""

from typing import NamedTuple

import numpy as np

from . import columns as c
from . import counts

Array = np.ndarray


class Plan(NamedTuple):
    """Numbers of one run. Days count from 1 January of the year in which burn-in starts (or of the first tallied day)."""

    key: np.uint64  # the seed
    size: int  # persons of a community on the first tallied day
    slots: int  # persons of a community in all, those born later included
    batch: int  # persons lived at a time: few enough for a core's cache, all of them where people can reach each other
    births: int  # slots a calendar year
    first_year: int  # of the tables, minus 1900
    birth_year: int  # first year with births, as an index of the tables
    years: int  # calendar years of the tables
    start: int  # first lived day
    t0: int  # first tallied day
    stop: int  # day after the last
    periods: int  # tallied years
    scripted: int  # 1: the deeds of a worked case instead of drawn lives
    careful: int  # 1: fold everything anew at every touch and forget no record
    trace: int  # 1: write down every standing, 2: and every event, 3: and what came from others
    asked: int  # of whom alone it is written down; -1: of everybody
    ages: int  # strata of age
    worlds: int
    friends: int  # 1: close friends are drawn, 2: circles, 3: both
    redress: int  # 1: somebody may contest what a file holds
    links: int  # 1: linkage may fail
    office: int  # NO_OFFICE, OF_DISTRICT, OF_COMMUNITY
    capacity: int  # of a community's office on a working day; a case costs CASE


class Tables(NamedTuple):
    """What the files say, as integers. W worlds, T tellings, Z schemes, F phases, D days, S scores, B band sets, V levels, L lists."""

    world: Array  # [T, 10]
    # calendar
    year_of: Array  # [D]
    new_year: Array  # [years + 1] first day of each calendar year
    month_of: Array  # [D] tallied month, -1 before
    month_end: Array  # [months] day after the last of each tallied month
    period_of: Array  # [D] tallied year, -1 before
    period_start: Array  # [periods + 1]
    month_first: Array  # [years x 12] first day of each calendar month
    phase_of: Array  # [Z, D]
    ends: Array  # [D, duration]
    effective: Array  # [list row, D] day in effect of an entry arriving on a day
    published: Array  # [list row, D] day on which it is published
    working: Array  # [D] 1: a working day
    # society
    odds: Array  # [4] thresholds: urban, woman, minority, aware
    age_limit: Array  # [sex, ages] cumulated thresholds
    age_low: Array  # [sex, ages] days
    age_high: Array
    survival: Array  # [112] thresholds, by age in years
    strata: Array  # [limits] days
    fours: Array  # first of every four streams of which one is used
    none: Array  # [stratum, 4 x fours] thresholds of a year without a candidate; 2^32 for streams that are not used
    stream_of: Array  # [64] row of a life domain's stream, -1 none
    count_limit: Array  # [stream, stratum, most] Poisson
    count_last: Array  # [stream, stratum]
    column_limit: Array  # [stream, stratum, columns] alias table
    column_alias: Array
    column_bits: Array  # [stream]
    column_kind: Array  # [stream, columns] entry kind
    attempt_of: Array  # [64] the same for attempts
    attempt_limit: Array
    attempt_last: Array
    attempt_column_limit: Array
    attempt_column_alias: Array
    attempt_bits: Array
    attempt_kind: Array  # [stream, columns] attempt kind
    attempt_block: Array  # [T, attempt kind] measures that block it
    attempt_made: Array  # [T, attempt kind, 2] thresholds of those who know: scored, restricted
    bond: Array  # [16] rows of choices (-1: no such ties), thresholds and numbers of households, firms, friends and circles
    employed: Array  # [sex, 111] thresholds, by age in years
    sectors: Array  # [place, 3] cumulated thresholds
    due: Array  # [obligation, 4]
    due_held: Array  # [obligation, stratum] thresholds
    due_missed: Array  # [obligation, stratum] thresholds, at_most included
    due_limit: Array  # [obligation, columns] alias tables
    due_alias: Array
    due_kind: Array  # [obligation, columns] entry kind
    conduct: Array  # [stream, 2] of firms: number of the stream, bits of its alias table
    conduct_count: Array  # [stream, most] Poisson, the last 2^32
    conduct_limit: Array  # [stream, columns]
    conduct_alias: Array
    conduct_kind: Array  # [stream, columns] entry kind
    tie_of: Array  # [Z, F, kind] ties through which a recorded kind acts on others, as bits
    friends_on: Array  # [Z, D] scores whose friends' part is read that morning, as bits
    shock: Array  # [shock, 8]
    shock_share: Array  # [shock] thresholds
    erasure: Array  # [erasure, 8]
    erasure_share: Array  # [erasure] thresholds
    outage: Array  # [outage, 4]
    outage_kind: Array  # [outage, entry kind] 1: concerned
    leak: Array  # [leak, 4]
    leak_share: Array  # [leak] thresholds
    fault: Array  # [fault, 3]
    fault_limit: Array  # [row, stratum, fault] cumulated thresholds
    attempt_slip: Array  # [T, attempt kind, stratum] thresholds of attempts that linkage fails to stop
    habit: Array  # [4]
    told: Array  # [stratum] thresholds: notice that is given reaches them
    known: Array  # [2, stratum] without and with notice: they learn of it at all
    files: Array  # [2, 2, stratum] without and with reasons; wrong, right: they contest it
    upheld: Array  # [2, 2] proof with the keeper, the subject; wrong, right
    goes_on: Array  # [2] wrong, right
    review: Array  # [2]
    wait: Array  # [T, D] days that somebody who files on a day waits for a district's office
    kind: Array  # [entry kind, 14]
    cover: Array  # [entry kind, place * 2 + group]
    choice_limit: Array  # [choice, most]
    choice_value: Array
    choice_count: Array
    accept: Array  # [T, profile, conditions * 4 + scored + 2 * restricted]
    # schemes
    scheme: Array  # [Z, 10]
    process: Array  # [Z, F, 12]
    exempt: Array  # [Z, F, rule] 1: nobody can contest it
    rule: Array  # [Z, F x rule, 31]
    rule_first: Array  # [Z, F, kind + 1]
    rule_list: Array  # [Z, F, places] rows of `rule`
    guilt_first: Array  # [Z, F, kind + 1]
    guilt_list: Array  # [Z, F, places] durations of the look-back
    repairs: Array  # [Z, places]
    requirement: Array  # [Z, requirements, 4]
    required: Array  # [Z, places] rules
    updated: Array  # [row, D] the next day after each on which a score is worked out anew
    year_day: Array  # [Z, D] month << 5 | day where a rule comes round, else 0
    score: Array  # [Z, F, S, 7]
    bands: Array  # [Z, F, B, 4]
    none_mask: Array  # [Z, F, L] measures of those not on a list
    nobody_mask: Array  # [Z, F] all of these
    cut: Array  # [Z, F, B, V]
    level_mask: Array  # [Z, F, B, V] measures
    list_mask: Array  # [Z, F, L]
    lists: Array  # [Z, F, L, 3]
    step_from: Array  # [table, steps]
    step_points: Array
    step_count: Array
    level_row: Array  # [Z, B, V] stock quantity
    list_row: Array  # [Z, L]
    bin_low: Array  # [Z, S]
    bin_width: Array
    kind_of_measure: Array  # [3] masks: restriction, publication, reward
    against: Array  # [pairs, 2] worlds to compare person by person


_WIDE = {
    "none",
    "odds",
    "bond",
    "employed",
    "sectors",
    "due_held",
    "due_missed",
    "due_limit",
    "shock_share",
    "erasure_share",
    "leak_share",
    "fault_limit",
    "attempt_slip",
    "habit",
    "told",
    "known",
    "files",
    "upheld",
    "goes_on",
    "review",
    "attempt_made",
    "conduct_count",
    "conduct_limit",
    "age_limit",
    "survival",
    "count_limit",
    "column_limit",
    "attempt_limit",
    "attempt_column_limit",
    "choice_limit",
    "accept",
    "cover",
}


def make_tables(**arrays: Array) -> Tables:
    """The tables in the widths that the kernel expects.

    Raises: OverflowError for a number that does not fit; the host's checks keep them far below.
    """
    for name, array in arrays.items():
        if name not in _WIDE and array.size and not -(1 << 31) <= array.min() <= array.max() < 1 << 31:
            raise OverflowError(f"{name} holds a number beyond 32 bits")
    return Tables(
        **{n: np.ascontiguousarray(a, a.dtype if n in _WIDE else np.int32) for n, a in arrays.items()}
    )


class State(NamedTuple):
    """One thread's room for one batch of a community's people. N slots."""

    person: Array  # [N, 10]
    crowd: Array  # [slots, 14] everybody of the community
    house: Array  # [slots, 5]
    firm: Array  # [slots, 4]
    late: Array  # [slots, obligations] months of the year in which a firm misses what it owes, as bits
    crew: Array  # [slots] who works in firms, firm by firm
    shelf: Array  # [4, 128, 2] rows of people and households by age
    laid: Array  # [4, slots] the next in a row
    keys: Array  # [slots] numbers to be put in order
    spare: Array
    tied: Array  # [lanes] people at hand
    friend_first: Array  # [slots + 1] where everybody's close friends begin
    friend: Array  # [ties] close friends
    stub: Array  # [ties] ties looked for, then numbers in order
    stub_spare: Array
    circle_first: Array  # [circles + 1] where the members of each circle begin
    member: Array  # [places in circles] members of circle after circle
    now: Array  # [T, S, size] scores side by side, for those who look at others'; -NEVER: not scored
    joined: Array  # [size] how many circles each person belongs to
    distance: Array  # [size] how far from the start somebody stands, and 1 if scored, in one number
    heard: Array  # [size] the same, summed over those whom somebody knows
    file: Array  # [N, T, 9 + 2 S + 2 B]; level -1: not a subject
    condition: Array  # [N, T, conditions, 3]
    gist: Array  # [N, T, 4]
    record: Array  # [records, 8]
    amiss: Array  # [records, 3]
    look: Array  # [looks, 2]
    looks: Array  # [D, T] first of each morning
    mail: Array  # [mails, 13]
    mails: Array  # [D, T] first of each morning
    office: Array  # [T, 3]
    pool: Array  # [24]
    candidate: Array  # [candidates, 4]
    day: Array  # [candidates] day within the year
    by_day: Array  # [candidates, 4] the year's candidates in order of days
    lanes: Array  # [6, lanes] addresses and words of chance, many at a time
    on_day: Array  # [368] where each day of the year begins
    touched: Array  # [N]
    happened: Array  # [T] real events
    top: Array  # [8]
    town: Array  # [3]
    stamp: Array  # [rule, causes] last booking that met a rule and cause
    memory: Array  # [rule + group + cap, 2] what a walk through a file noted: stamp of the walk, number
    running: Array  # [S, 6] sums of a walk through a file
    log: Array  # [logs, 4]
    spell: Array  # [spells, 5]
    trace: Array  # [traces, 5 + S + B] world, person, day, lists, measures, scores, levels
    deed: Array  # [deeds, 5] worked cases: day, kind (or -1), amount (or the deed annulled), episode, tie
    chosen: Array  # [S, 5] the rule that counts for one act
    cuts: Array  # [D] days on which something changes in one life
    diary: Array  # [2, logs] places of one life's logs in order of days, and of its partner's
    spent: Array  # [T, 64] days of one person under each measure
    headline: Array  # [T, headlines] of this community so far
    margin: Array  # [6] margin rows of one person
    sums: Array  # [5] restricted days of one person by class
    classes: Array  # [5] measures of a stretch of one life by class, as bits
    classes_before: Array  # [5]
    order: Array  # [N] people by stratum
    starts: Array  # [strata + 1]


class Tallies(NamedTuple):
    """What comes out. T: worlds, then what they share, which `run_task` adds to them.

    G: 1 + income + group + sex + age + place values; M months; Y years.
    """

    part: Array  # [T, rows, G, M] days of the month of change
    change: Array  # [T, rows, G, M]
    measure_part: Array  # [T, measures + 2, 5, G, M] days of the month of change
    measure_change: Array
    outcome: Array  # [T, outcomes, G]
    histogram: Array  # [T, S, Y + 1, G, bins]
    move: Array  # [T, B, Y, V, V]
    records: Array  # [T, rule, causes, Y]
    booked: Array  # [T, rule, causes, Y]
    events: Array  # [T, entry kind, Y]
    entries: Array  # [T, L, Y, 2]
    attempts: Array  # [T, attempt kind, Y, 5] blocked, here alone, at the partner's alone, given up, slipped through
    faults: Array  # [T, fault, Y] records hit
    leaks: Array  # [T, leak, 2] subjects exposed, and under a restriction
    redress: Array  # [T, stages, 2, G, Y] disputes about wrong and right records
    redress_days: Array  # [T, 3, 2, days] days to learn of it, to an answer, to a correction
    filings: Array  # [T, D]
    cross: Array  # [T, 5, cell, Y]
    headline: Array  # [W, headlines, 2]
    compared: Array  # [pairs, 6, G]
    counts: Array  # [4] candidates, candidates x worlds, communities, persons


class Room(NamedTuple):
    """How many places a batch gets; when one does not do, the host tries again with more."""

    candidates: int
    records: int
    looks: int
    mails: int
    logs: int
    spells: int
    traces: int


# rooms for about a thousand persons and ten years; a task that finds one full is run again with twice as much
FIRST_ROOM = Room(
    candidates=16_384, records=32_768, looks=4096, mails=2048, logs=16_384, spells=4096, traces=1
)
_FULL = (
    c.FULL_CANDIDATES,
    c.FULL_RECORDS,
    c.FULL_LOOKS,
    c.FULL_MAILS,
    c.FULL_LOG,
    c.FULL_SPELLS,
    c.FULL_TRACE,
)


def more_room(room: Room, full: int) -> Room:
    """Twice as much of what was full. full: the code that the kernel gave back."""
    return Room(*(2 * n if full & bit else n for n, bit in zip(room, _FULL, strict=True)))


def make_state(t: Tables, p: Plan, room: Room, deeds: Array | None = None) -> State:
    """Room for one community. Nothing is drawn here. deeds: those of a worked case."""
    tellings = len(t.world)
    people = p.batch
    scores, sets, rules = t.score.shape[2], t.cut.shape[2], t.rule.shape[1] // t.rule_first.shape[1]
    conditions = max(1, (t.accept.shape[2] // 4).bit_length() - 1)

    close, wide, rounds = p.friends & 1, p.friends & 2, int(t.bond[c.BOND_ROUNDS])
    row = int(t.bond[c.BOND_NUMBERS])
    ties = p.size * int(t.choice_value[row, : t.choice_count[row]].max()) if close and row >= 0 else p.size

    def small(*shape: int) -> Array:
        return np.zeros(shape, np.int32)

    def large(*shape: int) -> Array:
        return np.zeros(shape, np.int64)

    return State(
        person=small(people, 10),
        crowd=small(p.slots, 14),
        house=small(p.slots, 5),
        firm=small(p.slots, 4),
        late=small(p.slots, len(t.due)),
        crew=small(p.slots),
        shelf=small(4, 128, 2),
        laid=small(4, p.slots),
        keys=large(p.slots),
        spare=large(p.slots),
        tied=small(c.LANES),
        friend_first=small(p.slots + 1),
        friend=small(2 * ties + 1),
        stub=large(2 * ties + 1),
        stub_spare=large(2 * ties + 1),
        circle_first=small(p.size * rounds + 1 if wide else 1),
        member=small(p.size * rounds if wide else 1),
        now=small(tellings, scores, p.size if p.friends else 1),
        joined=small(p.size if wide else 1),
        distance=large(p.size if p.friends else 1),
        heard=large(p.size if p.friends else 1),
        file=small(people, tellings, c.F_STANDING + 2 * scores + 2 * sets),
        condition=small(people, tellings, conditions, 3),
        gist=small(people, tellings, 4),
        record=small(room.records, c.RECORD),
        amiss=small(room.records, c.AMISS),
        look=small(room.looks, 2),
        looks=small(p.stop + 1, tellings),
        mail=small(room.mails, c.MAIL),
        mails=small(p.stop + 1, tellings),
        office=large(tellings, 3),
        pool=large(c.POOLS),
        candidate=small(room.candidates, 4),
        day=small(room.candidates),
        by_day=small(room.candidates, 4),
        lanes=large(6, c.LANES),
        on_day=small(368),
        touched=small(people),
        happened=large(tellings),
        top=large(8),
        town=large(3),
        stamp=large(rules, c.CAUSES),
        memory=large(2 * rules + 1 + max(0, int(t.rule[:, :, c.L_CAP].max())), 2),
        running=large(scores, 6),
        log=small(room.logs, 4),
        spell=large(room.spells, 5),
        trace=large(room.traces, max(8, 5 + scores + sets)),
        deed=large(1, 5) if deeds is None else deeds,
        chosen=large(scores, 5),
        cuts=large(p.stop + 2),
        diary=small(2, room.logs),
        spent=large(tellings, 64),
        headline=large(tellings, counts.HEADLINES),
        margin=large(6),
        sums=large(5),
        classes=large(5),
        classes_before=large(5),
        order=small(people),
        starts=small(40 * p.ages + 2),
    )


def make_tallies(t: Tables, p: Plan, rows: int, measures: int, bins: int) -> Tallies:
    """Empty tallies. rows: stock quantities; measures: without the two totals; bins: of the score histogram."""
    tellings, months, ages = len(t.world), len(t.month_end), p.ages
    margin, rules = 12 + ages, t.rule.shape[1] // t.rule_first.shape[1]
    scores, sets, lists, levels = t.score.shape[2], t.cut.shape[2], t.list_mask.shape[2], t.cut.shape[3]

    def zeros(*shape: int) -> Array:
        return np.zeros(shape, np.int64)

    # days and changes side by side, and a month's apart from the next's: a day's work stays in the cache
    stock = np.moveaxis(zeros(months, tellings, rows, margin, 2), 0, -1)
    measure = np.moveaxis(zeros(tellings, measures + 2, months, 5, margin, 2), 2, -1)
    return Tallies(
        part=stock[:, :, :, 0],
        change=stock[:, :, :, 1],
        measure_part=measure[:, :, :, :, 0],
        measure_change=measure[:, :, :, :, 1],
        outcome=zeros(tellings, counts.OUTCOMES, margin),
        histogram=zeros(tellings, scores, p.periods + 1, margin, bins),
        move=zeros(tellings, sets, p.periods, levels, levels),
        records=zeros(tellings, rules, c.CAUSES, p.periods),
        booked=zeros(tellings, rules, c.CAUSES, p.periods),
        events=zeros(tellings, len(t.kind), p.periods),
        entries=zeros(tellings, lists, p.periods, 2),
        attempts=zeros(tellings, t.attempt_block.shape[1], p.periods, 5),
        faults=zeros(tellings, len(t.fault), p.periods),
        leaks=zeros(tellings, len(t.leak), 2),
        redress=zeros(tellings, counts.STAGES, 2, margin, p.periods),
        redress_days=zeros(tellings, 3, 2, counts.LONGEST + 1),
        filings=zeros(tellings, len(t.year_of)),
        cross=zeros(tellings, 5, 40 * ages, p.periods),
        headline=zeros(p.worlds, counts.HEADLINES, 2),
        compared=zeros(len(t.against), 6, margin),
        counts=zeros(4),
    )
