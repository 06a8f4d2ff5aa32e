"""How good completions are: at cursors cut from real configurations, for any models side by side.

Each model is asked in each of the ways below, so that one run shows what verification and what the
schema's constraint bring, and what recipes bring without any model.
"""

from __future__ import annotations

import re
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.engine import Engine
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.hcl.positions import Span
from terraformer_ls.learn.benchmarks.contestants import Contestant
from terraformer_ls.learn.benchmarks.fim_probes import Kind, Probe
from terraformer_ls.learn.benchmarks.similarity import edit_similarity
from terraformer_ls.propose.accept import new_finding
from terraformer_ls.propose.complete import Manner, complete, ideas, read_ahead
from terraformer_ls.propose.verified import CHEAP_STAGES
from terraformer_ls.settings import Settings
from terraformer_ls.verify.ladder import Verifier
from terraformer_ls.verify.report import Report
from terraformer_ls.verify.stages.all import stage_runners
from terraformer_ls.workspace.snapshot import Snapshot

_FILE = "main.tf"
_ARGUMENT = re.compile(r"\s*([\w-]+)")


@dataclass(frozen=True, slots=True)
class Way:
    """A way to complete.

    Attributes:
        meaning: in a few words, for tables.
        recipes: whether recipes are asked before the model.
        constrained: whether the schema's constraint holds the model back while it writes.
        verified: whether what adds a finding is cut or withheld, as it is in the editor.
    """

    meaning: str
    recipes: bool
    constrained: bool
    verified: bool


WAYS = {
    "shown": Way("as in the editor: recipes, constraint, verified", True, True, True),
    "model": Way("the model alone, with constraint, verified", False, True, True),
    "constrained": Way("the model alone, with constraint, not verified", False, True, False),
    "unconstrained": Way("the model alone, not verified", False, False, False),
}
"""By name; the first is what users see."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one probe.

    Attributes:
        probe: its key.
        kind: of the probe.
        text: what was offered first; "" for nothing.
        adds: the finding that the text adds, "" for none.
        exact: whether its first line is what stood there, whatever the spacing.
        first_argument: whether it begins with the argument or block that stood there; None where
            the cursor was behind its name.
        similarity: to what stood there, by edits, from 0 to 1.
        seconds: that it took, what had to be read before apart.
    """

    probe: str
    kind: Kind
    text: str
    adds: str
    exact: bool
    first_argument: bool | None
    similarity: float
    seconds: float


class Measurer:
    """Completes probes with one contestant's model in one way, and judges what is offered.

    Args:
        contestant: whose model it is; without one only recipes can answer.
        way: how to complete.
        seconds: the longest that a model may take for one completion.
    """

    def __init__(self, contestant: Contestant, way: Way, seconds: float = 3.0) -> None:
        self._contestant = contestant
        self._engine = Engine(Settings(model="off"))
        self._engine.model = contestant.model
        self._way = way
        self._manner = Manner(
            seconds=seconds,
            recipes=way.recipes,
            constrained=way.constrained,
            elsewhere=not contestant.local,
        )
        # Another one than what completes asks, so that nothing vouches for itself.
        self._judge = Verifier(stage_runners(Settings(model="off")))

    def outcome(self, probe: Probe, cancellation: Cancellation) -> Outcome:
        """What comes of a probe.

        Raises:
            ModelUnavailable: the model can't answer.
            Cancelled: the cancellation was requested.
        """
        snapshot = Snapshot(Path("/probe"), {_FILE: Document(probe.text)})
        with self._contestant.turn:
            # An editor's model has read the file by the time that somebody pauses in it.
            read_ahead(self._engine, snapshot, _FILE, probe.offset, cancellation)
            started = time.perf_counter()
            text = self._text(snapshot, probe, cancellation)
            seconds = time.perf_counter() - started
        return Outcome(
            probe=probe.key,
            kind=probe.kind,
            text=text,
            adds=self._adds(snapshot, probe, text) if text else "",
            exact=bool(text) and _first_line(probe, text) == _first_line(probe, probe.truth),
            first_argument=_first_argument(probe, text),
            similarity=edit_similarity(text, probe.truth) if text else 0.0,
            seconds=seconds,
        )

    def close(self) -> None:
        """Let go of the verifiers; the model is the contestant's."""
        self._engine.verifier.close()
        self._judge.close()

    def _text(self, snapshot: Snapshot, probe: Probe, cancellation: Cancellation) -> str:
        where = (self._engine, snapshot, _FILE, probe.offset, self._manner, cancellation)
        if self._way.verified:
            return next((found.text for found in complete(*where)), "")
        return next((idea.texts[0] for idea in ideas(*where)), "")

    def _adds(self, snapshot: Snapshot, probe: Probe, text: str) -> str:
        """The finding that the file has with the text, and has neither as it is nor without the
        cursor's line."""
        document = snapshot.files[_FILE]
        line = document.lines.line_span(document.lines.line_of(probe.offset))
        completed, without = (
            self._report(snapshot.with_document(_FILE, document.edited(edit)))
            for edit in (TextEdit(Span(probe.offset, probe.offset), text), TextEdit(line, ""))
        )
        return new_finding(self._report(snapshot), completed, without) or ""

    def _report(self, snapshot: Snapshot) -> Report:
        return self._judge.verify(snapshot, stages=CHEAP_STAGES)


def _first_line(probe: Probe, text: str) -> str:
    """The line that a text makes of the cursor's, without regard to spacing."""
    return "".join((probe.typed + text.lstrip("\r\n").partition("\n")[0]).split())


def _first_argument(probe: Probe, text: str) -> bool | None:
    if probe.kind is Kind.VALUE:
        return None
    offered, expected = (_ARGUMENT.match(probe.typed + said) for said in (text, probe.truth))
    return bool(text) and offered is not None and expected is not None and offered[1] == expected[1]


def as_row(outcome: Outcome) -> dict[str, Any]:
    """An outcome as JSON."""
    return asdict(outcome)


def from_row(row: dict[str, Any]) -> Outcome:
    """An outcome from what `as_row` made of it."""
    return replace(Outcome(**row), kind=Kind(row["kind"]))
