"""How to reinforce: what a run is repeated with."""

from __future__ import annotations

from dataclasses import dataclass

from terraformer_ls.learn.records import Task


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train; written beside the result.

    Attributes:
        steps: of the optimizer, each on `prompts` x `completions` answers.
        prompts: instances of one step on one device.
        completions: answers to each; what is better than their mean is learnt.
        micro_batch: answers that go through the model at once while it learns.
        learning_rate: of the first steps.
        decay: share of steps over which it falls to nothing at the end.
        temperature: of sampling; with 1 what is learnt from is what the model would say.
        beta: weight of the divergence from the start in the loss; 0 leaves it to the watch.
        with_reference: whether the last of the `completions` is the data's own answer, verified
            like the others: something good to learn where no sampled answer is.
        rank: of the adapter, where training does not start from one.
        constrained: whether answers are held to the schema, as they are in use, while they are
            sampled; what it rules out is then no part of what is learnt.
        tasks: what is asked: "generate", "mutate", "repair".
        instances: of each task at most so many may be asked.
        longest_prompt: tokens; instances with more are left out.
        longest_reference: tokens; likewise.
        longest_answer: tokens at which an answer is cut off, which is worth nothing.
        held_out: validation instances that are asked to see how it goes.
        held_out_steps: how often.
        seconds: for the verdict on one answer; without one it is worth nothing.
        seed: of the instances' order and of sampling.
    """

    steps: int = 150
    prompts: int = 4
    completions: int = 8
    micro_batch: int = 8
    learning_rate: float = 1e-4
    decay: float = 0.0
    temperature: float = 1.0
    beta: float = 0.0
    with_reference: bool = False
    rank: int = 32
    constrained: bool = False
    tasks: tuple[str, ...] = tuple(map(str, Task))
    instances: int = 1000
    longest_prompt: int = 420
    longest_reference: int = 160
    longest_answer: int = 200
    held_out: int = 24
    held_out_steps: int = 10
    seconds: float = 120.0
    seed: int = 0

    @property
    def sampled(self) -> int:
        """Answers to each instance that the model writes itself."""
        return self.completions - self.with_reference


@dataclass(frozen=True, slots=True)
class Limits:
    """When a run has gone wrong and ends early, with the best adapter so far.

    Attributes:
        margin: how far below its best the held-out reward may fall.
        patience: how many measurements in a row it may be there.
        divergence: nats per token that the model may be from where it started.
        shortest: the least that held-out answers may shrink to, of their first length.
        longest: the most that they may grow to.
        least_entropy: the least that the entropy per token may fall to, of its first.
    """

    margin: float = 0.08
    patience: int = 3
    divergence: float = 0.5
    shortest: float = 0.4
    longest: float = 2.5
    least_entropy: float = 0.1
