"""TF-Gen Test: words to a configuration, held against everything that the words ask for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from terraformer_ls.learn.benchmarks.instances import read_questions
from terraformer_ls.learn.benchmarks.question import Question, Scores
from terraformer_ls.learn.benchmarks.similarity import bleu, edit_similarity
from terraformer_ls.learn.benchmarks.validity import MEASURES, policy_scores, validity
from terraformer_ls.learn.intent import holds
from terraformer_ls.learn.records import Instance, Intent, Split, Task
from terraformer_ls.learn.verified import Verdict
from terraformer_ls.verify.findings import Stage


class TfGen:
    """The benchmark over a data set's `tf_gen.jsonl.gz`.

    Raises:
        NoInstances: it holds nothing for the split.
    """

    name = "TF-Gen Test"
    stages: tuple[Stage, ...] = tuple(Stage)
    measures: Mapping[str, str] = {
        "correct": "it plans and does everything that was asked",
        **MEASURES,
        "intents": "share of what was asked that the plan does",
        "clean": "it plans, and no policy finds anything",
        "policy": "of what plans: share of policies that hold, by severity",
        "bleu": "BLEU-4 with the reference",
        "edit": "edit similarity with the reference",
    }

    def __init__(self, data: Path, split: Split | None = Split.TEST) -> None:
        self._instances = read_questions(data, "tf_gen.jsonl.gz", Task.GENERATE, _group, split)
        self.questions = list(self._instances)

    def scores(self, question: Question, answer: str, verdict: Verdict) -> Scores:
        """What an answer achieves."""
        intents = self._instances[question].intents
        valid = validity(answer, verdict)
        met = share_met(intents, question.before, answer, verdict) if answer.strip() else 0.0
        return {
            "correct": float(valid["plan"] == 1.0 and met == 1.0),
            **valid,
            "intents": met,
            **policy_scores(verdict),
            "bleu": bleu(answer, question.reference),
            "edit": edit_similarity(answer, question.reference),
        }


def share_met(intents: tuple[Intent, ...], before: str, answer: str, verdict: Verdict) -> float:
    """The share of intents that hold; 1 where nothing is asked that could be checked."""
    held = [holds(each, before, answer, verdict.plan, verdict.report) for each in intents]
    return sum(held) / len(held) if held else 1.0


def _group(instance: Instance) -> str:
    return f"difficulty {instance.difficulty}"
