"""Whether an answer does what was asked: one intent at a time, against the plan and the text.

What an answer sets is looked for in its plan, which has defaults, variables and `count` worked out;
what it declares, keeps or no longer has is looked for in its blocks. Policies have their say in the
report. This module knows neither where intents come from nor how answers are scored.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from terraformer_ls.hcl.blocks import Block, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.learn.records import Intent, fingerprint
from terraformer_ls.policy.suppressions import suppressions_in
from terraformer_ls.verify.findings import Severity, Stage
from terraformer_ls.verify.report import Report, Status
from terraformer_ls.workspace.snapshot import Snapshot

Plan = Mapping[str, Any]
"""A plan in the form of `terraform show -json`."""

_Values = Mapping[str, Any]


def holds(
    intent: Intent, before: str, after: str, plan_json: Plan | None, report: Report | None
) -> bool:
    """Whether an answer meets an intent; what can't be decided does not hold.

    - "resource": at least `count` instances of `type` are planned or read, in any module; only
      those of the block `address` where one is given.
    - "value": one of these has `value` at `path`. A step that is a number stands for that element
      or any other: a plan's sets are in no order, and nor are lists compared. `"443"` is `443`,
      and texts that are JSON are compared as what they say.
    - "absent": with `path`, no block at `address` (or of `type`) has that argument or nested
      block; else no block has this `address`, or none this `type`.
    - "kept": the blocks at `address` are what they were, whatever the spacing.
    - "rule": the rule `value` finds nothing on `type` (on anything if ""), and nothing was removed
      or silenced for that: the type is still there, and no comment was added that skips a check.
    - "symbol": the configuration declares `address`; of `data.T`, one of whatever name.

    Args:
        intent: what was asked for.
        before: the configuration that was to be changed; "" for a generation.
        after: the answer, as one file.
        plan_json: the answer's plan; None where it has none, which fails what needs it.
        report: the answer's report, with the stage `policy`; None likewise.
    """
    return _KINDS[intent.kind](intent, before, after, plan_json, report)


def _resource(
    intent: Intent, before: str, after: str, plan: Plan | None, report: Report | None
) -> bool:
    del before, after, report
    return sum(1 for _ in _instances(plan, intent)) >= intent.count


def _value(
    intent: Intent, before: str, after: str, plan: Plan | None, report: Report | None
) -> bool:
    del before, after, report
    path = tuple(intent.path.split("."))
    return any(
        same_value(found, intent.value)
        for values in _instances(plan, intent)
        for found in _at(values, path)
    )


def _absent(
    intent: Intent, before: str, after: str, plan: Plan | None, report: Report | None
) -> bool:
    del before, plan, report
    blocks = [block for block in _blocks(after) if _is_about(block, intent)]
    if not intent.path:
        return not blocks and intent.address not in _declared(after)
    path = tuple(part for part in intent.path.split(".") if not part.isdigit())
    return not any(_has(block, path) for block in blocks)


def _kept(
    intent: Intent, before: str, after: str, plan: Plan | None, report: Report | None
) -> bool:
    del plan, report
    wanted, found = (_texts(text, intent.address) for text in (before, after))
    return bool(wanted) and wanted == found


def _rule(
    intent: Intent, before: str, after: str, plan: Plan | None, report: Report | None
) -> bool:
    del plan
    result = report.result(Stage.POLICY) if report is not None else None
    if result is None or result.status is Status.SKIPPED:
        return False
    if intent.type and not any(_is_about(block, intent) for block in _blocks(after)):
        return False
    if silenced(after) - silenced(before):
        return False
    return not any(
        finding.rule == intent.value
        and finding.severity is not Severity.HINT
        and intent.type in ("", type_at(finding.address))
        and (not intent.address or _is_at(finding.address, intent.address))
        for finding in result.findings
    )


def _symbol(
    intent: Intent, before: str, after: str, plan: Plan | None, report: Report | None
) -> bool:
    del before, plan, report
    declared = _declared(after)
    kind, *names = intent.address.split(".")
    if kind == "data" and len(names) == 1:
        return any(address.startswith(f"{intent.address}.") for address in declared)
    return intent.address in declared


_KINDS: Mapping[str, Callable[[Intent, str, str, Plan | None, Report | None], bool]] = {
    "resource": _resource,
    "value": _value,
    "absent": _absent,
    "kept": _kept,
    "rule": _rule,
    "symbol": _symbol,
}


def type_at(address: str) -> str:
    """The resource or data source type in an address: `aws_vpc` in `module.a["x"].aws_vpc.b[0]`."""
    steps = _steps(address)
    while steps and steps[0] == "module":
        steps = steps[2:]
    if steps and steps[0] == "data":
        steps = steps[1:]
    return steps[0] if len(steps) >= 2 else ""


def silenced(text: str) -> Counter[str]:
    """How often a configuration's comments skip each check."""
    found = suppressions_in(_snapshot(text))
    return Counter(rule for suppression in found for rule in suppression.rules)


def same_value(found: object, wanted: object) -> bool:
    """Whether two JSON values say the same: as texts, as documents in texts, in any order.

    What is null in a table is as if it were not there.
    """
    if isinstance(found, Mapping) and isinstance(wanted, Mapping):
        left, right = _said(cast("_Values", found)), _said(cast("_Values", wanted))
        return left.keys() == right.keys() and all(same_value(left[k], right[k]) for k in left)
    if isinstance(found, list) and isinstance(wanted, list | tuple):
        left, right = cast("list[object]", found), [*cast("Sequence[object]", wanted)]
        return len(left) == len(right) and _same_elements(left, right)
    if isinstance(found, Mapping | list) or isinstance(wanted, Mapping | list | tuple):
        return _from_json(cast("object", found)) == _from_json(cast("object", wanted))
    if found is None or wanted is None:
        return found is wanted
    if isinstance(found, str) and isinstance(wanted, str):
        # As texts: version 1.10 is not version 1.1.
        return found == wanted or (
            found[:1] in ("{", "[") and _from_json(found) == _from_json(wanted)
        )
    return _scalar(found) == _scalar(wanted)


