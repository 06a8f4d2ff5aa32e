"""What a policy wants, read from what it says of itself: which paths should have which values.

Attribute checks name one key with the values that they accept or forbid; graph checks are trees of
conditions. What needs another resource is not said here: a template may know.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import cast

from terraformer_ls.verify.findings import Finding

_MOST_ALTERNATIVES = 6


@dataclass(frozen=True, slots=True)
class Wanted:
    """A path in Checkov's notation (`a/[0]/b`, or `a.b`) and the value that it should have."""

    path: str
    value: object


def alternatives(finding: Finding) -> Iterator[tuple[Wanted, ...]]:
    """What would satisfy the policy, each alternative being values to set together.

    The policy's own preference comes first.
    """
    key = finding.datum("inspected_key")
    if isinstance(key, str):
        for value in _accepted(finding):
            yield (Wanted(key, value),)
        return
    definition = finding.datum("definition")
    type_ = _type_of(finding)
    if definition is not None and type_:
        yield from islice(
            (found for found in _satisfying(definition, type_) if found), _MOST_ALTERNATIVES
        )


def _type_of(finding: Finding) -> str:
    """The resource type in the finding's address."""
    parts = finding.address.split("[")[0].split(".")
    return parts[-2] if len(parts) >= 2 else ""


def _accepted(finding: Finding) -> list[object]:
    """The values that an attribute check accepts, the one it prefers first."""
    values: list[object] = []
    preferred = finding.datum("expected_value")
    # Checkov's checks default to True; where anything will do, that says nothing.
    if preferred is not None and not (finding.datum("any_value_will_do") and _is_truth(preferred)):
        values.append(preferred)
    accepted = _listed(finding.datum("expected_values"))
    if accepted and preferred not in accepted:
        values.clear()
    values.extend(accepted)
    forbidden = _listed(finding.datum("forbidden_values"))
    if forbidden in ([True], ["true"]):
        values.append(False)
    if forbidden in ([False], ["false"]):
        values.append(True)
    scalars = [value for value in values if isinstance(value, bool | int | float | str)]
    # Nor does it where other values are accepted.
    if any(not _is_truth(value) for value in scalars):
        scalars = [value for value in scalars if not _is_truth(value)]
    return list({str(value).lower(): value for value in scalars}.values())


def _is_truth(value: object) -> bool:
    return isinstance(value, bool) or str(value).lower() in ("true", "false")


def _listed(value: object) -> list[object]:
    return list(cast("Sequence[object]", value)) if isinstance(value, list | tuple) else []


def _satisfying(definition: object, type_: str) -> Iterator[tuple[Wanted, ...]]:
    """Ways to make a condition hold by setting attributes of a type.

    Nothing is derived from alternatives: one of them mostly says to what the policy does not apply
    (an internal load balancer, a disabled rule), and to turn the resource into that is no fix.
    The empty way stands for a condition that no value of ours brings about; it may hold anyway.
    """
    if isinstance(definition, list):
        definition = {"and": cast("list[object]", definition)}
    if not isinstance(definition, Mapping):
        return
    condition = cast("Mapping[str, object]", definition)
    if "or" in condition:
        return
    if "and" in condition:
        ways = [list(_satisfying(each, type_)) for each in _listed(condition["and"])]
        for chosen in islice(product(*ways), _MOST_ALTERNATIVES):
            yield tuple(dict.fromkeys(each for way in chosen for each in way))
    elif condition.get("cond_type") == "attribute":
        yield from _by_attribute(condition, type_) or ((),)
    else:
        yield ()


def _by_attribute(condition: Mapping[str, object], type_: str) -> list[tuple[Wanted, ...]]:
    types, path = condition.get("resource_types"), condition.get("attribute")
    if not isinstance(path, str) or type_ not in (
        [types] if isinstance(types, str) else _listed(types)
    ):
        return []
    value = condition.get("value")
    match condition.get("operator"):
        case "equals" | "equals_ignore_case" if isinstance(value, bool | int | float | str):
            return [(Wanted(path, value),)]
        case "within":
            return [(Wanted(path, each),) for each in _listed(value)]
        case "not_equals" | "not_equals_ignore_case" if _is_truth(value):
            return [(Wanted(path, str(value).lower() == "false"),)]
        case _:
            return []
