"""TF-Mutn: derive changes, verify them, hold them against their own intents, and write them.

Every instance was checked: before and after both plan, no policy finds more than before, the
answer in blocks gives the whole, every intent holds after the change and one at least did not
before. What a killed run has written stays, and the next goes on after it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from terraformer_ls.hcl.format import formatted
from terraformer_ls.learn.appending import Appender, mend
from terraformer_ls.learn.corpus.harvest import provider_of
from terraformer_ls.learn.difficulty import difficulty_of
from terraformer_ls.learn.intent import holds
from terraformer_ls.learn.mutn.configuration import Configuration
from terraformer_ls.learn.mutn.done import Done
from terraformer_ls.learn.mutn.draft import Draft
from terraformer_ls.learn.mutn.operations import OPERATIONS
from terraformer_ls.learn.mutn.sides import Sides
from terraformer_ls.learn.mutn.sources import Source, Unit, units, vocabularies
from terraformer_ls.learn.mutn.timing import Timing
from terraformer_ls.learn.mutn.vocabulary import Vocabulary
from terraformer_ls.learn.records import Instance, Intent, Split, Task, read_instances
from terraformer_ls.learn.rejections import Rejection
from terraformer_ls.learn.split import is_held_out
from terraformer_ls.learn.verified import Verdict, Verifiers
from terraformer_ls.propose.merge import difference, merge
from terraformer_ls.propose.pieces import pieces_of

MUTATIONS = "tf_mutn.jsonl.gz"
REJECTED = "rejected_mutate.jsonl.gz"
_DONE = "tf_mutn.done.jsonl.gz"
DRAFTS_EACH = 4
"""Changes derived from a configuration at a time: more would make the data monotonous."""

_LONGEST_ANSWER = 1_000
_LONGEST = 1_900
"""Characters of what is to be changed and of the answer together."""

_COMPOUND = 0.12
"""The share of requests that ask for two things."""


@dataclass(frozen=True, slots=True)
class _Work:
    unit: Unit
    configuration: Configuration
    before: Verdict
    draft: Draft
    last: bool


def make_mutations(
    sources: list[Source],
    out: Path,
    verifiers: Verifiers,
    *,
    most: int,
    seed: int = 0,
    workers: int = 1,
    on_progress: Callable[[str], None] = lambda _: None,
) -> Counter[str]:
    """Write instances until there are `most`, and say how many drafts came to what.

    Args:
        sources: what to change.
        out: the folder of the data set.
        verifiers: who gives the verdicts.
        most: how many instances the file shall have, those of earlier runs included.
        seed: other numbers give other changes.
        workers: how many verify at once, for the note on how long it took.
        on_progress: told each new instance's way of deriving.
    """
    path = out / MUTATIONS
    mend(path)
    sides = Sides(sources)
    keys: set[str] = set()
    for instance in read_instances(path) if path.exists() else ():
        keys.add(instance.key)
        sides.add_instance(instance)
    outcomes: Counter[str] = Counter()
    with (
        Appender(path) as instances,
        Appender(out / REJECTED) as rejected,
        Done(out / _DONE) as done,
    ):
        timing = Timing("mutate", out, workers)
        works = _works(sources, verifiers, seed, done, timing, sides)
        for verified in verifiers.verify((work, work.draft.after) for work in works):
            if len(keys) >= most:
                break
            work = verified.item
            made = _instance(work, verified.verdict, sides)
            timing.verified(verified.verdict)
            timing.attempted(isinstance(made, Instance) and made.key not in keys)
            if isinstance(made, Instance) and made.key not in keys:
                keys.add(made.key)
                instances.add(made)
                sides.add_instance(made)
                outcomes["written"] += 1
                on_progress(work.draft.kind)
            else:
                reason = made if isinstance(made, str) else "the same as another"
                outcomes[f"{work.draft.kind}: {reason}"] += 1
                name = f"{work.unit.name} {work.draft.kind}"
                row = Rejection("mutate", reason, work.unit.source.family, name).row()
                rejected.add_row(row)
            if work.last:
                done.add(work.unit.name)
        timing.note()
    return outcomes


def derive(configuration: Configuration, vocabulary: Vocabulary, random: Random) -> Iterator[Draft]:
    """Changes of a configuration, of several kinds, each as the blocks of its answer make it."""
    derivers = list(OPERATIONS)
    # Weighted order without repetition: the larger the weight, the earlier.
    derivers.sort(key=lambda deriver: -(random.random() ** (1 / OPERATIONS[deriver])))
    found = 0
    for deriver in derivers:
        for draft in deriver(configuration, vocabulary, random):
            if random.random() < _COMPOUND:
                draft = _and_another(configuration, draft, vocabulary, random) or draft
            answered = _as_answered(configuration.text, draft)
            if answered is not None:
                yield answered
                found += 1
                break
        if found == DRAFTS_EACH:
            return


def _and_another(
    configuration: Configuration, first: Draft, vocabulary: Vocabulary, random: Random
) -> Draft | None:
    """A draft that does one more thing than the first."""
    changed = replace(configuration, text=first.after, report=None)
    derivers = list(OPERATIONS)
    random.shuffle(derivers)
    for deriver in derivers:
        second = next(iter(deriver(changed, vocabulary, random)), None)
        if second is not None and second.kind != first.kind:
            form = random.choice(["- {}\n- {}", "1. {}\n2. {}", "{}\n{}", "1) {}\n2) {}"])
            return replace(
                first,
                words=form.format(first.words, second.words),
                after=second.after,
                intents=(*first.intents, *second.intents),
            )
    return None


def _works(
    sources: list[Source],
    verifiers: Verifiers,
    seed: int,
    done: Done,
    timing: Timing,
    sides: Sides,
) -> Iterator[_Work]:
    known = vocabularies(sources)
    waiting = (
        (unit, unit.text)
        for unit in units(sources, seed, done.names)
        if not sides.crosses(unit.text, unit.source.split)
    )
    for verified in verifiers.verify(waiting):
        unit, verdict = verified.item, verified.verdict
        timing.verified(verdict)
        if not verdict.plans:
            done.add(unit.name)
            continue
        configuration = Configuration(
            unit.text,
            unit.source.family,
            unit.source.source,
            unit.source.split,
            verdict.report,
        )
        drafts = list(derive(configuration, known[unit.source.split], unit.random))
        for number, draft in enumerate(drafts):
            yield _Work(unit, configuration, verdict, draft, number == len(drafts) - 1)


def _as_answered(before: str, draft: Draft) -> Draft | None:
    """The draft laid out as its answer gives it; None if an answer can't give it."""
    after = draft.after
    if formatted(before.encode()) == before.encode():
        after = formatted(after.encode()).decode()
    answer = difference(before, after)
    if len(answer) > _LONGEST_ANSWER or len(before) + len(answer) > _LONGEST:
        return None
    merged = merge(before, answer)
    if merged is None or merged == before or merge(before, difference(before, merged)) != merged:
        return None
    wanted = Counter(piece.body for piece in pieces_of(after)[0])
    if Counter(piece.body for piece in pieces_of(merged)[0]) != wanted:
        return None
    return replace(draft, after=merged)


