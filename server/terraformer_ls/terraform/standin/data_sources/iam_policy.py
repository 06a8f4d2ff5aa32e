"""`aws_iam_policy_document`: the JSON of its blocks, as the real provider renders it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import cast

from terraformer_ls.terraform.standin.values import Object, Value

_LISTS = (
    ("actions", "Action"),
    ("not_actions", "NotAction"),
    ("resources", "Resource"),
    ("not_resources", "NotResource"),
)


def render_policy(config: Object) -> Object:
    """The computed attributes of a document with the given configuration."""
    statements: list[Object] = []
    sources = [config.get("source_json"), *_elements(config.get("source_policy_documents"))]
    for source in sources:
        statements += _statements_of(source)
    for block in _objects(config.get("statement")):
        _override(statements, _statement(block)) if block.get("sid") else statements.append(
            _statement(block)
        )
    overrides = [config.get("override_json"), *_elements(config.get("override_policy_documents"))]
    for override in overrides:
        for statement in _statements_of(override):
            _override(statements, statement)
    document: Object = {"Version": config.get("version") or "2012-10-17"}
    if config.get("policy_id"):
        document["Id"] = config["policy_id"]
    document["Statement"] = [*statements]
    text = _go_json(document, indent=2)
    return {
        "json": text,
        "minified_json": _go_json(document, indent=None),
        "id": str(int(hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()[:8], 16)),
        "version": document["Version"],
    }


def _statement(block: Object) -> Object:
    statement: Object = {}
    if block.get("sid"):
        statement["Sid"] = block["sid"]
    statement["Effect"] = block.get("effect") or "Allow"
    for argument, key in _LISTS:
        if block.get(argument):
            statement[key] = _one_or_sorted(_elements(block[argument]))
    for argument, key in (("principals", "Principal"), ("not_principals", "NotPrincipal")):
        principals = _principals(_objects(block.get(argument)))
        if principals is not None:
            statement[key] = principals
    conditions = _conditions(_objects(block.get("condition")))
    if conditions:
        statement["Condition"] = conditions
    return statement


def _principals(blocks: list[Object]) -> Value:
    if not blocks:
        return None
    if len(blocks) == 1 and blocks[0].get("type") == "*" and blocks[0].get("identifiers") == ["*"]:
        return "*"
    by_type: dict[str, set[str]] = {}
    for block in blocks:
        identifiers = {str(found) for found in _elements(block.get("identifiers"))}
        by_type.setdefault(str(block.get("type")), set()).update(identifiers)
    return {kind: _one_or_sorted(by_type[kind]) for kind in sorted(by_type)}


def _conditions(blocks: list[Object]) -> Object:
    by_test: dict[str, dict[str, list[Value]]] = {}
    for block in sorted(blocks, key=lambda block: (str(block["test"]), str(block["variable"]))):
        values = by_test.setdefault(str(block["test"]), {}).setdefault(str(block["variable"]), [])
        values += _elements(block.get("values"))
    return {
        test: {variable: _one_or_all(values) for variable, values in sorted(variables.items())}
        for test, variables in by_test.items()
    }


def _statements_of(document: Value) -> list[Object]:
    if not isinstance(document, str) or not document:
        return []
    try:
        parsed: object = json.loads(document)
    except ValueError:
        return []
    if not isinstance(parsed, dict):
        return []
    found = cast("Object", parsed).get("Statement")
    return [found] if isinstance(found, dict) else _objects(found)


def _override(statements: list[Object], statement: Object) -> None:
    """Replace the statement of the same `Sid`, or add it."""
    same = [at for at, known in enumerate(statements) if known.get("Sid") == statement.get("Sid")]
    if statement.get("Sid") and same:
        statements[same[0]] = statement
    else:
        statements.append(statement)


def _elements(value: Value) -> list[Value]:
    return list(value) if isinstance(value, list) else []


def _objects(value: Value) -> list[Object]:
    return [element for element in _elements(value) if isinstance(element, dict)]


def _one_or_sorted(values: Iterable[Value]) -> Value:
    # The real provider sorts these descending, and writes a single one without its list.
    return _one_or_all(sorted(values, key=str, reverse=True))


def _one_or_all(values: list[Value]) -> Value:
    return values[0] if len(values) == 1 else values


def _go_json(value: Object, indent: int | None) -> str:
    separators = (",", ": ") if indent else (",", ":")
    text = json.dumps(value, indent=indent, separators=separators, ensure_ascii=False)
    # Go escapes these for HTML.
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
