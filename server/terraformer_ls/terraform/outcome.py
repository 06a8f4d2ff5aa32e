"""What Terraform said about a root module, and the last of it kept."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from terraformer_ls.terraform.plan_json import without_stand_ins
from terraformer_ls.terraform.prepare import Root

_MAX_KEPT = 400
_MAX_PLAN_CHARACTERS = 20_000_000


@dataclass(frozen=True)
class Outcome:
    """What Terraform said about one root module.

    Attributes:
        root: which module, and what stood in for what.
        diagnostics: as in Terraform's JSON.
        plan_text: the plan as `terraform show -json` writes it, or None.
        problem: why Terraform could not be asked, or "".
        transient: whether that is of this run alone: it died, took too long, had no space.
    """

    root: Root
    diagnostics: Sequence[dict[str, Any]] = ()
    plan_text: str | None = field(default=None, repr=False)
    problem: str = ""
    transient: bool = False

    @cached_property
    def plan(self) -> dict[str, Any] | None:
        """The plan, without what is ours in it; read from its text on first use."""
        return None if self.plan_text is None else without_stand_ins(json.loads(self.plan_text))


Answer = tuple[Sequence[dict[str, Any]], str | None]


class KeptAnswers:
    """The last answers: of many modules what Terraform said, of few the long text of the plan."""

    def __init__(self) -> None:
        self._answers: OrderedDict[tuple[str, str], Answer] = OrderedDict()
        self._characters = 0

    def get(self, key: tuple[str, str]) -> Answer | None:
        """What was answered, None if it was never or is no longer kept."""
        if key in self._answers:
            self._answers.move_to_end(key)
        return self._answers.get(key)

    def put(self, key: tuple[str, str], answer: Answer) -> None:
        """Keep an answer; those used longest ago make room."""
        self._answers[key] = answer
        self._characters += len(answer[1] or "")
        while len(self._answers) > 1 and (
            len(self._answers) > _MAX_KEPT or self._characters > _MAX_PLAN_CHARACTERS
        ):
            _, (_, text) = self._answers.popitem(last=False)
            self._characters -= len(text or "")
