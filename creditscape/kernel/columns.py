"""The names of the columns of the kernel's integer arrays: one place where shapes are said in words.

These constants and those of `words.luck` are the only names that compiled code may read from outside a function (a test sees to it).
"""

from typing import Final

NEVER: Final = 1 << 29  # a day that does not come

# person [slot, 10]: drawn once; days count from the first day of the tables
P_BIRTH: Final = 0
P_DEATH: Final = 1
P_SEX: Final = 2
P_INCOME: Final = 3
P_GROUP: Final = 4
P_AWARE: Final = 5
P_AGE: Final = 6  # age stratum of the reporting cell
P_STRATUM: Final = 7  # stratum of the current year
P_FIRM: Final = 8
P_STATE: Final = 9  # what the person is at work in the current year, as bits

# crowd [slot, 14]: everybody of a community; the columns of a person, then
P_HOUSE: Final = 10
P_NEXT: Final = 11  # next member of the household, in order of precedence
P_JOB: Final = 12  # word of chance less 2^31: in work if below the share of the employed
P_SECTOR: Final = 13  # 0 firm, 1 office, 2 own account

EMPLOYED: Final = 1
EMPLOYEE: Final = 2
OFFICIAL: Final = 4
OWNER: Final = 8

# house [household, 5]
HOUSE_HEAD: Final = 0
HOUSE_LAST: Final = 1
HOUSE_MEMBERS: Final = 2
HOUSE_ROOM: Final = 3
HOUSE_PARTNER: Final = 4  # of the head, or -1

# firm [firm, 4]
FIRM_FIRST: Final = 0  # first place in the crew
FIRM_SIZE: Final = 1
FIRM_OWNER: Final = 2
FIRM_STRUCK: Final = 3  # 1: the shock at hand strikes it

# shelf [shelf, age, 2]
SHELF_FIRST: Final = 0
SHELF_LAST: Final = 1

# bond [16]: rows of choices (-1: no such ties) and thresholds
BOND_SIZES: Final = 0
BOND_COUPLES: Final = 1
BOND_GENERATIONS: Final = 2
BOND_FIRM_SIZES: Final = 3
BOND_NUMBERS: Final = 4  # of close friends
BOND_CIRCLES: Final = 5  # sizes of circles
BOND_ROUNDS: Final = 6
BOND_CLOSE: Final = 7  # same income, days of stirring
BOND_WIDE: Final = 9
BOND_JOINS: Final = 11

# due [obligation, 4]
DUE_KEY: Final = 0  # stream and first slot
DUE_EVERY: Final = 1  # months
DUE_FIRMS: Final = 2  # 1: firms owe it to their employees
DUE_BITS: Final = 3  # of the alias table of its kinds

# shock [shock, 8]: what becomes a candidate
SHOCK_DAY: Final = 0
SHOCK_KIND: Final = 1
SHOCK_OF: Final = 2  # EMPLOYEES, BY_FIRM, PEOPLE, BY_COMMUNITY
SHOCK_KEY: Final = 3  # stream and slot
SHOCK_BIT: Final = 4  # its number among the shocks that a world may leave out
SHOCK_OVER: Final = 5  # days over which it spreads; 0: no word is drawn for the day
SHOCK_FOUND: Final = 6  # day on which what it brought is annulled, or NEVER

EMPLOYEES: Final = 0
BY_FIRM: Final = 1
PEOPLE: Final = 2
BY_COMMUNITY: Final = 3

# erasure [shock, 8]
ERASURE_DAY: Final = 0  # morning on which records are gone
ERASURE_BIT: Final = 1
ERASURE_STEP: Final = 2  # its number in the recipe: part of the addresses of its luck
ERASURE_OF: Final = 3  # PEOPLE, BY_COMMUNITY
ERASURE_BACK: Final = 4  # days until they are there again, or -1
ERASURE_LAWFUL: Final = 5
ERASURE_LOW: Final = 6  # life domains as bits: 0 to 31; none: all
ERASURE_HIGH: Final = 7  # 32 to 63

