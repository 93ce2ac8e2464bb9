"""The names of what is counted: places in the kernel's tallies. Compiled code may read them as it reads those of `columns`."""

from typing import Final

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
O_WRONGLY_TOLD: Final = 14
O_WRONGLY_FILED: Final = 15
O_WRONGLY_UPHELD: Final = 16
O_WRONGLY_CORRECTED: Final = 17
OUTCOMES: Final = 18

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

# stages of a dispute that are counted
S_BROUGHT: Final = 0
S_LEARNT: Final = 1
S_FILED: Final = 2
S_LAPSED: Final = 3
S_UPHELD: Final = 4
S_REFUSED: Final = 5
S_REVIEWED: Final = 6
S_UPHELD_ON_REVIEW: Final = 7
S_CORRECTED: Final = 8
S_EVERYWHERE: Final = 9
S_REINSERTED: Final = 10
STAGES: Final = 11

TO_LEARN: Final = 0
TO_ANSWER: Final = 1
TO_CORRECT: Final = 2
LONGEST: Final = 1023  # days; the last place of a count by days
