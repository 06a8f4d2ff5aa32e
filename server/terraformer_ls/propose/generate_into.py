"""From words to new blocks in a module that is there: verified where they will live."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.engine import Engine
from terraformer_ls.hcl.edits import OverlappingEditsError, TextEdit
from terraformer_ls.propose.accept_request import Allowed, added_findings, broken_request_rule
from terraformer_ls.propose.adapt.fit_module import Place, fitted
from terraformer_ls.propose.evidence import gather
from terraformer_ls.propose.extent import keyed_blocks
from terraformer_ls.propose.generate import Written, drafts, unmet_words, worth
from terraformer_ls.propose.proposal import Candidate, Edits, Proposal
from terraformer_ls.schema.symbols import module_at
from terraformer_ls.verify.findings import Finding
from terraformer_ls.verify.report import Report, StageResult
from terraformer_ls.workspace.snapshot import Snapshot

__all__ = ["GeneratedInto", "Place", "generate_into"]


@dataclass(frozen=True, slots=True)
class GeneratedInto:
    """New blocks for a module.

    Attributes:
        proposal: the change with its evidence; `adds` in it are policies that the new blocks miss.
        origin: where they come from: the model's name, or the library's example.
        unmet: words of the request that nothing in them answers to.
        added: the addresses of the new blocks.
        before: the snapshot without them.
        after: the same with them.
        report: what every stage says about `after`.
        findings: what is new in it: policies that the new blocks miss.
    """

    proposal: Proposal
    origin: str
    unmet: tuple[str, ...]
    added: tuple[str, ...]
    before: Snapshot
    after: Snapshot
    report: Report
    findings: tuple[Finding, ...]


def generate_into(
    engine: Engine,
    snapshot: Snapshot,
    place: Place,
    words: str,
    *,
    use_model: bool = True,
    cancellation: Cancellation | None = None,
    on_progress: Callable[[str], None] | None = None,
) -> GeneratedInto | None:
    """The best verified blocks for a request at a place of a module, or None if none hold.

    What is there stays as it is, but for providers that have to be required besides. A candidate
    that adds a finding of any stage but policy is dropped; of those that remain, the one that is
    worth most (`worth`) is taken.

    Args:
        engine: what verifies and what writes.
        snapshot: the files.
        place: where the blocks go; variables and outputs go to the files that are for them.
        words: the request.
        use_model: whether the model is asked, or the library alone.
        cancellation: stops verification and decoding.
        on_progress: told what is being done, and what each stage says.

    Raises:
        Cancelled: the cancellation was requested.
    """
    cancellation = cancellation or Cancellation()
    say = on_progress or _nothing
    say("verifying what is there")
    # The words that are replaced are no part of what is there, and may not even be Terraform.
    there = snapshot.with_edits({place.path: (TextEdit(place.span, ""),)})
    report = engine.verify(there, cancellation=cancellation)
    best: tuple[float, GeneratedInto] | None = None
    provider = _provider(snapshot, place.path)
    for draft in drafts(engine, words, cancellation, say, provider, use_model=use_model):
        made = _best_form(engine, snapshot, (there, report), place, words, draft, cancellation, say)
        share = (
            worth(words, _added_by(made.proposal.edits), made.unmet) if made is not None else 0.0
        )
        if made is not None and share > (best[0] if best is not None else 0.0):
            best = (share, made)
        if share == 1.0:
            break
    return best[1] if best is not None else None


def _best_form(
    engine: Engine,
    snapshot: Snapshot,
    before: tuple[Snapshot, Report],
    place: Place,
    words: str,
    draft: Written,
    cancellation: Cancellation,
    say: Callable[[str], None],
) -> GeneratedInto | None:
    """The form of a draft that holds in the module with the fewest findings."""

    def told(result: StageResult) -> None:
        say(f"{draft.origin}: {result.stage} {result.status}")

    best: tuple[int, GeneratedInto] | None = None
    for edits in _forms(snapshot, place, draft):
        try:
            changed = snapshot.with_edits(edits)
        except OverlappingEditsError:
            continue
        after = engine.verify(changed, cancellation=cancellation, on_result=told)
        allowed = Allowed(frozenset({"terraform"}), unlike_policies=True)
        if broken_request_rule(allowed, before, (changed, after)) is None:
            findings = added_findings(allowed, before[1], after)
            if best is None or len(findings) < best[0]:
                made = _made(words, draft, edits, before, (changed, after), findings)
                best = (len(findings), made)
            if not findings:
                break
    return best[1] if best is not None else None


def _forms(snapshot: Snapshot, place: Place, draft: Written) -> Iterator[Edits]:
    """The draft fitted into the module: in its style, with names of its own, then plainly."""
    seen: list[Edits] = []
    for text in draft.texts:
        for styled, prefixed in ((True, True), (True, False), (False, False)):
            edits = fitted(snapshot, place, text, styled=styled, prefixed=prefixed)
            if edits is not None and edits not in seen:
                seen.append(edits)
                yield edits


def _made(
    words: str,
    draft: Written,
    edits: Edits,
    before: tuple[Snapshot, Report],
    after: tuple[Snapshot, Report],
    findings: tuple[Finding, ...],
) -> GeneratedInto:
    (old, _), (new, report) = before, after
    title = " ".join(words.split())
    candidate = Candidate(f"Add {title}", edits, draft.made_by)
    evidence = replace(
        gather(candidate, before, after),
        fixes=(),
        adds=tuple(sorted({finding.rule for finding in findings})),
    )
    known = {
        key for path, document in old.hcl_files.items() for key, _ in keyed_blocks(path, document)
    }
    added = tuple(
        block.address
        for path, document in new.hcl_files.items()
        for key, block in keyed_blocks(path, document)
        if key not in known
    )
    return GeneratedInto(
        Proposal(candidate.title, edits, evidence),
        draft.origin,
        unmet_words(words, f"{_added_by(edits)} {draft.answers}"),
        added,
        old,
        new,
        report,
        findings,
    )


def _added_by(edits: Edits) -> str:
    return "\n".join(edit.new_text for changes in edits.values() for edit in changes)


def _provider(snapshot: Snapshot, path: str) -> str:
    """The provider of most of a module's resources, as the library calls it; "" if it has none."""
    module = module_at(snapshot, path)
    prefixes = Counter(
        placed.reading.block.labels[0].split("_", 1)[0]
        for placed in (module.blocks_of("resource") if module is not None else ())
        if placed.reading.block.labels
    )
    most = prefixes.most_common(1)
    return {"azurerm": "azure"}.get(most[0][0], most[0][0]) if most else ""


def _nothing(_: str) -> None:
    return None
