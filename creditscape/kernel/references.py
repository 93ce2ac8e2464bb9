"""The kernel's four structures passed by reference inside compiled code.

Passed by value, their hundred arrays become a thousand arguments of every call and compilation takes minutes; by reference it takes
seconds. A reference is made once a task, so each thread has its own.
"""
from numba.core import types
from numba.core.cgutils import get_null_value
from numba.experimental import structref
from numba.extending import intrinsic, overload

from .compiled import compiled
from .tables import Plan, State, Tables, Tallies


@intrinsic
def _borrow(_context, array):
    """The same array without an owner: compiled code then counts no references to it, which would cost more than the work."""

    def build(context, builder, signature, args):
        made = context.make_array(signature.return_type)(context, builder, args[0])
        made.meminfo = get_null_value(made.meminfo.type)
        made.parent = get_null_value(made.parent.type)
        return made._getvalue()

    return array(array), build


def unowned(value):
    """A number as it is, an array without its owner; the caller keeps the owner alive."""
    return value


@overload(unowned)
def _unowned(value):
    if isinstance(value, types.Array):
        return lambda value: _borrow(value)
    return lambda value: value


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
        unowned(world), unowned(year_of), unowned(new_year), unowned(month_of), unowned(month_end),
        unowned(period_of), unowned(period_start), unowned(phase_of), unowned(ends), unowned(effective),
        unowned(odds), unowned(age_limit), unowned(age_low), unowned(age_high), unowned(survival),
        unowned(strata), unowned(stream_of), unowned(count_limit), unowned(count_last),
        unowned(column_limit), unowned(column_alias), unowned(column_bits), unowned(column_kind),
        unowned(attempt_of), unowned(attempt_limit), unowned(attempt_last), unowned(attempt_column_limit),
        unowned(attempt_column_alias), unowned(attempt_bits), unowned(attempt_kind),
        unowned(attempt_block), unowned(kind), unowned(cover), unowned(choice_limit),
        unowned(choice_value), unowned(choice_count), unowned(accept), unowned(scheme), unowned(rule),
        unowned(rule_first), unowned(rule_list), unowned(guilt_first), unowned(guilt_list),
        unowned(repairs), unowned(score), unowned(bands), unowned(cut), unowned(level_mask),
        unowned(list_mask), unowned(lists), unowned(cap), unowned(step_from), unowned(step_points),
        unowned(step_count), unowned(level_row), unowned(list_row), unowned(bin_low), unowned(bin_width),
        unowned(kind_of_measure), unowned(against),
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
    person, file, condition, total, drops, score, level, before, listed, on_list, gist, record, node, due,
    pool, candidate, by_day, on_day, touched, happened, top, log, spell, trace, deed, chosen, cuts, spent,
):
    """A reference to state."""
    return StateReference(
        unowned(person), unowned(file), unowned(condition), unowned(total), unowned(drops),
        unowned(score), unowned(level), unowned(before), unowned(listed), unowned(on_list), unowned(gist),
        unowned(record), unowned(node), unowned(due), unowned(pool), unowned(candidate), unowned(by_day), unowned(on_day),
        unowned(touched), unowned(happened), unowned(top), unowned(log), unowned(spell), unowned(trace),
        unowned(deed), unowned(chosen), unowned(cuts), unowned(spent),
    )


@compiled
def refer_tallies(
    part, change, measure_part, measure_change, outcome, histogram, move, records, booked, events, entries, attempts, cross,
    headline, compared, counts,
):
    """A reference to tallies."""
    return TalliesReference(
        unowned(part), unowned(change), unowned(measure_part), unowned(measure_change), unowned(outcome),
        unowned(histogram), unowned(move), unowned(records), unowned(booked), unowned(events),
        unowned(entries), unowned(attempts), unowned(cross), unowned(headline), unowned(compared),
        unowned(counts),
    )
