"""The made-up figures behind the tables of `fixture`."""

GROUPS = {
    "all": {"all": 1},
    "income": {"1": 200, "2": 200, "3": 200, "4": 200, "5": 200},
    "group": {"majority": 880, "minority": 120},
    "sex": {"men": 505, "women": 495},
    "age": {"0-13": 0, "14-29": 260, "30-44": 280, "45-59": 270, "60+": 190},
    "place": {"rural": 380, "urban": 620},
}
BURDEN = {
    "1": 150,
    "2": 120,
    "3": 100,
    "4": 75,
    "5": 55,
    "majority": 95,
    "minority": 140,
    "men": 150,
    "women": 50,
    "rural": 120,
    "urban": 88,
    "14-29": 150,
    "30-44": 120,
    "45-59": 80,
    "60+": 40,
}
LEVELS = ("AAA", "AA", "A", "B", "C", "D")
RULES = (
    "drunk_driving",
    "loan_arrears",
    "contract_unmet",
    "utility_bill_overdue",
    "tax_arrears",
    "inspection_refused",
    "exam_cheating",
    "utility_debt_confirmed",
    "guarantee_not_honoured",
    "contract_lawsuit_lost",
    "false_certificate_or_testimony",
    "academic_fraud",
    "testimony_refused",
    "fakes_made_or_sold",
    "debt_lawsuit_lost",
    "heating_abuse",
    "contract_breach_other",
)
