"""What coming mornings bring: people to be looked at, causes and decisions on their way to a file. Days beyond the run are let go."""

from .columns import (
    FULL_LOOKS,
    FULL_MAILS,
    N_NEXT,
    N_WHO,
    Q_LOOK_FREE,
    Q_LOOK_TOP,
    Q_MAIL_FREE,
    Q_MAIL_TOP,
    U_DAY,
    U_FROM,
    U_KEY,
    U_KIND,
    U_NEXT,
    U_SLOT,
    U_TIE,
)
from .compiled import compiled
from .places import take


@compiled
def look_at(s, w, i, why, day, stop):
    """Somebody is to be looked at on a coming morning."""
    if day >= stop:
        return
    place = take(s, s.look, Q_LOOK_FREE, Q_LOOK_TOP, FULL_LOOKS)
    if place >= 0:
        s.look[place, N_NEXT], s.look[place, N_WHO] = s.looks[day, w], i << 2 | why
        s.looks[day, w] = place


@compiled
def send(s, w, i, day, stop, event, key, kind, whose, tie):
    """A cause is to arrive on a coming morning; kind -1: the records of the cause are to be annulled. whose: event; tie: or 0."""
    if day >= stop:
        return
    place = take(s, s.mail, Q_MAIL_FREE, Q_MAIL_TOP, FULL_MAILS)
    if place >= 0:
        row = s.mail[place]
        row[U_NEXT], row[U_SLOT], row[U_DAY], row[U_KEY], row[U_KIND] = s.mails[day, w], i, event, key, kind
        row[U_FROM], row[U_TIE] = whose, tie
        s.mails[day, w] = place
