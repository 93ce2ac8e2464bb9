"""A person's standing in one world: scores, levels, lists and measures, and the stocks that follow them."""

from .agenda import look_at
from .columns import (
    B_LEVELS,
    B_NEEDS,
    B_SCORE,
    F_ENTRY,
    F_LISTS,
    F_LOG,
    F_NEXT,
    F_STANDING,
    FULL_LOG,
    G_BEFORE,
    G_DAY,
    G_GUILTY,
    G_MASK,
    J_FLAGS,
    J_GUILTY,
    J_MASK,
    LOOK,
    NEVER,
    P_AGE,
    P_GROUP,
    P_INCOME,
    P_SEX,
    SUBJECT,
    V_CEILING,
    V_FLOOR,
    V_SUM,
    V_UPDATES,
    W_SCHEME,
    X_LOG,
    Z_DERIVED,
    Z_LISTS,
    Z_SCORES,
    Z_SETS,
)
from .compiled import compiled
from .folding import fold, score_of
from .places import append
from .records import book, close_spells, release, touch
from .traces import trace_row


@compiled
def margins(s, i, place, g):
    """The margin rows of a person into g [6]: all, income, group, sex, age, place."""
    g[0] = 0
    g[1] = 1 + s.person[i, P_INCOME]
    g[2] = 6 + s.person[i, P_GROUP]
    g[3] = 8 + s.person[i, P_SEX]
    g[4] = 12 + s.person[i, P_AGE]
    g[5] = 10 + place


@compiled
def shift_stock(t, s, o, w, row, i, place, d, sign):
    """One person more or less in a stock from this morning on."""
    m = t.month_of[d]
    days = sign * (t.month_end[m] - d)
    part, change = o.part[w, row], o.change[w, row]
    part[0, m] += days
    change[0, m] += sign
    for g in (
        1 + s.person[i, P_INCOME],
        6 + s.person[i, P_GROUP],
        8 + s.person[i, P_SEX],
        12 + s.person[i, P_AGE],
        10 + place,
    ):
        part[g, m] += days
        change[g, m] += sign


@compiled
def write_log(s, w, i, d, mask, guilty):
    """Note which measures hold from this morning on, and how long own breaches stay in the look-back."""
    x = append(s, s.log, X_LOG, FULL_LOG)
    if x < 0:
        return
    s.log[x, G_BEFORE] = s.file[i, w, F_LOG]
    s.log[x, G_DAY] = d
    s.log[x, G_MASK] = mask
    s.log[x, G_GUILTY] = guilty
    s.file[i, w, F_LOG] = x


@compiled
def _level_of(t, z, phase, b, score, old):
    """Level of a score in a band set; looked for from the level that the person had, where most stay."""
    cut, level = t.cut[z, phase, b], max(old, 0)
    while level > 0 and score >= cut[level - 1]:
        level -= 1
    while level < t.bands[z, phase, b, B_LEVELS] - 1 and score < cut[level]:
        level += 1
    return level


@compiled
def _add_sums(t, z, phase, file):
    """Scores that are the sum of others. Returns True if one changed."""
    changed = False
    for x in range(t.scheme[z, Z_SCORES]):
        about = t.score[z, phase, x]
        if about[V_SUM]:
            score = 0
            for k in range(t.scheme[z, Z_SCORES]):
                if (about[V_SUM] >> k) & 1:
                    score += file[F_STANDING + k]
            score = min(max(score, about[V_FLOOR]), about[V_CEILING])
            changed |= score != file[F_STANDING + x]
            file[F_STANDING + x] = score
    return changed


@compiled
def work_out(t, p, s, o, place, w, i, d):
    """Scores, levels, listings and measures of a subject this morning; when the file changes next by itself."""
    z = t.world[w, W_SCHEME]
    phase = t.phase_of[z, d]
    file = s.file[i, w]
    before = file[F_LISTS]
    following = fold(t, s, z, w, i, d, p.careful)
    changed = file[F_ENTRY] == d
    for x in range(t.scheme[z, Z_SCORES]):
        if t.score[z, phase, x, V_SUM]:
            continue
        score, row = score_of(t, s, z, w, i, phase, x), t.score[z, phase, x, V_UPDATES]
        if row >= 0 and file[F_ENTRY] != d and t.updated[row, d - 1] != d:
            score, following = int(file[F_STANDING + x]), min(following, int(t.updated[row, d]))
        changed |= score != file[F_STANDING + x]
        file[F_STANDING + x] = score
    if t.scheme[z, Z_DERIVED]:
        changed |= _add_sums(t, z, phase, file)
    if file[F_NEXT] <= d or following < file[F_NEXT]:
        file[F_NEXT] = following
        look_at(s, w, i, LOOK, following, p.stop)
    _stand(t, p, s, o, place, w, i, d, z, phase, before, changed)


