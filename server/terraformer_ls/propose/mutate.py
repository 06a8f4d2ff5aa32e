"""From a configuration and words to the configuration that the words ask for.

A request is taken clause by clause. What a clause means is tried by program first (`intents/`), so
that common requests need no model; where that leads nowhere, the model is shown the blocks. Either
way the change is verified, held to `accept_request.py`, and handed out whole or not at all.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.engine import Engine
from terraformer_ls.hcl.edits import OverlappingEditsError, line_edits
from terraformer_ls.hcl.positions import Span
from terraformer_ls.model import asked_in
from terraformer_ls.model.protocol import ModelUnavailable, Sampling
from terraformer_ls.propose.accept import new_finding
from terraformer_ls.propose.accept_request import (
    Allowed,
    added_findings,
    broken_request_rule,
    speaks_of_instances,
)
from terraformer_ls.propose.answered_block import hcl_of_answer
from terraformer_ls.propose.constraint.configuration import ConfigurationConstraint, answer_beside
from terraformer_ls.propose.digest import digests
from terraformer_ls.propose.evidence import gather, identity
from terraformer_ls.propose.extent import Extent, keyed_blocks
from terraformer_ls.propose.fix_all import edits_between
from terraformer_ls.propose.generate import share_met
from terraformer_ls.propose.generate_into import Place, generate_into
from terraformer_ls.propose.intents import hardened, intended
from terraformer_ls.propose.intents.remove import REMOVES
from terraformer_ls.propose.intents.request import Intended, Request, clauses
from terraformer_ls.propose.intents.targets import Target, score
from terraformer_ls.propose.merge import merge
from terraformer_ls.propose.proposal import Candidate, Proposal
from terraformer_ls.propose.verified import CHEAP_STAGES
from terraformer_ls.verify.findings import Finding
from terraformer_ls.verify.report import Report
from terraformer_ls.verify.reward import reward
from terraformer_ls.workspace.snapshot import Snapshot

MODEL_ROUNDS = 3
_MODEL_SECONDS = 20.0
"""For all rounds together: someone waits, but sees the progress and can leave."""

_MOST_SHOWN = 6_000
"""Bytes of configuration that a model is shown."""

_MOST_STEPS = 40
"""Policies that one clause may satisfy."""

_INDIRECT = re.compile(r"\b(?:var|local)\.")
_ADDS = re.compile(
    r"(?:add|create|deploy|provision|set up|introduce)\s+(?=(?:an?|another|some|the)\s)",
    re.IGNORECASE,
)
_ENOUGH_MET = 0.75
"""The part of a request's words that new blocks must answer to."""

