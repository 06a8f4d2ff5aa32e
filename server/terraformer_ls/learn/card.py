"""A data set's card: what is in it, what was rejected and why, and what more would take."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from terraformer_ls.learn.manifest import DOCUMENTS, INSTANCES
from terraformer_ls.learn.records import Document, Instance, read_documents, read_instances
from terraformer_ls.learn.rejections import read_rejections
from terraformer_ls.learn.runs import read_runs
from terraformer_ls.schema.choose import provider_of_type

PAPER_SIZES = {"tf_gen": 152_475, "tf_mutn": 52_516}
"""How many instances the paper's data sets have (arXiv 2601.08734)."""

_TITLES = {"tf_gen": "TF-Gen", "tf_mutn": "TF-Mutn", "repair": "Repair"}
_MOST_TYPES = 40
_STEPS = {"tf_gen": "gen", "tf_mutn": "mutate", "repair": "repair"}

Card = Mapping[str, Any]
"""JSON: `documents`, `tf_gen`, `tf_mutn`, `repair`, `rejected`, `rates`."""


def card_of(folder: Path) -> Card:
    """Everything that the card says, as JSON."""
    card: dict[str, Any] = {}
    if (folder / DOCUMENTS).exists():
        card["documents"] = _of_documents(read_documents(folder / DOCUMENTS))
    for name in INSTANCES:
        if (folder / name).exists():
            card[name.split(".")[0]] = _of_instances(read_instances(folder / name))
    rejected: dict[str, Counter[str]] = {}
    for path in sorted(folder.glob("rejected*.jsonl.gz")):
        for rejection in read_rejections(path):
            rejected.setdefault(rejection.step, Counter())[rejection.reason] += 1
    card["rejected"] = {step: dict(reasons.most_common()) for step, reasons in rejected.items()}
    card["rates"] = _rates(folder)
    return card


def _of_documents(documents: Iterable[Document]) -> dict[str, Any]:
    counts: dict[str, Counter[str]] = {
        name: Counter() for name in ("split", "source", "provider", "resource")
    }
    stages: dict[str, Counter[str]] = {}
    lengths: list[int] = []
    for document in documents:
        counts["split"][document.split] += 1
        counts["source"][document.family.split("/", 1)[0]] += 1
        counts["provider"].update({provider_of_type(type_) for type_ in document.types})
        counts["resource"].update(document.types)
        _count_stages(stages, document.stages)
        lengths.append(len(document.text))
    return _summary(counts, stages, lengths)


def _of_instances(instances: Iterable[Instance]) -> dict[str, Any]:
    counts: dict[str, Counter[str]] = {
        name: Counter()
        for name in (
            "split", "provider", "operation", "detail", "difficulty", "policy findings", "resource"
        )
    }  # fmt: skip
    stages: dict[str, Counter[str]] = {}
    lengths: list[int] = []
    for instance in instances:
        counts["split"][instance.split] += 1
        counts["provider"][instance.provider] += 1
        counts["operation"][instance.operation] += 1
        counts["detail"][str(instance.detail)] += 1
        counts["difficulty"][str(instance.difficulty)] += 1
        counts["policy findings"][str(min(instance.findings, 5))] += 1
        counts["resource"].update(instance.types)
        _count_stages(stages, instance.stages)
        lengths.append(len(instance.after))
    return _summary(counts, stages, lengths)


def _count_stages(stages: dict[str, Counter[str]], verdict: Mapping[str, str]) -> None:
    for stage, status in verdict.items():
        stages.setdefault(stage, Counter())[status] += 1


def _summary(
    counts: dict[str, Counter[str]], stages: dict[str, Counter[str]], lengths: list[int]
) -> dict[str, Any]:
    types = counts.pop("resource")
    summary: dict[str, Any] = {"count": len(lengths)}
    for name, counter in counts.items():
        by_name = sorted(counter.items()) if name in ("detail", "difficulty") else None
        summary[name] = dict(by_name or counter.most_common())
    summary["stages"] = {stage: dict(found.most_common()) for stage, found in stages.items()}
    summary["resource types"] = len(types)
    summary["resource"] = dict(types.most_common(_MOST_TYPES))
    if lengths:
        ordered = sorted(lengths)
        summary["characters"] = {
            "median": int(statistics.median(ordered)),
            "90 %": ordered[int(len(ordered) * 0.9)],
        }
    return summary


def _rates(folder: Path) -> dict[str, Any]:
    """Instances a second and worker, as measured, and the hours that the paper's sizes would take.

    What waits for a busy machine counts: a figure is of the machine as it was.
    """
    rates: dict[str, Any] = {}
    for name, step in _STEPS.items():
        runs = [run for run in read_runs(folder) if run.step == step]
        seconds = sum(run.seconds * run.workers for run in runs)
        instances = sum(run.instances for run in runs)
        if not seconds or not instances:
            continue
        rate = instances / seconds
        verifying = sum(run.verifying for run in runs) / max(sum(run.attempts for run in runs), 1)
        rates[name] = {
            "instances a second and worker": round(rate, 3),
            "milliseconds a verification": round(verifying * 1000, 1),
        }
        if name in PAPER_SIZES:
            rates[name]["worker hours for the paper's size"] = round(
                PAPER_SIZES[name] / rate / 3600, 1
            )
    return rates


def markdown_of(card: Card, title: str) -> str:
    """The card for people."""
    lines = [f"# Data card: {title}", ""]
    for name in ("documents", *_TITLES):
        part = card.get(name)
        if part is None:
            continue
        size = PAPER_SIZES.get(name)
        beside = f" (the paper's has {size:,})" if size else ""
        lines += [f"## {_TITLES.get(name, 'Documents')}", "", f"{part['count']:,} records{beside}."]
        lengths = part.get("characters")
        if lengths:
            lines[-1] += (
                f" Half have at most {lengths['median']:,} characters, "
                f"nine tenths at most {lengths['90 %']:,}."
            )
        lines.append("")
        for key, value in part.items():
            if isinstance(value, dict) and key not in ("stages", "characters", "resource"):
                lines += _table(key, value, part["count"])  # pyright: ignore[reportUnknownArgumentType]
        lines += _stages_table(part["stages"])
        types = ", ".join(f"`{type_}` {count:,}" for type_, count in part["resource"].items())
        lines += [f"{part['resource types']:,} resource types, most often: {types}.", ""]
    if card["rejected"]:
        lines += ["## What was rejected, and why", ""]
        for step, reasons in card["rejected"].items():
            lines += _table(step, reasons, sum(reasons.values()))
    if card["rates"]:
        lines += ["## What it takes", ""]
        for name, rates in card["rates"].items():
            said = "; ".join(f"{value:,} {what}" for what, value in rates.items())
            lines.append(f"- {_TITLES[name]}: {said}.")
        lines.append("")
    return "\n".join(lines)


def _table(name: str, counts: Mapping[str, int], total: int) -> list[str]:
    rows = [f"| {key} | {count:,} | {count / total:.1%} |" for key, count in counts.items()]
    return [f"| {name} | records | share |", "| --- | --- | --- |", *rows, ""]


def _stages_table(stages: Mapping[str, Mapping[str, int]]) -> list[str]:
    rows = [
        f"| {stage} | {counts.get('passed', 0):,} | {counts.get('failed', 0):,} "
        f"| {counts.get('skipped', 0):,} |"
        for stage, counts in stages.items()
    ]
    return ["| stage | passed | failed | skipped |", "| --- | --- | --- | --- |", *rows, ""]