@compiled
def shift(t, p, s, o, place, w, i, d, x, size):
    """Where a file of plain points did not change, what friends are worth moves the score by as much, between floor and ceiling."""
    z = t.world[w, W_SCHEME]
    phase, file = t.phase_of[z, d], s.file[i, w]
    old = file[F_STANDING + x]
    low, high = t.score[z, phase, x, V_FLOOR], t.score[z, phase, x, V_CEILING]
    if not (low < old < high and low < old + size < high):
        work_out(t, p, s, o, place, w, i, d)
        return
    file[F_STANDING + x] = old + size
    _stand(t, p, s, o, place, w, i, d, z, phase, file[F_LISTS], True)


@compiled
def _stand(t, p, s, o, place, w, i, d, z, phase, before, changed):
    """Levels, listings and measures follow the scores. before: lists of the morning before; changed: whether a score did."""
    file, mask = s.file[i, w], 0
    first = F_STANDING + t.scheme[z, Z_SCORES]
    for b in range(t.scheme[z, Z_SETS]):
        old, needs = file[first + b], t.bands[z, phase, b, B_NEEDS]
        if needs >= 0 and not (file[F_LISTS] >> needs) & 1:
            level = t.bands[z, phase, b, B_LEVELS] - 1
        else:
            level = _level_of(t, z, phase, b, file[F_STANDING + t.bands[z, phase, b, B_SCORE]], old)
        mask |= t.level_mask[z, phase, b, level]
        if level != old:
            changed = True
            if d > p.t0:
                if old >= 0:
                    shift_stock(t, s, o, w, t.level_row[z, b, old], i, place, d, -1)
                shift_stock(t, s, o, w, t.level_row[z, b, level], i, place, d, 1)
            file[first + b] = level
    if before | file[F_LISTS]:
        changed |= before != file[F_LISTS]
        for x in range(t.scheme[z, Z_LISTS]):
            on = (file[F_LISTS] >> x) & 1
            mask |= t.list_mask[z, phase, x] if on else t.none_mask[z, phase, x]
            if on != ((before >> x) & 1) and d > p.t0:
                _count_listing(t, s, o, z, w, i, x, place, d, on)
    else:
        mask |= t.nobody_mask[z, phase]
    if mask != s.gist[i, w, J_MASK]:
        changed = True
        if d > p.t0:
            write_log(s, w, i, d, mask, int(s.gist[i, w, J_GUILTY]))
        s.gist[i, w, J_MASK] = mask
    if p.friends and i < p.size:
        for x in range(t.scheme[z, Z_SCORES]):
            s.now[w, x, i] = file[F_STANDING + x]
    if p.trace and changed:
        _write_trace(t, p, s, z, w, i, d)


@compiled
def _count_listing(t, s, o, z, w, i, x, place, d, on):
    shift_stock(t, s, o, w, t.list_row[z, x], i, place, d, 1 if on else -1)
    o.entries[w, x, t.period_of[d], 0 if on else 1] += 1


@compiled
def _write_trace(t, p, s, z, w, i, d):
    """Note a standing in every world of which this telling speaks."""
    scores, sets = t.scheme[z, Z_SCORES], t.scheme[z, Z_SETS]
    for world in range(p.worlds):
        x = trace_row(t, p, s, world, w, i, d)
        if x >= 0:
            s.trace[x, 3], s.trace[x, 4] = s.file[i, w, F_LISTS], s.gist[i, w, J_MASK]
            for k in range(scores):
                s.trace[x, 5 + k] = s.file[i, w, F_STANDING + k]
            for k in range(sets):
                s.trace[x, 5 + t.score.shape[2] + k] = s.file[i, w, F_STANDING + scores + k]


@compiled
def become_subject(t, p, s, o, place, w, i, d):
    """From this morning the scheme scores this person (in a world without scheme: would)."""
    s.gist[i, w, J_FLAGS] |= SUBJECT
    if d > p.t0:
        shift_stock(t, s, o, w, 0, i, place, d, 1)
    if t.world[w, W_SCHEME] >= 0:
        touch(t, p, s, o, w, i, d)


