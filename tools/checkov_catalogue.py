"""Write down what there is to explain of each Checkov check: `explain/checkov.json`.

    ~/.local/share/terraformer-ls/checkov-*/bin/python tools/checkov_catalogue.py

Run it in Checkov's environment when `policy/checkov.lock` moves to another version. Checkov
explains its checks on a web site only, so everything here comes from the checks themselves: what
they look at and what they want there, or where only their code says it, which arguments the code
reads. Examples are derived from that, found by trial (`checkov_trials.py`), or are blocks of
TerraFormer's library, and only those are kept of which Checkov itself says that the check fails on
the bad one and passes on the good one. What was found by trial must also be right by the provider's
schema, for which TerraFormer's own environment is asked (`.venv` in the checkout).
"""
# Checkov is not installed where this file is type-checked, and its own types are loose.
# pyright: basic, reportMissingImports=false

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "server" / "terraformer_ls"
TARGET = PACKAGE / "explain" / "checkov.json"
LONGEST_EXAMPLE = 400
MOST_TYPES = 4
MOST_READ = 6
EMPTY = "empty"
"""Stands for a block of the first type without any argument."""

sys.path.append(str(PACKAGE / "policy"))

import checkov_scan  # noqa: E402
from checkov.common.models.enums import CheckResult  # noqa: E402
from checkov.runner_filter import RunnerFilter  # noqa: E402
from checkov.terraform.runner import Runner  # noqa: E402
from checkov_results import about_check, checks_by_id  # noqa: E402
from checkov_trials import arguments_read, examples  # noqa: E402


def main() -> None:
    """Write the catalogue and say how much of it there is."""
    checkov_scan.prepare()
    checks = checks_by_id()
    types = _types_of(checks)
    abouts = {id_: about_check(check, types[id_][0]) for id_, check in checks.items() if types[id_]}
    library = _library_examples()
    candidates = [
        (id_, kind, text)
        for id_, about in abouts.items()
        for kind, texts in (
            ("good", (*_derived(checks[id_], types[id_][0], about, good=True), *library[id_])),
            ("bad", _derived(checks[id_], types[id_][0], about, good=False)),
        )
        for text in texts
    ]
    tried = {
        id_: examples(checks[id_], types[id_][0])
        for id_, about in abouts.items()
        if not _wants(about)
    }
    trials = [
        (id_, kind, _block(types[id_][0], settings))
        for id_, (passing, failing) in tried.items()
        for kind, found in (("good", passing), ("bad", failing))
        for settings in found
    ]
    proven = _proven(candidates)
    for id_, found in _proven(_right_by_schema(trials)).items():
        pair = {**found, **proven[id_]}
        if pair.keys() >= {"good", "bad"}:  # one of them alone may have failed for another reason
            proven[id_] = pair
    catalogue: dict[str, dict[str, Any]] = defaultdict(dict)
    for id_, about in sorted(abouts.items()):
        category = ", ".join(name.lower().replace("_", " ") for name in about["categories"])
        catalogue[category][id_] = _entry(checks[id_], types[id_], about, proven[id_])
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(
        f'{{"version": "{checkov_scan.version}", "checks": {{\n{_lines(catalogue)}\n}}}}\n',
        encoding="utf-8",
    )
    entries = [entry for entries in catalogue.values() for entry in entries.values()]
    both = sum("good" in entry for entry in entries)
    bare = sum(not {"wants", "reads", "bad"} & entry.keys() for entry in entries)
    print(
        f"{len(entries)} checks, {both} with both examples, {bare} with their title alone, "
        f"{TARGET.stat().st_size} bytes"
    )


def _lines(catalogue: dict[str, dict[str, Any]]) -> str:
    """A line for each check, grouped by category, so that a new version's changes can be read."""
    groups: list[str] = []
    for category, entries in sorted(catalogue.items()):
        lines = (f"{json.dumps(id_)}:{_compact(entry)}" for id_, entry in entries.items())
        groups.append(f"{json.dumps(category)}: {{\n" + ",\n".join(lines) + "\n}")
    return ",\n".join(groups)


def _types_of(checks: dict[str, Any]) -> dict[str, list[str]]:
    """The types of blocks that each check judges, as in `data.aws_ami`; [] of none."""
    found: dict[str, set[str]] = defaultdict(set)
    for block, registry in Runner.block_type_registries.items():
        for table in (registry.checks, registry.wildcard_checks):
            for type_, of_type in table.items():
                for check in of_type:
                    found[check.id].add(type_ if block == "resource" else f"{block}.{type_}")
    for id_, check in checks.items():
        found[id_].update(getattr(check, "resource_types", None) or ())
    return {id_: sorted(found[id_]) for id_ in checks}


