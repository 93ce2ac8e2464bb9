"""The names of the reforms that a run may hold beside its scheme: their worlds begin with them, their documents and entries bear them."""

from typing import Final

REFORMS: Final = (
    "reform",
    "reform_2",
    "reform_3",
    "reform_4",
)  # five worlds side by side are as many as a page can show
