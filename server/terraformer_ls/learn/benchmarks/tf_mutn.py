"""TF-Mutn Test: a configuration and an instruction to the changed configuration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from terraformer_ls.hcl.blocks import top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.learn.benchmarks.instances import read_questions
from terraformer_ls.learn.benchmarks.question import Question, Scores
from terraformer_ls.learn.benchmarks.similarity import bleu, edit_similarity, same_text
from terraformer_ls.learn.benchmarks.tf_gen import share_met
from terraformer_ls.learn.benchmarks.validity import MEASURES, policy_scores, validity
from terraformer_ls.learn.records import Split, Task
from terraformer_ls.learn.verified import Verdict
from terraformer_ls.verify.findings import Stage


class TfMutn:
    """The benchmark over a data set's `tf_mutn.jsonl.gz`.

    Raises:
        NoInstances: it holds nothing for the split.
    """

    name = "TF-Mutn Test"
    stages: tuple[Stage, ...] = tuple(Stage)
    measures: Mapping[str, str] = {
        "correct": "it plans and does everything that was asked",
        **MEASURES,
        "intents": "share of what was asked that it does",
        "untouched": "share of the blocks to be left alone that are byte for byte what they were",
        "clean": "it plans, and policies find no more than in the reference",
        "policy": "of what plans: share of policies that hold, by severity",
        "exact": "equal to the reference but for spacing",
        "bleu": "BLEU-4 with the reference",
        "edit": "edit similarity with the reference",
    }

    def __init__(self, data: Path, split: Split | None = Split.TEST) -> None:
        self._instances = read_questions(
            data, "tf_mutn.jsonl.gz", Task.MUTATE, lambda instance: instance.operation, split
        )
        self.questions = list(self._instances)

    def scores(self, question: Question, answer: str, verdict: Verdict) -> Scores:
        """What an answer achieves."""
        instance = self._instances[question]
        valid = validity(answer, verdict)
        met = share_met(instance.intents, question.before, answer, verdict)
        if not answer.strip():
            met = 0.0
        return {
            "correct": float(valid["plan"] == 1.0 and met == 1.0),
            **valid,
            "intents": met,
            "untouched": untouched_share(question.before, question.reference, answer),
            **policy_scores(verdict, at_most=instance.findings),
            "exact": float(same_text(answer, question.reference)),
            "bleu": bleu(answer, question.reference),
            "edit": edit_similarity(answer, question.reference),
        }


def untouched_share(before: str, reference: str, answer: str) -> float | None:
    """Of the blocks that the reference leaves as they were, the share that the answer does too.

    None where the reference touches every block.
    """
    kept = _texts(before) & _texts(reference)
    if not kept:
        return None
    return (kept & _texts(answer)).total() / kept.total()


def _texts(text: str) -> Counter[bytes]:
    document = Document(text.encode("utf-8", "replace"))
    return Counter(
        document.text[block.span.start : block.span.end] for block in top_level_blocks(document)
    )
