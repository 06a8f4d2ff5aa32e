"""Repair data: break verified configurations, take the certificates from the real verifier.

Kept is what fails, with the words of the first stage that does, and whose answer in blocks gives
the whole configuration back. A part is policy findings that a recipe fixes. What a killed run has
written stays, and the next goes on after it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from terraformer_ls.hcl.document import Document
from terraformer_ls.learn.appending import Appender, mend
from terraformer_ls.learn.corpus.harvest import provider_of
from terraformer_ls.learn.difficulty import difficulty_of
from terraformer_ls.learn.mutn.configuration import Configuration
from terraformer_ls.learn.mutn.done import Done
from terraformer_ls.learn.mutn.make import kept
from terraformer_ls.learn.mutn.secure import fixes
from terraformer_ls.learn.mutn.sides import Sides
from terraformer_ls.learn.mutn.sources import Source, Unit, units
from terraformer_ls.learn.mutn.timing import Timing
from terraformer_ls.learn.records import Instance, Intent, Task, read_instances
from terraformer_ls.learn.rejections import Rejection
from terraformer_ls.learn.repair.breakages import BREAKAGES, Breakage
from terraformer_ls.learn.verified import Verdict, Verifiers
from terraformer_ls.propose.merge import difference, merge
from terraformer_ls.propose.pieces import pieces_of
from terraformer_ls.verify.findings import Finding, Stage
from terraformer_ls.verify.report import Status

REPAIRS = "repair.jsonl.gz"
REJECTED = "rejected_repair.jsonl.gz"
_DONE = "repair.done.jsonl.gz"
_BEFORE_POLICY = (Stage.SYNTAX, Stage.SCHEMA, Stage.VALIDATE, Stage.PLAN)
_EACH = 4
_LONGEST_ANSWER = 1_000
_LONGEST = 1_900
_MOST_CERTIFICATES = 5
_LONGEST_CERTIFICATE = 400
_TWICE = 0.12
"""The share of configurations that are broken in two places."""


@dataclass(frozen=True, slots=True)
class _Work:
    unit: Unit
    before: str
    kind: str
    whole: Verdict
    last: bool


def make_repairs(
    sources: list[Source],
    out: Path,
    verifiers: Verifiers,
    *,
    most: int,
    seed: int = 0,
    workers: int = 1,
    on_progress: Callable[[str], None] = lambda _: None,
) -> Counter[str]:
    """Write `most` repairs, those that earlier runs wrote included, and say what became of drafts.

    Repairs that harvesting left in the file are not counted.

    Args:
        sources: what to break.
        out: the folder of the data set.
        verifiers: who gives the verdicts.
        most: how many repairs made here the file shall have.
        seed: other numbers break it otherwise.
        workers: how many verify at once, for the note on how long it took.
        on_progress: told each new repair's way of breaking.
    """
    path = out / REPAIRS
    mend(path)
    known = list(read_instances(path)) if path.exists() else []
    keys = {instance.key for instance in known}
    sides = Sides(sources)
    for instance in known:
        sides.add_instance(instance)
    written = sum(instance.intents != () for instance in known)
    outcomes: Counter[str] = Counter()
    with (
        Appender(path) as repairs,
        Appender(out / REJECTED) as rejected,
        Done(out / _DONE) as done,
    ):
        timing = Timing("repair", out, workers)

        def take(made: Instance | str, kind: str, unit: Unit) -> None:
            nonlocal written
            timing.attempted(isinstance(made, Instance) and made.key not in keys)
            if isinstance(made, Instance) and made.key not in keys:
                keys.add(made.key)
                repairs.add(made)
                sides.add(made.after, made.split)
                written += 1
                outcomes["written"] += 1
                on_progress(kind)
                return
            reason = made if isinstance(made, str) else "the same as another"
            outcomes[f"{kind}: {reason}"] += 1
            row = Rejection("repair", reason, unit.source.family, f"{unit.name} {kind}").row()
            rejected.add_row(row)

        works = _works(sources, verifiers, seed, done, timing, sides, take)
        verdicts = verifiers.verify(((work, work.before) for work in works), stages=_BEFORE_POLICY)
        for verified in verdicts:
            if written >= most:
                break
            work = verified.item
            timing.verified(verified.verdict)
            findings = _first_failure(verified.verdict)
            stage = findings[0].stage if findings else None
            made = (
                "nothing finds fault with it"
                if stage is None
                else repair_of(work.unit, work.before, work.unit.text, findings, work.whole)
            )
            if isinstance(made, Instance) and work.kind.count(",") >= len(made.words.splitlines()):
                made = "not all that is broken is said"
            take(made, work.kind, work.unit)
            if work.last:
                done.add(work.unit.name)
        timing.note()
    return outcomes


def break_up(configuration: Configuration, random: Random) -> Iterator[tuple[str, str]]:
    """Broken texts of a configuration, each with the name of what broke it."""
    order = sorted(BREAKAGES, key=lambda breakage: -(random.random() ** (1 / BREAKAGES[breakage])))
    found = 0
    for breakage in order:
        broken = next(breakage(configuration, random), None)
        if broken is None or broken == configuration.text:
            continue
        name = breakage.__name__
        if random.random() < _TWICE and found == 0:
            broken, name = _broken_again(configuration, broken, name, order, random)
        yield name, broken
        found += 1
        if found == _EACH:
            return


def repair_of(
    unit: Unit, before: str, after: str, findings: Sequence[Finding], whole: Verdict
) -> Instance | str:
    """The instance, or why there is none.

    Args:
        unit: what it was made from.
        before: the broken configuration.
        after: the whole one.
        findings: what the first stage that failed found.
        whole: the verdict on `after`.
    """
    words = certificates_of(findings)
    if words is None:
        return "the certificates are too many or too long"
    answer = difference(before, after)
    if not answer or len(answer) > _LONGEST_ANSWER or len(before) + len(answer) > _LONGEST:
        return "the answer is empty or too long"
    merged = merge(before, answer)
    if merged is None or Counter(_bodies(merged)) != Counter(_bodies(after)):
        return "its answer does not give the whole"
    if merge(before, difference(before, merged)) != merged:
        return "its answer does not give the whole"
    configuration = Configuration(after, unit.source.family, unit.source.source, unit.source.split)
    return Instance(
        task=Task.REPAIR,
        words=words,
        before=before,
        after=merged,
        intents=_still_there(before, merged),
        family=unit.source.family,
        types=configuration.types,
        provider=provider_of(configuration.types),
        operation=str(findings[0].stage),
        detail=1,
        difficulty=difficulty_of(after),
        stages=whole.stages,
        findings=len(whole.policy_findings),
        source=unit.source.source,
        split=unit.source.split,
    )


def certificates_of(findings: Sequence[Finding]) -> str | None:
    """What the verifier says, a line each; None if that is more than a prompt can hold."""
    lines = dict.fromkeys(
        f"{finding.stage}: {' '.join((finding.certificate or finding.message).split())}"
        + (f" ({finding.address})" if finding.address else "")
        for finding in findings
    )
    if len(lines) > _MOST_CERTIFICATES or any(len(line) > _LONGEST_CERTIFICATE for line in lines):
        return None
    return "\n".join(lines)


def _bodies(text: str) -> list[str]:
    return [piece.body for piece in pieces_of(text)[0]]


def _still_there(before: str, after: str) -> tuple[Intent, ...]:
    """What was not broken stays, and what was broken is not deleted: that would be no repair."""
    same = kept(before, after)
    addresses = {intent.address for intent in same}
    return (
        *(
            Intent("symbol", address=piece.address)
            for piece in pieces_of(after)[0]
            if piece.address not in addresses and not piece.names
        ),
        *same,
    )


def _works(
    sources: list[Source],
    verifiers: Verifiers,
    seed: int,
    done: Done,
    timing: Timing,
    sides: Sides,
    take: Callable[[Instance | str, str, Unit], None],
) -> Iterator[_Work]:
    waiting = (
        (unit, unit.text)
        for unit in units(sources, seed, done.names)
        if not sides.crosses(unit.text, unit.source.split)
    )
    for verified in verifiers.verify(waiting):
        unit, whole = verified.item, verified.verdict
        timing.verified(whole)
        if not whole.plans:
            done.add(unit.name)
            continue
        source = unit.source
        configuration = Configuration(
            unit.text, source.family, source.source, source.split, whole.report
        )
        fixed = next(fixes(configuration, unit.random), None)
        if fixed is not None:
            finding, _, after = fixed
            verdict = next(iter(verifiers.verify([(unit, after)]))).verdict
            gone = not any(
                (f.rule, f.address) == (finding.rule, finding.address)
                for f in verdict.policy_findings
            )
            worse = len(verdict.policy_findings) >= len(whole.policy_findings)
            made = (
                repair_of(unit, unit.text, after, [finding], verdict)
                if verdict.plans and gone and not worse
                else "the recipe does not hold"
            )
            take(made, "insecure", unit)
        drafts = list(break_up(configuration, unit.random))
        for number, (kind, before) in enumerate(drafts):
            yield _Work(unit, before, kind, whole, number == len(drafts) - 1)


def _broken_again(
    configuration: Configuration,
    broken: str,
    name: str,
    order: Sequence[Breakage],
    random: Random,
) -> tuple[str, str]:
    """A second break in what is broken already, where its first is no matter of syntax."""
    source = configuration
    again = Configuration(broken, source.family, source.source, source.split)
    if again.document.root.has_error:
        return broken, name
    for breakage in reversed(order):
        twice = next(breakage(again, random), None)
        # The first stage that fails must have words for both.
        if twice is None or breakage.__name__ == name:
            continue
        if not Document(twice.encode()).root.has_error:
            return twice, f"{name}, {breakage.__name__}"
    return broken, name


def _first_failure(verdict: Verdict) -> tuple[Finding, ...]:
    """What the first stage that failed found, warnings and hints aside."""
    for result in verdict.report.results:
        if result.status is Status.FAILED:
            return tuple(f for f in result.findings if f.severity == "error")
    return ()
