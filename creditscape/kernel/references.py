"""The kernel's four structures passed by reference inside compiled code.

Passed by value, their hundred arrays become a thousand arguments of every call and compilation takes minutes; by reference it takes
seconds. A reference is made once a task, so each thread has its own.
"""
from numba.core import types
from numba.experimental import structref

from .compiled import compiled
from .tables import Plan, State, Tables, Tallies


class _Reference(types.StructRef):
    def preprocess_fields(self, fields):
        return tuple((name, types.unliteral(kind)) for name, kind in fields)


@structref.register
class TablesType(_Reference):
    """Compiler's type of `Tables`."""


@structref.register
class PlanType(_Reference):
    """Compiler's type of `Plan`."""


@structref.register
class StateType(_Reference):
    """Compiler's type of `State`."""


@structref.register
class TalliesType(_Reference):
    """Compiler's type of `Tallies`."""


class TablesReference(structref.StructRefProxy):
    """Tables by reference; without the compiler, the tables themselves."""

    def __new__(cls, *fields):
        return Tables(*fields)


class PlanReference(structref.StructRefProxy):
    """Plan by reference; without the compiler, the plan themselves."""

    def __new__(cls, *fields):
        return Plan(*fields)


class StateReference(structref.StructRefProxy):
    """State by reference; without the compiler, the state themselves."""

    def __new__(cls, *fields):
        return State(*fields)


class TalliesReference(structref.StructRefProxy):
    """Tallies by reference; without the compiler, the tallies themselves."""

    def __new__(cls, *fields):
        return Tallies(*fields)


for _reference, _type, _form in (
    (TablesReference, TablesType, Tables), (PlanReference, PlanType, Plan),
    (StateReference, StateType, State), (TalliesReference, TalliesType, Tallies),
):
    structref.define_constructor(_reference, _type, list(_form._fields))
    structref.define_attributes(_type)
    structref.define_boxing(_type, _reference)


# Written out argument by argument: unpacking a tuple of sixty arrays in compiled code takes minutes.

@compiled
def refer_tables(
    world, year_of, new_year, month_of, month_end, period_of, period_start, phase_of, ends, effective,
    odds, age_limit, age_low, age_high, survival, strata, stream_of, count_limit, count_last,
    column_limit, column_alias, column_bits, column_kind, attempt_of, attempt_limit, attempt_last,
    attempt_column_limit, attempt_column_alias, attempt_bits, attempt_kind, attempt_block, kind, cover,
    choice_limit, choice_value, choice_count, accept, scheme, rule, rule_first, rule_list, guilt_first,
    guilt_list, repairs, score, bands, cut, level_mask, list_mask, lists, cap, step_from, step_points,
    step_count, level_row, list_row, bin_low, bin_width, kind_of_measure, against,
):
    """A reference to tables."""
    return TablesReference(
        world, year_of, new_year, month_of, month_end, period_of, period_start, phase_of, ends,
        effective, odds, age_limit, age_low, age_high, survival, strata, stream_of, count_limit,
        count_last, column_limit, column_alias, column_bits, column_kind, attempt_of, attempt_limit,
        attempt_last, attempt_column_limit, attempt_column_alias, attempt_bits, attempt_kind,
        attempt_block, kind, cover, choice_limit, choice_value, choice_count, accept, scheme, rule,
        rule_first, rule_list, guilt_first, guilt_list, repairs, score, bands, cut, level_mask,
        list_mask, lists, cap, step_from, step_points, step_count, level_row, list_row, bin_low,
        bin_width, kind_of_measure, against,
    )


@compiled
def refer_plan(
    key, size, births, first_year, birth_year, years, start, t0, stop, periods, scripted, careful, trace,
    ages,
):
    """A reference to plan."""
    return PlanReference(
        key, size, births, first_year, birth_year, years, start, t0, stop, periods, scripted, careful,
        trace, ages,
    )


@compiled
def refer_state(
    person, file, condition, total, drops, score, level, before, listed, on_list, mask, record, node, due,
    pool, candidate, on_day, touched, happened, top, log, spell, trace, deed, chosen, cuts, spent,
):
    """A reference to state."""
    return StateReference(
        person, file, condition, total, drops, score, level, before, listed, on_list, mask, record,
        node, due, pool, candidate, on_day, touched, happened, top, log, spell, trace, deed, chosen,
        cuts, spent,
    )


@compiled
def refer_tallies(
    part, change, measure, outcome, histogram, move, records, booked, events, entries, attempts, cross,
    headline, compared, counts,
):
    """A reference to tallies."""
    return TalliesReference(
        part, change, measure, outcome, histogram, move, records, booked, events, entries, attempts,
        cross, headline, compared, counts,
    )