# outage [shock, 4]
OUTAGE_FROM: Final = 0
OUTAGE_UNTIL: Final = 1
OUTAGE_LATE: Final = 2  # 1: what happens meanwhile is reported once it is over
OUTAGE_BIT: Final = 3

# leak [shock, 4]
LEAK_DAY: Final = 0
LEAK_BIT: Final = 1
LEAK_OF: Final = 2
LEAK_SLOT: Final = 3

# fault [fault, 3]: what goes wrong with records
FAULT_TYPE: Final = 0
FAULT_VALUES: Final = 1  # row of choices: factors, days
FAULT_TO: Final = 2  # HOUSEHOLD_HEAD, PARTNER, EMPLOYER

MIX_UP: Final = 0
WRONG_PERSON: Final = 1
DUPLICATE: Final = 2
WRONG_AMOUNT: Final = 3
STALE: Final = 4
LINKAGE: Final = 5
EMPLOYER: Final = 5  # beside the ties

NAMESAKES: Final = 64  # people of so many slots one after the other are mixed up

# process [scheme, phase, 12]: how a record is put right
PROCESS_HAS: Final = 0  # 0: not at all
PROCESS_NOTICE: Final = 1  # 0 none, 1 on arrival, 2 on publication
PROCESS_REASONED: Final = 2  # 1: people are told, and why
PROCESS_WITHIN: Final = 3  # duration or -1
PROCESS_PROOF: Final = 4  # 0 keeper, 1 subject
PROCESS_SUSPENDS: Final = 5
PROCESS_DECIDED: Final = 6  # duration or -1
PROCESS_UNANSWERED: Final = 7  # WAITS, STANDS, FALLS
PROCESS_CORRECTED: Final = 8  # duration or -1
PROCESS_EVERY: Final = 9  # 1: copies at all keepers are corrected
PROCESS_REVIEW: Final = 10  # 1: a second body looks again
PROCESS_REVIEWED: Final = 11  # duration or -1

WAITS: Final = 0
STANDS: Final = 1
FALLS: Final = 2

# habit [4]: rows of choices and thresholds
HABIT_FINDS: Final = 0  # days until somebody finds out
HABIT_FILES: Final = 1  # days until somebody who knows files
HABIT_BACK: Final = 2  # days until a corrected record is back
HABIT_REINSERTED: Final = 3  # threshold

# office [world, 3]
OFFICE_FIRST: Final = 0  # first of those who wait: place of `mail`, or -1
OFFICE_LAST: Final = 1
OFFICE_CREDIT: Final = 2

NO_OFFICE: Final = 0
OF_DISTRICT: Final = 1
OF_COMMUNITY: Final = 2
CASE: Final = 1048576  # what deciding one case costs an office

# file [slot, telling, 9 + scores + 2 x band sets]: the state of one person in one world, and the place of their records
F_PLACE: Final = 0  # first of the places held for this person's records
F_COUNT: Final = 1  # records held
F_ROOM: Final = 2  # places held
F_NEXT: Final = 3  # morning on which the file changes by itself and is looked at
F_ENTRY: Final = 4  # first day as a subject
F_LOOKED: Final = 5  # restricted days are booked to rules up to this day
F_LOG: Final = 6
F_SPELLS: Final = 7
F_LISTS: Final = 8  # lists on which the person is, as bits
F_STANDING: Final = 9  # scores, levels, and levels at the last new tallied year follow

# gist [slot, telling, 4]: what a candidate needs to know, all worlds of a person side by side
J_FLAGS: Final = 0
J_MASK: Final = 1  # measures in force as bits
J_TROUBLE: Final = 2  # no condition is in force from this day on
J_GUILTY: Final = 3  # own breaches are in the look-back before this day

TOUCHED: Final = 1
SUBJECT: Final = 2
AWARE: Final = 4
MINORITY: Final = 16
INTRICATE: Final = (
    64  # the file holds more than points that count in full until their term ends (of a record: it is such)
)
SHIFTED: Final = 256  # touched only because friends are worth more or less
STIRRED: Final = 128  # values of records may have changed
LEARNT: Final = 512  # of a wrong record in the own file
FILED: Final = 1024  # against one
WON: Final = 2048  # about one
RIGHTED: Final = 4096  # one was corrected everywhere
LIVED: Final = 32  # the person's life is told here; not so before worlds part, or after
BREACHED: Final = 8  # a true breach fell into the tallied time

