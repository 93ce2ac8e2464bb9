"""What coming mornings bring: people to look at, causes and steps of disputes on their way to a file. Days beyond the run are let go."""

from .columns import (
    FULL_LOOKS,
    FULL_MAILS,
    MAIL,
    N_NEXT,
    N_WHO,
    Q_LOOK_FREE,
    Q_LOOK_TOP,
    Q_MAIL_FREE,
    Q_MAIL_TOP,
    U_DAY,
    U_FAULT,
    U_FROM,
    U_KEY,
    U_KIND,
    U_NEXT,
    U_SLOT,
    U_STAGE,
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
def send(s, w, i, day, stop, event, key, kind, whose, tie, stage, fault):
    """A cause is to arrive on a coming morning, or to be annulled. whose: event it is; tie: or 0; fault: of its record, or 0."""
    if day >= stop:
        return
    place = take(s, s.mail, Q_MAIL_FREE, Q_MAIL_TOP, FULL_MAILS)
    if place >= 0:
        row = s.mail[place]
        row[U_NEXT], row[U_SLOT], row[U_DAY], row[U_KEY], row[U_KIND] = s.mails[day, w], i, event, key, kind
        row[U_FROM], row[U_TIE], row[U_STAGE], row[U_FAULT] = whose, tie, stage, fault
        s.mails[day, w] = place


@compiled
def send_on(s, w, row, stage, day, stop):
    """The next step of what a row of the mail is about, on a coming morning of a world."""
    if day >= stop:
        return
    place = take(s, s.mail, Q_MAIL_FREE, Q_MAIL_TOP, FULL_MAILS)
    if place >= 0:
        for k in range(1, MAIL):
            s.mail[place, k] = row[k]
        s.mail[place, U_NEXT], s.mail[place, U_STAGE] = s.mails[day, w], stage
        s.mails[day, w] = place