def _entry(
    check: Any, types: list[str], about: dict[str, Any], examples: dict[str, str]
) -> dict[str, Any]:
    # A good example alone says little: often it just has nothing that could be bad.
    shown = dict(examples) if "bad" in examples else {}
    if shown.get("bad") == _block(types[0], []):
        shown["bad"] = EMPTY
    written = {
        "name": check.name,
        "types": types[:MOST_TYPES],
        "more": len(types[MOST_TYPES:]),
        "wants": _wants(about),
        "reads": [] if _wants(about) else arguments_read(check)[:MOST_READ],
        "source": about.get("source", "").removeprefix("checkov/terraform/checks/"),
        **shown,
    }
    return {name: value for name, value in written.items() if value}


def _wants(about: dict[str, Any]) -> str:
    """What must hold, in words; "" where only the check's code says it."""
    if "definition" in about:
        return _of_definition(about["definition"])
    key = re.sub(r"/?\[\d+\]/?", ".", about.get("inspected_key", "")).strip("./").replace("/", ".")
    if not key:
        return ""
    if about.get("any_value_will_do"):
        return f"`{key}` is set"
    if about.get("forbidden_values"):
        return f"`{key}` is not {_alternatives(about['forbidden_values'])}"
    expected = about.get("expected_values")
    return f"`{key}` is {_alternatives(expected)}" if expected else ""


def _of_definition(definition: Any) -> str:
    """A graph check's definition in words; "" for what needs none."""
    if isinstance(definition, list):
        return _joined(" and ", map(_inner, definition))
    if "and" in definition or "or" in definition:
        word = "and" if "and" in definition else "or"
        return _joined(f" {word} ", map(_inner, definition[word]))
    if "not" in definition:
        inner = _of_definition(definition["not"])
        return f"not ({inner})" if inner else ""
    kind, operator = definition.get("cond_type"), str(definition.get("operator", ""))
    if kind == "connection":
        ends = [definition.get("resource_types"), definition.get("connected_resource_types")]
        if not all(isinstance(end, list) for end in ends):
            return ""
        one, other = (_alternatives(end) for end in ends)
        return f"{one} {'has no' if operator == 'not_exists' else 'has an'} {other} connected"
    if kind != "attribute":
        return ""
    said = OPERATORS.get(operator.removeprefix("jsonpath_"), operator.replace("_", " "))
    value = definition.get("value")
    value = value if isinstance(value, list) else [value]
    told = "" if operator.endswith("exists") else f" {_alternatives(value)}"
    types = definition.get("resource_types")
    of = f" of {types[0]}" if isinstance(types, list) and len(types) == 1 else ""
    return f"`{definition['attribute']}`{of} {said}{told}"


OPERATORS = {
    "equals": "is",
    "not_equals": "is not",
    "exists": "is set",
    "not_exists": "is not set",
    "within": "is one of",
    "not_within": "is none of",
    "contains": "contains",
    "not_contains": "does not contain",
    "regex_match": "matches",
    "not_regex_match": "does not match",
}


def _inner(definition: Any) -> str:
    text = _of_definition(definition)
    return f"({text})" if " and " in text or " or " in text else text


def _alternatives(values: list[Any]) -> str:
    told = [f"`{value}`" if isinstance(value, str) else json.dumps(value) for value in values]
    more = f" or {len(told) - 6} others" if len(told) > 6 else ""
    return " or ".join(told[:6]) + more


def _joined(word: str, parts: Any) -> str:
    return word.join(part for part in parts if part)


def _derived(check: Any, type_: str, about: dict[str, Any], *, good: bool) -> list[str]:
    """Blocks that should pass, or fail, by what the check says of itself, the plainest first."""
    port = getattr(check, "port", None)
    if type_ == "aws_security_group" and isinstance(port, int):
        return [_open_port(port, "10.0.0.0/16" if good else "0.0.0.0/0")]
    if "definition" in about:
        settings = list(_conditions(about["definition"], type_)) if good else []
        return [_block(type_, settings)] if settings or not good else []
    key = about.get("inspected_key", "")
    path = [part for part in re.split(r"[/.]", key) if part and not part.startswith("[")]
    if not path or any(not re.fullmatch(r"[A-Za-z_][\w-]*", part) for part in path):
        return [] if good else [_block(type_, [])]
    forbidden = about.get("forbidden_values", [])
    expected = about.get("expected_values", [])
    if good:
        values = [value for value in expected if not isinstance(value, list)]
        values += [not value for value in forbidden if isinstance(value, bool)]
        if about.get("any_value_will_do"):
            values.append("example")
        return [_block(type_, [(path, value)]) for value in values] + [_block(type_, [])]
    values = [value for value in forbidden if not isinstance(value, list)]
    values += [not value for value in expected if isinstance(value, bool)]
    return [_block(type_, [(path, value)]) for value in values] + [_block(type_, [])]