# condition [slot, telling, condition, 3]
K_UNTIL: Final = 0
K_SET: Final = 1
K_BEFORE: Final = 2

# record [place, 8]; those of one person stand side by side in fold order
R_DAY: Final = 0
R_VALUE: Final = 1  # after table, repetition and cap, as last worked out
R_LAW: Final = 2  # row of the rule as it was in the phase of the event day
R_BASE: Final = 3
R_END: Final = 4
R_START: Final = 5  # term start
R_EFFECT: Final = 6  # day from which it counts: that of arrival, for list entries the day in effect
R_MARKS: Final = 7  # marks below, then the cause, then stream and slot
RECORD: Final = 8

# amiss [place, 3]: what is not in order with an intricate record; of others it says nothing
AMISS_FAULT: Final = 0  # with its content: a factor, or days too long as a negative number; 0: nothing
AMISS_SINCE: Final = (
    1  # day from which it counts again; while it is suspended: why, as bits of a negative number
)
AMISS_FROM: Final = 2  # whose event it is; where there is redress, what comes from others is intricate
AMISS: Final = 3

ANNULLED: Final = 1  # or, while there are reasons, suspended
ENDED: Final = 2
OVER: Final = 3  # either
IN_EFFECT: Final = 4
FRESH: Final = 8  # arrived this morning
REPAIRED: Final = 16
USELESS: Final = 32  # about to be forgotten
CAUSE: Final = 7  # bits by which the cause is shifted in the marks
KEY: Final = 9  # bits by which copy, stream and slot of the cause are
DISPUTED: Final = 1  # reasons to suspend a record: a dispute, or an erasure
ERASED: Final = 2  # by the first erasure; twice as much for each further one
COPY: Final = 2097152  # in keys: a duplicate, or a record in the file of somebody else

HOUSEHOLD_HEAD: Final = 1
PARTNER: Final = 2
REPRESENTATIVE: Final = 3
REPORTED_BY: Final = 4

OWN_BREACH: Final = 0
OWN_LAWFUL: Final = 1
NO_EVENT: Final = 2
OF_ANOTHER: Final = 3
CAUSES: Final = 4

# running [score, 6]: where the fold of one file stands
A_BONUSES: Final = 0
A_DEDUCTIONS: Final = 1
A_LEAST: Final = 2  # least bonuses up to the day of a live drop
A_LOWEST: Final = 3  # lowest target of a live drop, less the deductions up to its day
A_WAITING: Final = 4  # target of drops of the day at hand
A_DAY: Final = 5

# look [place, 2]: somebody to be looked at on a morning
N_NEXT: Final = 0
N_WHO: Final = 1  # slot << 2 | why
LOOK: Final = 0
ENTER: Final = 1
EXIT: Final = 2

# mail [place, 13]: a cause on its way to a file, or a step of a dispute about it
U_NEXT: Final = 0
U_SLOT: Final = 1
U_DAY: Final = 2
U_KEY: Final = 3
U_KIND: Final = 4
U_FROM: Final = 5  # whose event it is
U_TIE: Final = 6  # through which it comes; 0: one's own
U_STAGE: Final = 7
U_FAULT: Final = 8  # as AMISS_FAULT
U_KEEPER: Final = 9
U_BEGAN: Final = 10  # morning of arrival
U_FILED: Final = 11
U_WORD: Final = 12  # of chance less 2^31: order among those who file on one day
MAIL: Final = 13

ARRIVAL: Final = 0
ANNULMENT: Final = 1
RETURN: Final = 2  # of what was erased
FILING: Final = 3
DECISION: Final = 4
ANSWER: Final = 5  # for want of one: the time is over
REVIEW: Final = 6
CORRECTION: Final = 7
REINSERTION: Final = 8
SETTLED: Final = 9

# candidate [place, 4], and its day beside it while the year is put in order
C_WHO: Final = 0  # kind << 14 | slot
C_KEY: Final = 1
C_MARK: Final = 2
C_COVER: Final = 3