def _instance(work: _Work, verdict: Verdict, sides: Sides) -> Instance | str:
    """The instance, or why there is none."""
    configuration, draft = work.configuration, work.draft
    before, after = configuration.text, draft.after
    if not verdict.plans:
        failed = next((s for s, status in verdict.stages.items() if status != "passed"), "plan")
        return f"{failed} does not pass after the change"
    had = Counter(finding.rule for finding in work.before.policy_findings)
    if Counter(finding.rule for finding in verdict.policy_findings) - had:
        return "a policy finds more than before"
    for intent in draft.intents:
        if not holds(intent, before, after, verdict.plan, verdict.report):
            return f"its own intent does not hold: {intent.kind}"
    old = work.before
    if all(holds(intent, before, before, old.plan, old.report) for intent in draft.intents):
        return "what it asks for is there already"
    changed = Configuration(after, configuration.family, configuration.source, configuration.split)
    types = changed.types
    if configuration.split is not Split.TEST and any(map(is_held_out, types)):
        return "it brings a resource type that is kept for tests"
    if sides.crosses(after, configuration.split):
        return "near to one on the other side of the split"
    return Instance(
        task=Task.MUTATE,
        words=draft.words,
        before=before,
        after=after,
        intents=(*draft.intents, *kept(before, after)),
        family=configuration.family,
        types=types,
        provider=provider_of(types),
        operation=draft.operation,
        detail=draft.detail,
        difficulty=difficulty_of(after),
        stages=verdict.stages,
        findings=len(verdict.policy_findings),
        source=configuration.source,
        split=configuration.split,
    )


def kept(before: str, after: str) -> tuple[Intent, ...]:
    """An intent for each block that a change leaves as it is."""
    old, new = pieces_of(before)[0], pieces_of(after)[0]
    same = {(piece.address, piece.body) for piece in old} & {(p.address, p.body) for p in new}
    count = Counter(piece.address for piece in (*old, *new))
    return tuple(
        Intent("kept", address=piece.address)
        for piece in old
        if (piece.address, piece.body) in same and count[piece.address] == 2
    )


def answer_of(instance: Instance) -> str:
    """What a model is to answer: the changed and the new blocks."""
    return difference(instance.before, instance.after)