def _conditions(definition: Any, type_: str) -> Iterator[tuple[list[str], Any]]:
    """The arguments that a graph check's definition asks for, all of them of one type."""
    if isinstance(definition, list):
        for part in definition:
            yield from _conditions(part, type_)
    elif isinstance(definition, dict):
        if definition.get("cond_type") == "attribute" and type_ in definition["resource_types"]:
            path = [part for part in str(definition["attribute"]).split(".") if not part.isdigit()]
            value, operator = definition.get("value"), definition.get("operator")
            if operator in ("equals", "contains", "within") and "*" not in path:
                yield path, value[0] if isinstance(value, list) and value else value
        yield from _conditions(definition.get("and", []), type_)
        yield from _conditions((definition.get("or") or [])[:1], type_)


def _open_port(port: int, cidr: str) -> str:
    settings = {"from_port": port, "to_port": port, "protocol": "tcp", "cidr_blocks": [cidr]}
    return _block("aws_security_group", [(["ingress", name], settings[name]) for name in settings])


def _block(type_: str, settings: list[tuple[list[str], Any]]) -> str:
    kind, _, name = type_.rpartition(".")
    labels = f'"{name}"' if kind in ("provider", "module") else f'"{name}" "example"'
    tree: dict[str, Any] = {}
    for path, value in settings:
        at = tree
        for part in path[:-1]:
            inner = at.setdefault(part, {})
            at = inner if isinstance(inner, dict) else at
        at[path[-1]] = value
    head = f"{kind or 'resource'} {labels}"
    return f"{head} {{\n{_body(tree, '  ')}}}\n" if tree else f"{head} {{\n}}\n"


def _body(tree: dict[str, Any], indent: str) -> str:
    lines = [
        f"{indent}{name} {{\n{_body(value, indent + '  ')}{indent}}}\n"
        if isinstance(value, dict)
        else f"{indent}{name} = {json.dumps(value)}\n"
        for name, value in tree.items()
    ]
    return "".join(lines)


def _library_examples() -> dict[str, list[str]]:
    """By check, the shortest block of the library that passes it, with what refers to it."""
    folder = PACKAGE / "propose" / "library"
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for file in sorted(folder.rglob("*.tf")):
        with tempfile.TemporaryDirectory() as alone:
            Path(alone, "main.tf").write_bytes(file.read_bytes())
            lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
            for record in _scan(alone).passed_checks:
                first, last = record.file_line_range
                text = "".join(lines[first - 1 : last])
                if len(text) <= LONGEST_EXAMPLE and text.startswith(("resource", "data")):
                    found[record.check_id].append((len(text), text))
    return defaultdict(list, {id_: [min(texts)[1]] for id_, texts in found.items()})


def _proven(candidates: list[tuple[str, str, str]]) -> dict[str, dict[str, str]]:
    """By check, the first good and the first bad example that Checkov judges as it should."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    with tempfile.TemporaryDirectory() as root:
        for number, (_, _, text) in enumerate(candidates):
            folder = Path(root, str(number))
            folder.mkdir()
            (folder / "main.tf").write_text(text, encoding="utf-8")
        report = _scan(root)
        said: dict[tuple[int, str], set[Any]] = defaultdict(set)
        for record in (*report.passed_checks, *report.failed_checks):
            number = int(
                os.path.relpath(record.file_abs_path, os.path.realpath(root)).split("/")[0]
            )
            said[number, record.check_id].add(record.check_result["result"])
    for number, (id_, kind, text) in enumerate(candidates):
        wanted = {CheckResult.PASSED if kind == "good" else CheckResult.FAILED}
        if said[number, id_] == wanted:
            found[id_].setdefault(kind, text)
    return found


def _right_by_schema(trials: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Those whose arguments exist and have the right types; what is missing does not matter.

    Without a schema of the provider nobody knows, and the trial is left out.
    """
    packs = (PACKAGE / "schema" / "packs").glob("*.pack")
    known = {file.name.split(".")[1] for file in packs}
    trials = [trial for trial in trials if re.split(r'[_"]', trial[2])[1] in known]
    with tempfile.TemporaryDirectory() as root:
        for number, (_, _, text) in enumerate(trials):
            folder = Path(root, str(number))
            folder.mkdir()
            (folder / "main.tf").write_text(text, encoding="utf-8")
        command = [ROOT / ".venv" / "bin" / "terraformer-ls", "verify", root, "--stage", "schema"]
        asked = subprocess.run(
            [*command, "--format", "json"], capture_output=True, text=True, check=False
        )
        findings = json.loads(asked.stdout)["findings"]
    wrong = {
        int(found["file"].split("/")[0])
        for found in findings
        if not found["rule"].startswith("missing")
    }
    return [trial for number, trial in enumerate(trials) if number not in wrong]


def _scan(folder: str) -> Any:
    runner_filter = RunnerFilter(framework=["terraform"], download_external_modules=False)
    return Runner().run(os.path.realpath(folder), runner_filter=runner_filter)


def _compact(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


if __name__ == "__main__":
    main()
