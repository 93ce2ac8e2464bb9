"""The lite workload in Mesa 3: one agent a person, stepped every day by the model's AgentSet."""

from bisect import bisect
from heapq import heappop, heappush
from itertools import accumulate
from time import perf_counter

import mesa

from .lite_model import A_DAY, BANDS, BEGIN, CUTS, DAYS, FEWER, KINDS, Played

CHANCES = list(accumulate(rate for rate, _, _ in KINDS))


class Resident(mesa.Agent):
    """Somebody with a score, points that will come back, and the moment of the next act that might happen."""

    def __init__(self, model: mesa.Model) -> None:
        super().__init__(model)
        self.score = BEGIN
        self.owed: list[tuple[int, int]] = []  # day on which points come back, points
        self.next_act = self.random.expovariate(A_DAY)  # in days; waiting times make a Poisson number a day

    def recover(self, day: int) -> None:
        """Take back the points whose term ends this morning."""
        while self.owed and self.owed[0][0] <= day:
            self.score += heappop(self.owed)[1]

    def pass_day(self, day: int) -> None:
        """One morning and one day."""
        if self.owed:
            self.recover(day)
        if self.next_act < day + 1:
            self.act(day)

    def act(self, day: int) -> None:
        """The acts of one day, against the standing of its morning."""
        random = self.random
        chance = FEWER if self.score < CUTS[-1] else 1.0
        while self.next_act < day + 1:
            self.next_act += random.expovariate(A_DAY)
            if random.random() < chance:
                _, points, term = KINDS[bisect(CHANCES, random.random() * CHANCES[-1])]
                self.score -= points
                heappush(self.owed, (day + term, points))


class Town(mesa.Model):
    """People who do not meet."""

    def __init__(self, people: int, seed: int) -> None:
        super().__init__(seed=seed)
        self.day = 0
        Resident.create_agents(self, people)

    def step(self) -> None:
        """A day in everybody's life."""
        self.agents.do("pass_day", self.day)
        self.day += 1


def play(people: int) -> Played:
    """Run the model to its last morning."""
    began = perf_counter()
    town = Town(people, seed=1)
    for _ in range(DAYS - 1):
        town.step()
    town.agents.do("recover", town.day)
    scores = town.agents.get("score")
    bands = [0] * len(BANDS)
    for score in scores:
        bands[sum(score < cut for cut in CUTS)] += 1
    return Played(people, tuple(bands), perf_counter() - began)