# lanes [6, LANES]: addresses of chance side by side, and the four words found there
LANE_HIGH: Final = 4
LANE_LOW: Final = 5
LANES: Final = 256

# kind [entry kind, 14]
E_READS: Final = 0  # the kind it is recorded as
E_FALSE: Final = 1
E_PROFILE: Final = 2
E_STARTS: Final = 3  # condition or -1
E_EPISODE: Final = 4  # list of choices or -1
E_AMOUNT: Final = 5
E_DELAY: Final = 6
E_LAWFUL: Final = 7
E_STREAM: Final = 8
E_FIRM: Final = 10  # 1: conduct of a firm, told with the life of its representative
E_SEEN: Final = 11  # 1: reported by a neighbour
E_FAULTS: Final = 12  # row of `fault_limit`, or -1
E_DEED: Final = 13  # 1: lawful
E_ONLY: Final = 9  # states at work, one of which is needed; 0: everybody

# rule [scheme, phase x rules + rule, 31]
L_EFFECT: Final = 0
L_SCORE: Final = 1
L_MODE: Final = 2
L_A: Final = 3
L_B: Final = 4
L_C: Final = 5
L_TERM: Final = 6  # duration or -1
L_GROUP: Final = 7  # repetition group or -1
L_CAP: Final = 8
L_FADES: Final = 9  # steps
L_FADE: Final = 10  # duration of the first step; the others follow
L_SET: Final = 11  # of a drop
L_LEVEL: Final = 12
L_LIST: Final = 13
L_REPAIRS: Final = 14  # first place in `repairs`
L_REPAIRED: Final = 15  # how many
L_RANK: Final = 16
L_LINKED: Final = 17  # 1 if other records may depend on this one (group, cap or table)
L_NUMBER: Final = 18  # the rule, whatever the phase
L_ROOM: Final = 19  # most points a year that its cap group lets count
L_TIE: Final = 20
L_KEEPER: Final = 21
L_REACH: Final = 22  # threshold below which a report reaches the keeper
L_LEAST: Final = 23  # score of the previous morning from which the rule acts
L_AFTER: Final = 24  # duration after which a repair works, or -1
L_NEEDS: Final = 25  # first of the requirements
L_NEEDED: Final = 26  # how many
L_TOP: Final = 27  # 1: a drop to the highest score of a level
L_YEAR: Final = 28  # day of the year that brings the rule about: month << 5 | day, or 0
L_YEAR_SET: Final = 29
L_YEAR_LEVELS: Final = 30  # as bits
RULE: Final = 31

# requirement [scheme, requirement, 4]
N_RULES: Final = 0  # first place in `required`
N_COUNT: Final = 1
N_TIMES: Final = 2  # 0: none may be there
N_WITHIN: Final = 3  # duration or -1

POINTS: Final = 0
DROP: Final = 1
ENTRY: Final = 2
NOTHING: Final = 3

FIXED: Final = 0
DRAWN: Final = 1
SCALED_ABOVE: Final = 2
SCALED_BELOW: Final = 3
TABLE: Final = 4

# scheme [scheme, 10]
Z_MIN_AGE: Final = 0  # days
Z_ALL_ACTS: Final = 1
Z_SCORES: Final = 2
Z_SETS: Final = 3
Z_LISTS: Final = 4
Z_KEEP: Final = 5  # days after which no late record of an earlier event can arrive
Z_WHO: Final = 6  # who has a file: EVERYBODY, OFFICIALS, FIRMS
Z_PART: Final = 7  # threshold of those who agree or are chosen
Z_LATE: Final = 8  # 1: some rules look at a file once everything else has arrived
Z_DERIVED: Final = 9  # 1: scores add up, or are worked out on some days only

ONE: Final = 4294967296  # every word of chance lies below it
ALWAYS: Final = (
    2147483647  # in place of a threshold: every word lies below it; other thresholds are stored less 2^31
)

EVERYBODY: Final = 0
OFFICIALS: Final = 1
FIRMS: Final = 2