@compiled
def leave(t, p, s, o, place, w, i, d):
    """A subject dies: stocks and measures end this morning."""
    if not s.gist[i, w, J_FLAGS] & SUBJECT:
        return
    z = t.world[w, W_SCHEME]
    if z >= 0:
        touch(t, p, s, o, w, i, d)
        close_spells(t, s, w, i, d)
    s.gist[i, w, J_FLAGS] &= ~SUBJECT
    if d > p.t0:
        shift_stock(t, s, o, w, 0, i, place, d, -1)
    if z < 0:
        return
    first = F_STANDING + t.scheme[z, Z_SCORES]
    for b in range(t.scheme[z, Z_SETS]):
        level = s.file[i, w, first + b]
        if d > p.t0 and level >= 0:
            shift_stock(t, s, o, w, t.level_row[z, b, level], i, place, d, -1)
        s.file[i, w, first + b] = -1
    for x in range(t.scheme[z, Z_LISTS]):
        if (s.file[i, w, F_LISTS] >> x) & 1 and d > p.t0:
            _count_listing(t, s, o, z, w, i, x, place, d, False)
    s.file[i, w, F_LISTS] = 0
    if p.friends and i < p.size:
        s.now[w, :, i] = -NEVER
    release(s, w, i)
    if s.gist[i, w, J_MASK] and d > p.t0:
        write_log(s, w, i, d, 0, 0)
    s.gist[i, w, J_MASK] = 0
    if p.trace:
        _write_trace(t, p, s, z, w, i, d)


@compiled
def open_tallies(t, p, s, o, place):
    """The first tallied morning: everybody's standing enters the stocks."""
    for w in range(len(t.world)):
        z = t.world[w, W_SCHEME]
        for i in range(len(s.person)):
            if not s.gist[i, w, J_FLAGS] & SUBJECT:
                continue
            shift_stock(t, s, o, w, 0, i, place, p.t0, 1)
            if z < 0:
                continue
            first = F_STANDING + t.scheme[z, Z_SCORES]
            for b in range(t.scheme[z, Z_SETS]):
                shift_stock(t, s, o, w, t.level_row[z, b, s.file[i, w, first + b]], i, place, p.t0, 1)
            for x in range(t.scheme[z, Z_LISTS]):
                if (s.file[i, w, F_LISTS] >> x) & 1:
                    _count_listing(t, s, o, z, w, i, x, place, p.t0, True)
            if s.gist[i, w, J_MASK]:
                write_log(s, w, i, p.t0, int(s.gist[i, w, J_MASK]), int(s.gist[i, w, J_GUILTY]))


@compiled
def count_standing(t, p, s, o, place, y):
    """On the first morning of a tallied year (and on the last of the run, y = years): histogram of scores, moves between bands."""
    for w in range(len(t.world)):
        z = t.world[w, W_SCHEME]
        if z < 0:
            continue
        levels = F_STANDING + t.scheme[z, Z_SCORES]
        before = levels + t.scheme[z, Z_SETS]
        for i in range(len(s.person)):
            here = s.gist[i, w, J_FLAGS] & SUBJECT
            file = s.file[i, w]
            for b in range(t.scheme[z, Z_SETS]):
                level = file[levels + b] if here else -1
                if y and level >= 0 and file[before + b] >= 0:
                    o.move[w, b, y - 1, file[before + b], level] += 1
                file[before + b] = level
            if not here:
                continue
            for x in range(t.scheme[z, Z_SCORES]):
                k = (file[F_STANDING + x] - t.bin_low[z, x]) // t.bin_width[z, x]
                k = min(max(k, 0), o.histogram.shape[4] - 1)
                cells = o.histogram[w, x, y]
                for g in (
                    0,
                    1 + s.person[i, P_INCOME],
                    6 + s.person[i, P_GROUP],
                    8 + s.person[i, P_SEX],
                    12 + s.person[i, P_AGE],
                    10 + place,
                ):
                    cells[g, k] += 1


@compiled
def settle(t, p, s, o):
    """The end of the run: book what is still open."""
    for w in range(len(t.world)):
        if t.world[w, W_SCHEME] < 0:
            continue
        for i in range(len(s.person)):
            if s.gist[i, w, J_FLAGS] & SUBJECT:
                if s.gist[i, w, J_MASK] & t.kind_of_measure[0]:
                    book(t, p, s, o, w, i, p.stop)
                close_spells(t, s, w, i, p.stop)
