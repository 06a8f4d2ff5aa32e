"""Fix rate: a broken configuration and what the verifier says about it, to one that passes.

An answer counts only where nothing was lost on the way: every resource of the reference is still
declared under its name, and no comment silences a check that nobody silenced before.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from terraformer_ls.hcl.blocks import top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.learn.benchmarks.instances import read_questions
from terraformer_ls.learn.benchmarks.question import Question, Scores
from terraformer_ls.learn.benchmarks.similarity import edit_similarity
from terraformer_ls.learn.benchmarks.tf_gen import share_met
from terraformer_ls.learn.benchmarks.tf_mutn import untouched_share
from terraformer_ls.learn.benchmarks.validity import MEASURES, policy_scores, validity
from terraformer_ls.learn.intent import silenced
from terraformer_ls.learn.records import Split, Task
from terraformer_ls.learn.verified import Verdict
from terraformer_ls.verify.findings import Stage


class FixRate:
    """The benchmark over a data set's `repair.jsonl.gz`.

    Raises:
        NoInstances: it holds nothing for the split.
    """

    name = "Fix rate"
    stages: tuple[Stage, ...] = tuple(Stage)
    measures: Mapping[str, str] = {
        "fixed": "it plans, policies find no more than in the reference, and nothing was lost",
        **MEASURES,
        "kept": "every resource of the reference is there and no check was silenced",
        "untouched": "share of the blocks to be left alone that are byte for byte what they were",
        "clean": "it plans, and policies find no more than in the reference",
        "policy": "of what plans: share of policies that hold, by severity",
        "edit": "edit similarity with the reference",
    }

    def __init__(self, data: Path, split: Split | None = Split.TEST) -> None:
        self._instances = read_questions(
            data, "repair.jsonl.gz", Task.REPAIR, lambda instance: instance.operation, split
        )
        self.questions = list(self._instances)

    def scores(self, question: Question, answer: str, verdict: Verdict) -> Scores:
        """What an answer achieves."""
        instance = self._instances[question]
        valid = validity(answer, verdict)
        policies = policy_scores(verdict, at_most=instance.findings)
        met = share_met(instance.intents, question.before, answer, verdict)
        kept = _declared(question.reference) <= _declared(answer) and not (
            silenced(answer) - silenced(question.before)
        )
        fixed = valid["plan"] == policies["clean"] == met == 1.0 and kept
        return {
            "fixed": float(fixed),
            **valid,
            "kept": float(kept),
            "untouched": untouched_share(question.before, question.reference, answer),
            **policies,
            "edit": edit_similarity(answer, question.reference),
        }


def _declared(text: str) -> set[str]:
    return {
        block.address
        for block in top_level_blocks(Document(text.encode("utf-8", "replace")))
        if block.type in ("resource", "data", "module")
    }
