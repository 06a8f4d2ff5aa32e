"""Which instances to ask next: those on which answers differ in their reward.

Where all answers of a group are worth the same there is nothing to learn. How far they were apart
is remembered for each instance, and for its kind, which is what an instance that was never asked
is judged by.
"""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterator, Sequence
from random import Random

from torch.utils.data import Sampler

from terraformer_ls.learn.records import Instance

_FLOOR = 0.05
_EXPECTED = 0.25  # the deviation before anything is known; the widest there can be is a half
_CERTAINTY = 3  # groups of a kind that weigh as much as the expectation
_WINDOW = 8  # batches that are drawn together


class Curriculum:
    """What is known about each instance, and the draw of the next ones.

    Args:
        instances: what may be asked.
        lengths: tokens of each one's question and reference: what is drawn together is about
            equally long, so that little of a batch is padding.
    """

    def __init__(self, instances: Sequence[Instance], lengths: Sequence[int]) -> None:
        self._kinds = [f"{i.task} {i.operation} {i.difficulty}" for i in instances]
        self._lengths = lengths
        self._last: dict[int, float] = {}
        self._groups: defaultdict[str, list[float]] = defaultdict(list)

    def __len__(self) -> int:
        return len(self._kinds)

    @property
    def groups(self) -> int:
        """How many groups of answers were seen."""
        return sum(map(len, self._groups.values()))

    def saw(self, index: int, rewards: Sequence[float]) -> None:
        """Remember the rewards of one group of answers to an instance."""
        spread = statistics.pstdev(rewards) if len(rewards) > 1 else 0.0
        self._last[index] = spread
        self._groups[self._kinds[index]].append(spread)

    def weight(self, index: int) -> float:
        """How likely an instance is to be drawn, beside the others."""
        of_kind = self._groups.get(self._kinds[index], [])
        expected = (sum(of_kind) + _CERTAINTY * _EXPECTED) / (len(of_kind) + _CERTAINTY)
        # What was asked before was learnt from: it comes again if it told a lot.
        return _FLOOR + (0.5 * self._last[index] if index in self._last else expected)

    def draw(self, size: int, random: Random) -> Iterator[list[int]]:
        """A few batches of `size` instances, all different while there are enough."""
        wanted = size * _WINDOW
        # The largest keys u^(1/w) are a sample without replacement (Efraimidis and Spirakis).
        keys = {n: random.random() ** (1 / self.weight(n)) for n in range(len(self))}
        drawn = sorted(keys, key=keys.__getitem__, reverse=True)[:wanted]
        while len(drawn) % size:
            drawn.append(random.randrange(len(self)))
        drawn.sort(key=self._lengths.__getitem__)
        batches = [drawn[start : start + size] for start in range(0, len(drawn), size)]
        random.shuffle(batches)
        yield from batches


class GroupSampler(Sampler[int]):
    """The order of a run's rows as trl's trainer takes them, without end.

    Every batch of instances comes `repeats` times, each instance `completions` times in a row. The
    order follows from the seed and from what the curriculum saw, so that a run which goes on draws
    on from there.

    Args:
        curriculum: draws.
        batch: instances of one generation, on all devices together.
        completions: answers to each.
        repeats: how often trl takes the batch: once for each part that is learnt at a time.
        seed: of the draws.
    """

    def __init__(
        self, curriculum: Curriculum, batch: int, completions: int, repeats: int, seed: int
    ) -> None:
        self._curriculum = curriculum
        self._batch = batch
        self._completions = completions
        self._repeats = repeats
        self._seed = seed

    def __iter__(self) -> Iterator[int]:
        random = Random(f"{self._seed} {self._curriculum.groups}")
        while True:
            for batch in self._curriculum.draw(self._batch, random):
                for _ in range(self._repeats):
                    for index in batch:
                        yield from [index] * self._completions

    def __len__(self) -> int:
        """An epoch, which is only a manner of speaking: as many rows as instances have answers."""
        rows = max(len(self._curriculum), self._batch) * self._completions * self._repeats
        return rows - rows % (self._batch * self._completions * self._repeats)
