"""Who knows whom, and what the standing of those one knows adds to a score (model.md, 7.2 and 7.9)."""

from ..words.luck import CIRCLE, FRIEND, JOIN, PERSON, SIZE, STUB
from .chance import ask, choose
from .columns import (
    BOND_CIRCLES,
    BOND_CLOSE,
    BOND_JOINS,
    BOND_NUMBERS,
    BOND_ROUNDS,
    BOND_WIDE,
    F_NEXT,
    INTRICATE,
    J_FLAGS,
    NEVER,
    P_BIRTH,
    P_INCOME,
    SHIFTED,
    TOUCHED,
    TOWN_CIRCLES,
    V_FRIENDS,
    V_OF,
    V_START,
    W_SCHEME,
    Z_DERIVED,
    Z_SCORES,
)
from .compiled import compiled
from .records import touch
from .sorting import sort
from .traces import trace_part


@compiled
def _stand(t, s, row, i, words):
    """Where somebody stands among those who look for ties, as a number: fifth by fifth, by age, with some stirring."""
    same, days = t.bond[row], t.bond[row + 1]
    fifth = int(s.crowd[i, P_INCOME]) if words[0] < same else (words[1] * 5) >> 32
    born = s.crowd[i, P_BIRTH] + ((words[2] * (2 * days + 1)) >> 32) - days
    return (fifth << 24 | (born + 8388608)) << 14 | i


@compiled
def _list_stubs(t, p, s, origin):
    count = 0
    for i in range(p.size):
        number = choose(t, t.bond[BOND_NUMBERS], ask(p.key, origin, PERSON, i, 0, 0, 0, FRIEND)[0])
        for k in range(number):
            s.stub[count] = _stand(t, s, BOND_CLOSE, i, ask(p.key, origin, PERSON, i, 0, 0, k, STUB))
            count += 1
    return count


@compiled
def befriend(t, p, s, origin):
    """Close friends: those who look for a tie are paired in the order in which they stand; nobody is tied twice to the same."""
    count = _list_stubs(t, p, s, origin)
    sort(s.stub, s.stub_spare, count)
    for x in range(count // 2):  # both directions, as numbers in order of the two
        a, b = s.stub[2 * x] & 16383, s.stub[2 * x + 1] & 16383
        s.stub[2 * x], s.stub[2 * x + 1] = a << 14 | b, b << 14 | a
    count -= count % 2
    sort(s.stub, s.stub_spare, count)
    ties, i = 0, 0
    for x in range(count):
        a, b = s.stub[x] >> 14, s.stub[x] & 16383
        while i <= a:
            s.friend_first[i] = ties
            i += 1
        if a != b and (x == 0 or s.stub[x] != s.stub[x - 1]):
            s.friend[ties] = b
            ties += 1
    while i <= p.slots:
        s.friend_first[i] = ties
        i += 1


@compiled
def form_circles(t, p, s, origin):
    """Circles: round by round those who join stand in order and are cut into circles."""
    circles, places = 0, 0
    s.joined[:] = 0
    for turn in range(t.bond[BOND_ROUNDS]):
        count = 0
        for i in range(p.size):
            words = ask(p.key, origin, PERSON, i, 0, 0, turn, JOIN)
            if words[3] < t.bond[BOND_JOINS + s.crowd[i, P_INCOME]]:
                s.keys[count] = _stand(t, s, BOND_WIDE, i, words)
                count += 1
        sort(s.keys, s.spare, count)
        begun, number = 0, 0
        while begun < count:
            size = choose(t, t.bond[BOND_CIRCLES], ask(p.key, origin, CIRCLE, number, 0, 0, turn, SIZE)[0])
            end = min(begun + size, count)
            s.circle_first[circles] = places
            for x in range(begun, end):
                s.member[places] = s.keys[x] & 16383
                s.joined[s.keys[x] & 16383] += 1
                places += 1
            begun, number, circles = end, number + 1, circles + 1
    s.circle_first[circles] = places
    s.town[TOWN_CIRCLES] = circles


# how far somebody stands from the start and that somebody stands there, in one number: sums of it are sums of both
@compiled
def _measure(p, s, w, x, start):
    """Distance from the start of everybody who had a standing on the previous morning."""
    for i in range(p.size):
        score = s.now[w, x, i]
        s.distance[i] = (1 << 46) + 536870912 + score - start if score != -NEVER else 0


@compiled
def _hear_circles(p, s):
    """Everybody hears of those with whom they share a circle, once for each circle shared, and not of themselves."""
    for i in range(p.size):
        s.heard[i] = -s.joined[i] * s.distance[i]
    for circle in range(s.town[TOWN_CIRCLES]):
        total = 0
        for x in range(s.circle_first[circle], s.circle_first[circle + 1]):
            total += s.distance[s.member[x]]
        for x in range(s.circle_first[circle], s.circle_first[circle + 1]):
            s.heard[s.member[x]] += total


@compiled
def _hear_friends(p, s):
    """Everybody hears of their close friends."""
    for i in range(p.size):
        total = 0
        for x in range(s.friend_first[i], s.friend_first[i + 1]):
            total += s.distance[s.friend[x]]
        s.heard[i] = total


@compiled
def score_on(t, z, d):
    """The score whose friends' part is read today; the first where there are several."""
    x = 0
    while not (t.friends_on[z, d] >> x) & 1:
        x += 1
    return x


@compiled
def read_friends(t, p, s, o, w, d):
    """The morning on which scores take in what friends are worth, as they stood on the morning before."""
    z = t.world[w, W_SCHEME]
    phase = t.phase_of[z, d]
    for x in range(t.scheme[z, Z_SCORES]):
        if not (t.friends_on[z, d] >> x) & 1:
            continue
        about = t.score[z, phase, x]
        _measure(p, s, w, x, int(about[V_START]))
        if about[V_OF]:
            _hear_circles(p, s)
        else:
            _hear_friends(p, s)
        # with one such score the shift is known without a look at the file
        plain = t.friends_on[z, d] == 1 << x and not p.careful and not t.scheme[z, Z_DERIVED]
        column = s.file.shape[2] - t.score.shape[2] + x
        for i in range(p.size):
            if not s.distance[i]:
                continue
            count = s.heard[i] >> 46
            total = (s.heard[i] & ((1 << 46) - 1)) - count * 536870912
            size, whole = about[V_FRIENDS] * abs(total), 100 * count
            # mostly less than a point: no division then
            part = size // whole if count and size >= whole else 0
            part = -part if total < 0 else part
            if part != s.file[i, w, column]:
                flags = s.gist[i, w, J_FLAGS]
                touch(t, p, s, o, w, i, d)
                if plain and not flags & (INTRICATE | TOUCHED) and s.file[i, w, F_NEXT] > d:
                    s.gist[i, w, J_FLAGS] |= SHIFTED
                    s.heard[i] = part - s.file[i, w, column]
                s.file[i, w, column] = part
                if p.trace > 2:
                    trace_part(t, p, s, w, i, d, x, part)
