"""IaC-Eval: words to a configuration that plans and that the row's own Rego policy accepts.

Kon et al., NeurIPS 2024; its CSV (CC-BY-4.0) is the user's to bring. A configuration passes when it
plans and no rule of its row's policy is false. Plans are made offline, so rows that would need a
cloud account are judged too.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Mapping
from pathlib import Path

from terraformer_ls.learn.benchmarks.question import Question, Scores, key_of
from terraformer_ls.learn.benchmarks.rego_judge import RegoJudge
from terraformer_ls.learn.benchmarks.validity import LADDER, MEASURES, has_blocks, validity
from terraformer_ls.learn.records import Task
from terraformer_ls.learn.verified import Verdict
from terraformer_ls.verify.findings import Stage

COLUMNS = ("Prompt", "Rego intent", "Difficulty", "Reference output")


class NotIacEval(ValueError):
    """The file is no copy of IaC-Eval; the message is one sentence."""


class IacEval:
    """The benchmark over a copy of its CSV.

    Raises:
        NotIacEval: a column is missing, or there is no row.
        OSError: the file can't be read.
    """

    name = "IaC-Eval"
    stages: tuple[Stage, ...] = LADDER
    measures: Mapping[str, str] = {
        "passed": "Terraform plans it and no rule of the row's policy is false",
        "planned": "Terraform plans it",
        **MEASURES,
    }

    def __init__(self, data: Path) -> None:
        self._policies: dict[str, str] = {}
        self._judge = RegoJudge()
        self.questions: list[Question] = []
        csv.field_size_limit(sys.maxsize)
        with data.open(newline="", encoding="utf-8") as lines:
            reader = csv.DictReader(lines)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise NotIacEval(f"{data} has no column {missing[0]!r}: it is no copy of IaC-Eval")
            for number, row in enumerate(reader):
                self._add(number, row)
        if not self.questions:
            raise NotIacEval(f"{data} has no rows")

    def scores(self, question: Question, answer: str, verdict: Verdict) -> Scores:
        """Whether an answer plans and passes the question's policy."""
        passed = verdict.plan is not None and self._judge.passes(
            self._policies[question.key], verdict.plan
        )
        planned = float(verdict.plan is not None and has_blocks(answer))
        return {"passed": float(passed), "planned": planned, **validity(answer, verdict)}

    def close(self) -> None:
        """End the process that judges."""
        self._judge.close()

    def _add(self, number: int, row: Mapping[str, str]) -> None:
        # Some prompts stand twice with different policies, so the row has a part in the key.
        key = key_of(str(number), row["Prompt"], row["Rego intent"])
        self._policies[key] = row["Rego intent"]
        difficulty = f"difficulty {row['Difficulty'].strip()}"
        reference = row["Reference output"]
        self.questions.append(
            Question(key, Task.GENERATE, row["Prompt"], "", reference, difficulty)
        )
