"""The names of the columns of the kernel's integer arrays: one place where shapes are said in words.

These constants and those of `words.luck` are the only names that compiled code may read from outside a function (a test sees to it).
"""

from typing import Final

NEVER: Final = 1 << 29  # a day that does not come

# person [slot, 8]: drawn once; days count from the first day of the tables
P_BIRTH: Final = 0
P_DEATH: Final = 1
P_SEX: Final = 2
P_INCOME: Final = 3
P_GROUP: Final = 4
P_AWARE: Final = 5
P_AGE: Final = 6  # age stratum of the reporting cell
P_STRATUM: Final = 7  # stratum of the current year

# file [world, slot, 10]: the state of one person in one world
F_HEAD: Final = 0  # first record of the person, in fold order
F_HELD: Final = 1  # records that no longer counted but were needed when last looked at
F_ENTRY: Final = 2  # first day as a subject
F_GUILTY: Final = 3  # own breaches are in the look-back before this day
F_BREACHED: Final = 4  # 1 once a true breach fell into the tallied time
F_DEAD: Final = 5  # records that no longer count but are still held
F_FLUSHED: Final = 6  # restricted days are booked to rules up to this day
F_LOG: Final = 7
F_LOG_LAST: Final = 8
F_SPELLS: Final = 9

# gist [slot, world, 4]: what a candidate needs to know, all worlds of a person side by side
J_FLAGS: Final = 0
J_MASK: Final = 1  # measures in force as bits
J_TROUBLE: Final = 2  # no condition is in force from this day on
J_AWARE: Final = 3

TOUCHED: Final = 1
REFOLD: Final = 2
SUBJECT: Final = 4

# condition [world, slot, condition, 3]
K_UNTIL: Final = 0
K_SET: Final = 1
K_BEFORE: Final = 2

# record [world, place, 16]
R_DAY: Final = 0
R_KEY: Final = 1  # stream and slot of the cause
R_RULE: Final = 2
R_BASE: Final = 3
R_SINCE: Final = 4
R_END: Final = 5
R_VALUE: Final = 6  # after table, repetition and cap
R_NOW: Final = 7  # after fading
R_NEXT: Final = 8
R_STATUS: Final = 9
R_START: Final = 10  # term start
R_EFFECT: Final = 11  # list entries: day in effect
R_CAUSE: Final = 12
R_PHASE: Final = 13  # of the event day
R_PERSON: Final = 14
R_RANK: Final = 15

ANNULLED: Final = 1
ENDED: Final = 2
IN_EFFECT: Final = 4
FREED: Final = 8
REPAIRED: Final = 16

OWN_BREACH: Final = 0
OWN_LAWFUL: Final = 1
NO_EVENT: Final = 2

# node [world, place, 6]: something due on a morning
N_NEXT: Final = 0
N_TYPE: Final = 1
N_PERSON: Final = 2
N_A: Final = 3
N_B: Final = 4
N_C: Final = 5

DUE_END: Final = 0
DUE_FADE: Final = 1
DUE_EFFECT: Final = 2
DUE_ENTER: Final = 3
DUE_EXIT: Final = 4
DUE_ANNUL: Final = 5
DUE_ARRIVE: Final = 6

# candidate [place, 6]
C_DAY: Final = 0
C_PERSON: Final = 1
C_KEY: Final = 2
C_KIND: Final = 3
C_MARK: Final = 4
C_COVER: Final = 5

# kind [entry kind, 10]
E_READS: Final = 0  # the kind it is recorded as
E_FALSE: Final = 1
E_PROFILE: Final = 2
E_STARTS: Final = 3  # condition or -1
E_EPISODE: Final = 4  # list of choices or -1
E_AMOUNT: Final = 5
E_DELAY: Final = 6
E_LAWFUL: Final = 7
E_STREAM: Final = 8

# rule [scheme, phase, rule, 20]
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
L_NEGATIVE: Final = 17
L_GUILT: Final = 18  # duration of the look-back, -1 for ever
L_LINKED: Final = 19  # 1 if other records may depend on this one (group, cap or table)

POINTS: Final = 0
DROP: Final = 1
ENTRY: Final = 2
NOTHING: Final = 3

