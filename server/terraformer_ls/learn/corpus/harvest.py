"""From raw configurations to documents that plan, and repairs on the way there.

Written as it goes: `documents.jsonl.gz` gets what `syntax` and `schema` accept, with the verdict of
every stage; `repair.jsonl.gz` what had to be repaired, with Terraform's and our own words about it;
`rejected_harvest.jsonl.gz` what came to nothing, with the reason. Running it again goes on where it
ended.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from terraformer_ls.hcl.blocks import top_level_blocks
from terraformer_ls.hcl.document import Document as HclDocument
from terraformer_ls.learn.appending import Appender
from terraformer_ls.learn.corpus.complete import Completed, completed
from terraformer_ls.learn.corpus.judge import cheap_findings, snapshot_of
from terraformer_ls.learn.corpus.material import Material
from terraformer_ls.learn.corpus.sources import Raw
from terraformer_ls.learn.corpus.tidy import tidied
from terraformer_ls.learn.difficulty import difficulty_of
from terraformer_ls.learn.records import (
    Document,
    Instance,
    Split,
    Task,
    fingerprint,
    read_documents,
)
from terraformer_ls.learn.rejections import Rejection, read_rejections
from terraformer_ls.learn.split import split_of
from terraformer_ls.learn.verified import Verified, Verifiers
from terraformer_ls.schema.choose import provider_of_type
from terraformer_ls.verify.findings import Severity, Stage
from terraformer_ls.verify.report import Report

DOCUMENTS = "documents.jsonl.gz"
REPAIRS = "repair.jsonl.gz"
REJECTED = "rejected_harvest.jsonl.gz"

_MOST_CERTIFICATES = 6
_SHORTEST = 30


@dataclass(slots=True)
class Harvested:
    """What came of it so far."""

    documents: int = 0
    plannable: int = 0
    repairs: int = 0
    rejected: dict[str, int] = field(default_factory=dict[str, int])

    def reject(self, reason: str) -> None:
        """Count a rejection."""
        self.rejected[reason] = self.rejected.get(reason, 0) + 1


@dataclass(frozen=True, slots=True)
class _Prepared:
    raw: Raw
    completed: Completed


def harvest(
    raws: Iterable[Raw],
    material: Material,
    out: Path,
    verifiers: Verifiers,
    *,
    on_progress: Callable[[Raw], None] = lambda _: None,
) -> Harvested:
    """Complete, verify and write every configuration that is not in the folder yet.

    Args:
        raws: what was found.
        material: what the same corpus teaches.
        out: the folder of the data set.
        verifiers: who gives the verdicts.
        on_progress: told each configuration that is done with.
    """
    harvested = Harvested()
    with (
        Appender(out / DOCUMENTS) as documents,
        Appender(out / REPAIRS) as repairs,
        Appender(out / REJECTED) as rejected,
    ):
        seen = _keys_in(out)

        def reject(raw: Raw, reason: str) -> None:
            harvested.reject(reason)
            rejected.add_row(Rejection("harvest", reason, raw.family, _name(raw)).row())
            on_progress(raw)

        def prepared() -> Iterator[tuple[_Prepared, str]]:
            for raw in raws:
                if _name(raw) in seen:
                    on_progress(raw)
                    continue
                seen.add(_name(raw))
                outcome = _prepare(raw, material)
                if isinstance(outcome, str):
                    reject(raw, outcome)
                elif fingerprint(outcome.text) in seen:
                    reject(raw, "the same as another")
                else:
                    seen.add(fingerprint(outcome.text))
                    yield _Prepared(raw, outcome), outcome.text

        for verified in verifiers.verify(prepared()):
            raw = verified.item.raw
            document = _document(verified)
            if not document.types:
                reject(raw, "no resource and no data source")
                continue
            # Repairs first: a document says that its source is done with.
            repair = _repair(verified, document) if verified.verdict.plans else None
            if repair is not None:
                repairs.add(repair)
                harvested.repairs += 1
            documents.add(document)
            harvested.documents += 1
            harvested.plannable += verified.verdict.plans
            on_progress(raw)
    return harvested


def _prepare(raw: Raw, material: Material) -> Completed | str:
    """The completed configuration, or why there is none."""
    chance = random.Random(_name(raw))
    text = tidied(raw.text)
    if len(text.strip()) < _SHORTEST:
        return "nothing in it"
    if any(finding.stage is Stage.SYNTAX for finding in cheap_findings(snapshot_of(text))):
        return "it does not parse"
    found = completed(text, material, chance)
    if found is None:
        # Perhaps it is written for the very version of a provider that its own blocks name.
        found = completed(tidied(raw.text, keep_settings=True), material, chance)
    return found if found is not None else "the schema's objections could not be met"


def _document(verified: Verified[_Prepared]) -> Document:
    raw = verified.item.raw
    types = types_in(verified.text)
    return Document(
        text=verified.text,
        family=raw.family,
        types=types,
        source=f"{raw.source} [{_name(raw)}]",
        words=" | ".join(raw.words),
        stages=verified.verdict.stages,
        split=split_of(raw.family, types),
    )


def _repair(verified: Verified[_Prepared], document: Document) -> Instance | None:
    """The pair of what was wrong and what it became, with the certificates of what was wrong."""
    broken = verified.item.completed.broken
    if not broken or document.split is Split.TEST:
        return None
    findings = [
        finding
        for finding in cheap_findings(snapshot_of(broken))
        if finding.severity is not Severity.HINT
    ]
    if not findings or len(findings) > _MOST_CERTIFICATES:
        return None
    certificates = dict.fromkeys(
        f"{finding.stage}: {finding.certificate or finding.message}"
        + (f" ({finding.address})" if finding.address else "")
        for finding in findings
    )
    return Instance(
        task=Task.REPAIR,
        words="\n".join(certificates),
        before=broken,
        after=document.text,
        intents=(),
        family=document.family,
        types=document.types,
        provider=provider_of(document.types),
        operation=str(findings[0].stage),
        detail=1,
        difficulty=difficulty_of(document.text),
        stages=document.stages,
        findings=len(verified.verdict.policy_findings),
        source=document.source,
        split=document.split,
    )


def types_in(text: str) -> tuple[str, ...]:
    """The resource and data source types of a configuration, sorted."""
    blocks = top_level_blocks(HclDocument(text.encode("utf-8", errors="replace")))
    return tuple(
        sorted({b.labels[0] for b in blocks if b.type in ("resource", "data") and b.labels})
    )


def provider_of(types: Iterable[str]) -> str:
    """The provider of most types; of equals the first by name."""
    counts: dict[str, int] = {}
    for type_ in types:
        name = provider_of_type(type_)
        counts[name] = counts.get(name, 0) + 1
    return max(sorted(counts), key=lambda name: counts[name], default="")


def certificates_of(report: Report) -> tuple[str, ...]:
    """The words of the first stage that failed."""
    for result in report.results:
        if result.findings and result.stage is not Stage.POLICY:
            return tuple(finding.certificate or finding.message for finding in result.findings)
    return ()


def _name(raw: Raw) -> str:
    """What marks a source as done with."""
    return fingerprint(raw.family + "\0" + raw.text)[:16]


def _keys_in(out: Path) -> set[str]:
    """The names and fingerprints of what an earlier run has done with."""
    found: set[str] = set()
    for document in read_documents(out / DOCUMENTS):
        found.add(document.key)
        found.add(document.source.rpartition("[")[2].rstrip("]"))
    found.update(
        rejection.key
        for rejection in read_rejections(out / REJECTED)
        if rejection.step == "harvest"
    )
    return found