# score [scheme, phase, score, 7]
V_START: Final = 0
V_FLOOR: Final = 1
V_CEILING: Final = 2
V_FRIENDS: Final = 3  # per cent; 0: none
V_OF: Final = 4  # 0 close friends, 1 circles
V_SUM: Final = 5  # scores of which this one is the sum, as bits
V_UPDATES: Final = 6  # row of `updated`, or -1

# band set [scheme, phase, set, 4]
B_SCORE: Final = 0
B_LEVELS: Final = 1
B_LOWEST: Final = 2
B_NEEDS: Final = 3  # list without which somebody stands on the last level, or -1

# list [scheme, phase, list, 3]
T_EFFECT: Final = 0  # row of `effective` and of `published`
T_TERM: Final = 1
T_FROM_EVENT: Final = 2

# world [telling, 10]; the worlds, then what several of them share
W_SCHEME: Final = 0
W_FALSE: Final = 1
W_FULL: Final = 2  # 1: every true event is recorded, 2: every lawful deed
W_PARTNER: Final = 3
W_AGE_OF: Final = 4  # scheme whose age makes a subject (a world without scheme borrows one)
W_SHOCKS: Final = 6  # shocks that happen here, as bits
W_FAULTS: Final = 7  # faults that are on, as bits
W_PROMPT: Final = 8  # 1: every record arrives on the next morning
W_ORIGINS: Final = 9  # causes whose records come into files, as bits
W_SHARED: Final = 5  # telling that this world shares with others until a false record parts them, or -1

# pool: free places
Q_RECORD_TOP: Final = 0
Q_LOOK_FREE: Final = 1
Q_LOOK_TOP: Final = 2
Q_MAIL_FREE: Final = 3
Q_MAIL_TOP: Final = 4
Q_BLOCK: Final = 5  # first free block of 4, 8, 16 ... records
POOLS: Final = 24
SMALLEST: Final = 4  # records of the smallest block

# top [8]
X_FULL: Final = 0
X_LOG: Final = 1
X_SPELL: Final = 2
X_TRACE: Final = 3
X_TOUCHED: Final = 4
X_STAMP: Final = 5
X_DRAWN: Final = 7  # candidates drawn for the year
X_FIRST: Final = 6  # slot of the first person of the batch at hand

# town [3]: how many there are in the community at hand
TOWN_FIRMS: Final = 0
TOWN_HOUSES: Final = 1
TOWN_CIRCLES: Final = 2

FULL_CANDIDATES: Final = 1
FULL_RECORDS: Final = 2
FULL_LOOKS: Final = 4
FULL_LOG: Final = 8
FULL_SPELLS: Final = 16
FULL_TRACE: Final = 32
FULL_MAILS: Final = 64

# log [place, 4]; the newest first, so that worlds that part keep what they shared
G_BEFORE: Final = 0
G_DAY: Final = 1
G_MASK: Final = 2
G_GUILTY: Final = 3

# spell [place, 5]: a direct drop or list entry while it lasted
Y_NEXT: Final = 0
Y_CAUSE: Final = 1
Y_FROM: Final = 2
Y_UNTIL: Final = 3
Y_MASK: Final = 4

# lengths of the last axes that are the same in every run: the compiler may rely on them
WIDTHS: Final = {
    "person": 10,
    "crowd": 14,
    "house": 5,
    "firm": 4,
    "due": 4,
    "shock": 8,
    "erasure": 8,
    "outage": 4,
    "leak": 4,
    "fault": 3,
    "process": 12,
    "habit": 4,
    "office": 3,
    "condition": 3,
    "gist": 4,
    "record": RECORD,
    "amiss": AMISS,
    "look": 2,
    "mail": MAIL,
    "candidate": 4,
    "by_day": 4,
    "lanes": LANES,
    "stamp": 4,
    "memory": 2,
    "running": 6,
    "log": 4,
    "spell": 5,
    "deed": 5,
    "chosen": 5,
    "spent": 64,
    "world": 10,
    "kind": 14,
    "scheme": 10,
    "rule": RULE,
    "requirement": 4,
    "score": 7,
    "bands": 4,
    "lists": 3,
}

# marks of rows of the trace (traces.py)
ARRIVED, TOLD_PART, SERVED = 1 << 40, 1 << 41, 1 << 42