_LOSING = re.compile(
    r"\b(?:remove|delete|drop|destroy|replace|instead|without|get rid|switch|migrate|convert|"
    r"refactor|split|simplif\w+|no longer|stop)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mutated:
    """A request done.

    Attributes:
        proposal: the change with its evidence.
        before: the snapshot without it.
        after: the same with it.
        report: what all stages say about `after`.
        adds: findings that the request itself brought, told and not hidden.
        changed: the addresses that changed, came or went.
    """

    proposal: Proposal
    before: Snapshot
    after: Snapshot
    report: Report
    adds: tuple[Finding, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotMutated:
    """A request that was not done, with what was tried and why it was refused."""

    reasons: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Why, in one line."""
        if not self.reasons:
            return "What should change is not clear from these words"
        return f"No change could be verified: {self.reasons[0]}"


def mutate(
    engine: Engine,
    snapshot: Snapshot,
    extent: Extent,
    words: str,
    *,
    use_model: bool = True,
    cancellation: Cancellation | None = None,
    on_progress: Callable[[str], None] | None = None,
) -> Mutated | NotMutated:
    """The verified change that a request asks for, or why there is none.

    Args:
        engine: what verifies and what writes.
        snapshot: the files.
        extent: the part that may change; new blocks may come beside it.
        words: the request.
        use_model: whether the model is asked for what no program understands.
        cancellation: stops verification and decoding.
        on_progress: told what is being done.

    Raises:
        Cancelled: the cancellation was requested.
    """
    work = _Work(engine, cancellation or Cancellation(), on_progress or _nothing)
    work.say("verifying what is there")
    report = engine.verify(snapshot, cancellation=work.cancellation)
    request = Request(words, snapshot, extent, report)
    state = _State(snapshot, report)
    for clause in clauses(words):
        work.say(f"trying to {clause}")
        following = work.by_program(
            request.on(state.snapshot, state.report, state.spoken_of), state, clause
        )
        if following is None:
            state = None
            break
        state = following
    if state is None or not state.titles:
        state = work.by_model(request) if use_model else None
    if state is None:
        return NotMutated(tuple(dict.fromkeys(work.reasons)))
    return _mutated(request, state)


@dataclass(frozen=True, slots=True)
class _State:
    """How far a request has come: each step was verified, and held to what its clause allows."""

    snapshot: Snapshot
    report: Report
    titles: tuple[str, ...] = ()
    adds: tuple[Finding, ...] = ()
    makers: tuple[str, ...] = ()
    spoken_of: frozenset[str] = frozenset()


@dataclass
class _Work:
    """What one request shares; `reasons` are why candidates were refused, in order."""

    engine: Engine
    cancellation: Cancellation
    say: Callable[[str], None]

    def __post_init__(self) -> None:
        self.reasons: list[str] = []

    def by_program(self, request: Request, state: _State, clause: str) -> _State | None:
        """The state with a clause done by an intent; None if none does it."""
        for meant in intended(request, clause):
            following = self._step(state, meant)
            if following is not None:
                return following
        return self._hardened(request, state, clause) or self._added(request, state, clause)

    def _added(self, request: Request, state: _State, clause: str) -> _State | None:
        """The state with new blocks from the library, where a clause asks for some it has."""
        asked = _ADDS.match(clause)
        path = _main_file(request)
        if asked is None or request.extent.is_block or not path:
            return None
        end = len(state.snapshot.files[path].text)
        made = generate_into(
            self.engine,
            state.snapshot,
            Place(path, Span(end, end)),
            clause[asked.end() :],
            use_model=False,
            cancellation=self.cancellation,
            on_progress=self.say,
        )
        if made is None or share_met(clause[asked.end() :], made.unmet) < _ENOUGH_MET:
            return None
        return _State(
            made.after,
            made.report,
            (*state.titles, made.proposal.title),
            (*state.adds, *made.findings),
            (*state.makers, made.proposal.evidence.made_by),
            frozenset(made.added),
        )

    def _hardened(self, request: Request, state: _State, clause: str) -> _State | None:
        """The state with all policies satisfied that a clause speaks of, as far as recipes go."""
        refused: set[str] = set()
        first = state
        for _ in range(_MOST_STEPS):
            for meant in hardened(
                request.on(state.snapshot, state.report, state.spoken_of), clause
            ):
                mark = f"{meant.touches}: {meant.candidate.title}"
                if mark in refused:
                    continue
                allowed = Allowed(meant.touches)
                following = self._verified(state, meant.candidate, allowed)
                if following is not None and _has_fewer(state.report, following.report):
                    state = following
                    break
                refused.add(mark)
            else:
                break
        return state if state is not first else None

    def by_model(self, request: Request) -> _State | None:
        """The state with the request done by the model, told each time why the last try failed."""
        model = self.engine.model
        shown = _shown(request)
        if model is None or shown is None:
            return None
        path, text, addresses = shown
        before = request.snapshot.files[path].text.decode("utf-8", errors="surrogateescape")
        losing = _LOSING.search(request.words) is not None
        removing = any(REMOVES.fullmatch(clause) for clause in clauses(request.words))
        allowed = Allowed(
            addresses,
            removes=addresses if removing else (),
            loses_arguments=losing,
            disables=speaks_of_instances(request.words),
        )
        start = _State(request.snapshot, request.report)
        constraint = ConfigurationConstraint(
            request.snapshot,
            answer_beside(path),
            changes=True,
            removable=allowed.removes,
            opening=asked_in.opening(model),
        )
        schema = digests(request.words, text) if asked_in.reads_schema(model) else ()
        rejected: list[str] = []
        best: tuple[float, int, _State] | None = None
        ends = time.monotonic() + _MODEL_SECONDS
        for round_ in range(MODEL_ROUNDS):
            left = ends - time.monotonic()
            if left <= 0 or best is not None:
                break
            self.say(f"asking {model.name}")
            sampling = Sampling(
                max_tokens=min(1_200, len(text) // 2 + 300),
                temperature=0.0 if round_ == 0 else 0.6,
                top_p=0.95,
                seed=round_,
                deadline=left,
                constraint=constraint,
            )
            try:
                messages = asked_in.mutation(model, text, request.words, rejected, schema)
                answers = model.chat(messages, sampling, self.cancellation)
            except ModelUnavailable as error:
                self.engine.notice(str(error))
                break
            for answer in answers:
                if not answer.finished:
                    # Its whole blocks may be half of the request, and nothing would show it: a
                    # change that is missing adds no finding. A request is done whole or not at all.
                    rejected.append("the answer was not finished")
                    continue
                merged = merge(before, hcl_of_answer(answer.text))
                after = None if merged is None else merged.encode("utf-8", "surrogateescape")
                if after is None or after == request.snapshot.files[path].text:
                    rejected.append("the answer was no changed block of the configuration")
                    continue
                edits = line_edits(request.snapshot.files[path].text, after)
                candidate = Candidate(_title(request.words), {path: edits}, model.name)
                known = len(self.reasons)
                following = self._verified(start, candidate, allowed)
                rejected.extend(self.reasons[known:])
                if following is not None:
                    rank = (-reward(following.report), candidate.size, following)
                    best = rank if best is None or rank[:2] < best[:2] else best
        return best[2] if best is not None else None

    def _step(self, state: _State, meant: Intended) -> _State | None:
        allowed = Allowed(
            meant.touches,
            removes=meant.removes,
            unlike_policies=meant.exact,
            loses_arguments=meant.exact,
            disables=meant.exact,
            renamed=meant.renamed,
        )
        return self._verified(state, meant.candidate, allowed)

    def _verified(self, state: _State, candidate: Candidate, allowed: Allowed) -> _State | None:
        """The state after a candidate; None, with a reason, where it breaks the rule."""
        try:
            changed = state.snapshot.with_edits(candidate.edits)
        except OverlappingEditsError as error:
            self.reasons.append(str(error))
            return None
        if changed.content_hash == state.snapshot.content_hash:
            self.reasons.append("it is so already")
            return None
        cheap = self.engine.verify(changed, stages=CHEAP_STAGES, cancellation=self.cancellation)
        reason = None if allowed.renamed else new_finding(state.report, cheap)
        if reason is None:
            self.say(f"verifying: {candidate.title}")
            report = self.engine.verify(changed, cancellation=self.cancellation)
            before, after = (state.snapshot, state.report), (changed, report)
            reason = broken_request_rule(allowed, before, after)
            if reason is None:
                return _State(
                    changed,
                    report,
                    (*state.titles, candidate.title),
                    (*state.adds, *added_findings(allowed, state.report, report)),
                    (*state.makers, candidate.made_by),
                    frozenset(allowed.touches or ()),
                )
        self.reasons.append(f"{candidate.title}: {reason}")
        return None


def _mutated(request: Request, state: _State) -> Mutated:
    edits = edits_between(request.snapshot, state.snapshot)
    made_by = next((maker for maker in state.makers if maker != "recipe"), "recipe")
    titles = tuple(dict.fromkeys(state.titles))
    candidate = Candidate("; ".join(titles), edits, made_by)
    before, after = (request.snapshot, request.report), (state.snapshot, state.report)
    evidence = replace(
        gather(candidate, before, after),
        fixes=_fixed(before, after),
        adds=tuple(sorted({finding.rule for finding in state.adds})),
    )
    return Mutated(
        Proposal(candidate.title, edits, evidence),
        request.snapshot,
        state.snapshot,
        state.report,
        state.adds,
        tuple(_changed(request.snapshot, state.snapshot)),
    )


def _fixed(before: tuple[Snapshot, Report], after: tuple[Snapshot, Report]) -> tuple[str, ...]:
    """The rules that blocks satisfy now and did not: not those of blocks that are gone or renamed,
    nor of blocks that hide behind a variable what they said."""
    (old, old_report), (new, new_report) = before, after
    texts = [
        {
            block.address: document.slice(block.node)
            for path, document in snapshot.hcl_files.items()
            for _, block in keyed_blocks(path, document)
        }
        for snapshot in (old, new)
    ]
    gone = Counter(map(identity, old_report.findings)) - Counter(map(identity, new_report.findings))
    return tuple(
        sorted(
            {
                rule
                for _, rule, address, _ in gone
                if address in texts[1]
                and len(_INDIRECT.findall(texts[1][address]))
                <= len(_INDIRECT.findall(texts[0].get(address, "")))
            }
        )
    )


def _main_file(request: Request) -> str:
    """The file of the extent that most blocks stand in; "" if none has any."""
    counted = Counter(
        key[0]
        for key, _, _ in request.extent.blocks(request.snapshot)
        if key[0].endswith((".tf", ".tofu"))
    )
    return counted.most_common(1)[0][0] if counted else ""


def _has_fewer(before: Report, after: Report) -> bool:
    return len(after.findings) < len(before.findings)


def _changed(before: Snapshot, after: Snapshot) -> Iterator[str]:
    """The addresses whose blocks differ."""
    old, new = (
        {
            key: (block.address, document.slice(block.node))
            for path, document in snapshot.hcl_files.items()
            for key, block in keyed_blocks(path, document)
        }
        for snapshot in (before, after)
    )
    named = [
        (old.get(key) or new[key])[0] for key in {**old, **new} if old.get(key) != new.get(key)
    ]
    yield from dict.fromkeys(named)


def _shown(request: Request) -> tuple[str, str, frozenset[str]] | None:
    """The file, text and addresses of what a model is shown: what is named, with what is near.

    None where the extent spans several files and nothing tells which is meant.
    """
    blocks = [
        Target(key[0], document, block)
        for key, document, block in request.extent.blocks(request.snapshot)
    ]
    named = [target for target in blocks if score(target, request.words) >= 1.5]
    paths = {target.path for target in named} or {target.path for target in blocks}
    if len(paths) != 1:
        return None
    path = paths.pop()
    within = [target for target in blocks if target.path == path]
    size = sum(target.block.span.end - target.block.span.start for target in within)
    shown = named if named and size > _MOST_SHOWN else within
    text = "\n\n".join(target.document.slice(target.block.node) for target in shown)
    if len(text) > _MOST_SHOWN:
        return None
    return path, text, frozenset(target.block.address for target in named or shown)


def _title(words: str) -> str:
    short = " ".join(words.split())
    return short if len(short) <= 60 else f"{short[:57]}…"


def _nothing(_: str) -> None:
    return None