def _said(values: _Values) -> _Values:
    """A table without what is null: a plan lists every argument of a nested block."""
    return {key: value for key, value in values.items() if value is not None}


def _same_elements(left: Sequence[object], right: list[object]) -> bool:
    for item in left:
        match = next((at for at, other in enumerate(right) if same_value(item, other)), None)
        if match is None:
            return False
        del right[match]
    return True


def _scalar(value: object) -> object:
    """`true`, `"true"` and `True` alike; `20`, `20.0` and `"20"` too."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    try:
        return float(text)
    except ValueError:
        return text


def _from_json(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _instances(plan: Plan | None, intent: Intent) -> Iterator[_Values]:
    """The values of every instance that is planned or read, of the intent's type and address."""
    for resource in _resources(plan):
        if intent.type in ("", resource.get("type")) and (
            not intent.address or _is_at(str(resource.get("address")), intent.address)
        ):
            yield cast("_Values", resource.get("values") or {})


def _resources(plan: Plan | None) -> Iterator[_Values]:
    if plan is None:
        return
    state = cast("_Values", plan.get("prior_state") or {})
    for place in (plan.get("planned_values"), state.get("values")):
        yield from _in_module(cast("_Values", place or {}).get("root_module") or {})
    # What is read only when applying stands among the changes alone.
    for change in plan.get("resource_changes") or ():
        details = cast("_Values", change.get("change") or {})
        if "read" in (details.get("actions") or ()):
            yield {**change, "values": details.get("after")}


def _in_module(module: Mapping[str, Any]) -> Iterator[_Values]:
    yield from module.get("resources") or ()
    for child in module.get("child_modules") or ():
        yield from _in_module(child)


def _at(value: object, path: tuple[str, ...]) -> Iterator[object]:
    """What stands at a path; of a list any element, and keys may hold dots themselves."""
    if not path:
        yield value
    elif isinstance(value, list):
        rest = path[1:] if path[0].isdigit() or path[0] == "*" else path
        for item in cast("list[object]", value):
            yield from _at(item, rest)
    elif isinstance(value, Mapping):
        table = cast("_Values", value)
        for length in range(1, len(path) + 1):
            key = ".".join(path[:length])
            if key in table:
                yield from _at(table[key], path[length:])
    elif isinstance(value, str) and value[:1] in ("{", "["):
        document = _from_json(value)  # a policy that is written as text
        if not isinstance(document, str):
            yield from _at(document, path)


def _snapshot(text: str) -> Snapshot:
    return Snapshot(Path("/answer"), {"main.tf": Document(text.encode())})


def _blocks(text: str) -> tuple[Block, ...]:
    return top_level_blocks(Document(text.encode()))


def _is_about(block: Block, intent: Intent) -> bool:
    if intent.address:
        return block.address == intent.address
    return block.type in ("resource", "data") and block.labels[:1] == (intent.type,)


def _is_at(address: str, wanted: str) -> bool:
    """Whether an instance's address is that of a block: `count` and modules aside."""
    found, steps = _steps(address), _steps(wanted)
    return found[-len(steps) :] == steps and (
        len(found) == len(steps) or (found[0] == "module" and steps[0] != "module")
    )


def _steps(address: str) -> list[str]:
    """The steps of an address without its indexes, in which dots may stand."""
    parts: list[str] = []
    depth = 0
    step = ""
    for character in address:
        if character == "[":
            depth += 1
        elif character == "]":
            depth -= 1
        elif character == "." and not depth:
            parts.append(step)
            step = ""
        elif not depth:
            step += character
    return [part for part in (*parts, step) if part]


def _has(block: Block, path: tuple[str, ...]) -> bool:
    """Whether a block has an argument or a nested block there; inside an argument, it has."""
    name, rest = path[0], path[1:]
    if block.attribute(name) is not None:
        return True
    inner = [
        *block.blocks_of(name),
        *(
            content
            for dynamic in block.blocks_of("dynamic")
            if dynamic.labels == (name,)
            for content in dynamic.blocks_of("content")
        ),
    ]
    return any(not rest or _has(found, rest) for found in inner)


def _texts(text: str, address: str) -> Counter[str]:
    """What the blocks at an address say, each as a fingerprint; a local value is its expression."""
    document = Document(text.encode())
    blocks = top_level_blocks(document)
    spans = [block.span for block in blocks if address in _addresses(document, block)]
    spans += [
        attribute.span
        for block in blocks
        if block.type == "locals"
        for attribute in block.attributes
        if f"local.{attribute.name}" == address
    ]
    return Counter(
        fingerprint(document.text[span.start : span.end].decode("utf-8", "replace"))
        for span in spans
    )


def _declared(text: str) -> frozenset[str]:
    """The addresses that a configuration declares, local values included."""
    blocks = _blocks(text)
    values = (
        f"local.{attribute.name}"
        for block in blocks
        if block.type == "locals"
        for attribute in block.attributes
    )
    return frozenset((*(block.address for block in blocks), *values))


def _addresses(document: Document, block: Block) -> tuple[str, ...]:
    """What a block is called: a provider with an alias has a name of its own besides."""
    alias = block.attribute("alias") if block.type == "provider" else None
    if alias is None:
        return (block.address,)
    name = (
        document.text[alias.value_span.start : alias.value_span.end]
        .decode("utf-8", "replace")
        .strip('"')
    )
    return (block.address, f"{block.address}.{name}")