FIXED: Final = 0
DRAWN: Final = 1
SCALED_ABOVE: Final = 2
SCALED_BELOW: Final = 3
TABLE: Final = 4

# scheme [scheme, 6]
Z_MIN_AGE: Final = 0  # days
Z_ALL_ACTS: Final = 1
Z_SCORES: Final = 2
Z_SETS: Final = 3
Z_LISTS: Final = 4
Z_KEEP: Final = 5  # days after which no late record of an earlier event can arrive

# score [scheme, phase, score, 3]
V_START: Final = 0
V_FLOOR: Final = 1
V_CEILING: Final = 2

# band set [scheme, phase, set, 3]
B_SCORE: Final = 0
B_LEVELS: Final = 1
B_LOWEST: Final = 2

# list [scheme, phase, list, 3]
T_EFFECT: Final = 0  # row of `effective`
T_TERM: Final = 1
T_FROM_EVENT: Final = 2

# world [world, 5]
W_SCHEME: Final = 0
W_FALSE: Final = 1
W_FULL: Final = 2
W_PARTNER: Final = 3
W_AGE_OF: Final = 4  # scheme whose age makes a subject (a world without scheme borrows one)

# pool [world, 4]
Q_RECORD_FREE: Final = 0
Q_RECORD_TOP: Final = 1
Q_NODE_FREE: Final = 2
Q_NODE_TOP: Final = 3

# top [6]
X_FULL: Final = 0
X_LOG: Final = 1
X_SPELL: Final = 2
X_TRACE: Final = 3
X_TOUCHED: Final = 4
X_STAMP: Final = 5

FULL_CANDIDATES: Final = 1
FULL_RECORDS: Final = 2
FULL_NODES: Final = 4
FULL_LOG: Final = 8
FULL_SPELLS: Final = 16
FULL_TRACE: Final = 32

# log [place, 5]
G_NEXT: Final = 0
G_DAY: Final = 1
G_MASK: Final = 2
G_GUILTY: Final = 3

# spell [place, 6]: a direct drop or list entry while it lasted
Y_NEXT: Final = 0
Y_CAUSE: Final = 1
Y_FROM: Final = 2
Y_UNTIL: Final = 3
Y_MASK: Final = 4

# places of `spent` beside those of the measures: days under any restriction, any reward
ANY: Final = 62
REWARD: Final = 63

# classes of measure days
D_DAYS: Final = 0
D_WITHOUT_BREACH: Final = 1
D_WRONG: Final = 2
D_SPARED: Final = 3
D_SHIFTED: Final = 4

# outcomes of persons
O_SUBJECTS: Final = 0
O_RESTRICTED: Final = 1
O_WITHOUT_BREACH: Final = 2
O_WRONGLY: Final = 3
O_ONLY_WRONGLY: Final = 4
O_SPARED: Final = 5
O_REWARDED: Final = 6
O_PUBLISHED: Final = 7
O_NEVER_BREACHED: Final = 8
O_RESTRICTED_NEVER: Final = 9
O_PICTURED_WRONGLY: Final = 10
O_PICTURED_RESTRICTED: Final = 11
O_PICTURED_REWARDED: Final = 12
O_PICTURED_UNTOUCHED: Final = 13
OUTCOMES: Final = 14

# headline quantities of a community
H_SUBJECTS: Final = 0
H_RESTRICTED: Final = 1
H_WRONGLY: Final = 2
H_SPARED: Final = 3
H_RESTRICTED_DAYS: Final = 4
H_WRONG_DAYS: Final = 5
H_SPARED_DAYS: Final = 6
H_WITHOUT_BREACH_DAYS: Final = 7
H_REWARDED: Final = 8
H_EVENTS: Final = 9
HEADLINES: Final = 10

# cross quantities
A_SUBJECT: Final = 0
A_RESTRICTED: Final = 1
A_WITHOUT_BREACH: Final = 2
A_WRONG: Final = 3
A_SPARED: Final = 4

# comparison of persons
M_BETTER: Final = 0
M_WORSE: Final = 1
M_MIXED: Final = 2
M_UNCHANGED: Final = 3
M_REWARDS_MORE: Final = 4
M_REWARDS_FEWER: Final = 5
