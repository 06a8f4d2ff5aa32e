"""The child process that evaluates Rego with regorus.

A policy may take for ever, and regorus can't be interrupted: so it runs here, where the parent can
kill it. All policies are asked in one query, which evaluates what they share once. Where that fails
or hangs they are asked one by one, and an event before each says which one is next.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, cast

from regorus import Engine

from terraformer_ls.child.worker import Request, serve

_IMPORT = re.compile(r"^[ \t]*import[ \t]+(data\.[\w.]+)(?:[ \t]+as[ \t]+(\w+))?", re.M)
_MEMBER = re.compile(
    r'"(?:\\.|[^"\\\n])*"|`[^`]*`|\#.*|(?<![\w.])(?P<name>\w+)\.(?P<member>[A-Za-z_]\w*)'
)
"""A name's member; texts and comments match as a whole and without a name."""
_DENYING = ("deny", "violation")
_WARNING = ("warn",)


class Evaluator:
    """The policies that were loaded last, each in the engine of its Rego version."""

    def __init__(self) -> None:
        self._packages: dict[str, tuple[Engine, str]] = {}
        self._engines: list[Engine] = []

    def load(self, params: dict[str, Any], request: Request) -> dict[str, Any]:
        """Compile `policies` and `libraries` (`{id, package, path, text}`) with their `data`.

        Returns the problem of each policy that does not compile, by id.
        """
        del request
        self._packages = {}
        current, legacy = Engine(), Engine()
        legacy.set_rego_v0(True)
        self._engines = [current, legacy]
        problems: dict[str, str] = {}
        for text in params["data"]:
            for engine in self._engines:
                engine.add_data_json(text)
        for library in params["libraries"]:
            engine, problem = _add(self._engines, library)
            if engine is None:
                problems[library["id"]] = problem
        for policy in params["policies"]:
            engine, problem = _add(self._engines, policy)
            if engine is None:
                problems[policy["id"]] = problem
            else:
                self._packages[policy["id"]] = (engine, policy["package"])
        return {"problems": problems}

    def evaluate(self, params: dict[str, Any], request: Request) -> dict[str, Any]:
        """What each policy but those in `without` says about `plan`, the text of a plan's JSON.

        Asks them one by one if `one_by_one` is true.
        """
        without = set(params["without"])
        results: dict[str, list[dict[str, Any]]] = {}
        problems: dict[str, str] = {}
        for engine in self._engines:
            packages = {
                identifier: package
                for identifier, (its_engine, package) in self._packages.items()
                if its_engine is engine and identifier not in without
            }
            if not packages:
                continue
            engine.set_input_json(params["plan"])
            said = None if params["one_by_one"] else _all_at_once(engine, packages)
            if said is None:
                said, failed = _one_by_one(engine, packages, request)
                problems |= failed
            for identifier, package in said.items():
                results[identifier] = list(_violations(package))
        return {"results": results, "problems": problems}


def _all_at_once(engine: Engine, packages: dict[str, str]) -> dict[str, object] | None:
    """The value of each package by id; None if one of them fails."""
    # One a line, since regorus refuses lines that are longer than 1024 columns.
    entries = ",\n".join(f"{json.dumps(name)}: data.{at}" for name, at in packages.items())
    try:
        value = _value(engine.eval_query_as_json(f"{{\n{entries}\n}}"))
    except (RuntimeError, ValueError):
        return None
    said = cast("dict[str, object]", value)
    return said if said.keys() == packages.keys() else None


def _one_by_one(
    engine: Engine, packages: dict[str, str], request: Request
) -> tuple[dict[str, object], dict[str, str]]:
    """The value of each package by id, and what went wrong with the others."""
    said: dict[str, object] = {}
    problems: dict[str, str] = {}
    for identifier, package in packages.items():
        if request.cancelled.is_set():
            break
        request.emit(identifier)
        try:
            said[identifier] = _value(engine.eval_query_as_json(f"data.{package}"))
        except (RuntimeError, ValueError) as error:
            problems[identifier] = _sentence(error)
    return said, problems


def _add(engines: list[Engine], policy: dict[str, Any]) -> tuple[Engine | None, str]:
    """The engine that takes the policy: Rego v1's, else v0's; or why neither does."""
    problem = ""
    for engine in engines:
        try:
            engine.add_policy(policy["path"], _with_imports_resolved(policy["text"]))
        except (RuntimeError, ValueError) as error:
            problem = problem or _sentence(error)
        else:
            return engine, ""
    return None, problem


def _with_imports_resolved(text: str) -> str:
    """The policy with what it takes from imported packages written out in full.

    regorus 0.9 does not find imported functions, and for one rule of an imported package it
    evaluates all that the package has. Lines stay where they are.
    """
    paths = {alias or path.rpartition(".")[2]: path for path, alias in _IMPORT.findall(text)}
    if not paths:
        return text

    def in_full(found: re.Match[str]) -> str:
        path = paths.get(found["name"] or "")
        return f"{path}.{found['member']}" if path is not None else found[0]

    return _MEMBER.sub(in_full, text)


def _sentence(error: Exception) -> str:
    """What regorus says, on one line and without its drawing of the source."""
    place, *rest = [line.strip() for line in str(error).strip().splitlines()]
    said = [line.removeprefix("error: ") for line in rest if line.startswith("error:")]
    return " ".join([*said, f"({place.removeprefix('--> ')})"])


def _value(answer: str) -> object:
    rows: list[Any] = json.loads(answer).get("result") or []
    return rows[0]["expressions"][0]["value"] if rows else {}


def _violations(package: object) -> Iterator[dict[str, Any]]:
    """What a package's rules say: conftest's sets of messages, or plain rules that are false."""
    if not isinstance(package, dict):
        return
    rules = cast("dict[str, object]", package)
    spoken = [name for name in rules if _is_one_of(name, (*_DENYING, *_WARNING))]
    for name in spoken:
        level = "warn" if _is_one_of(name, _WARNING) else "deny"
        for item in _said(rules[name]):
            yield {"level": level, **_item(item, name)}
    if not spoken:
        for name, value in rules.items():
            if value is False:
                yield {"level": "deny", "message": f"{name} is false"}


def _is_one_of(name: str, families: tuple[str, ...]) -> bool:
    """Whether a rule is called `deny` or, as conftest allows, `deny_something`."""
    return any(name == family or name.startswith(f"{family}_") for family in families)


def _said(value: object) -> list[object]:
    """The messages of a rule: a set of them, a single one, or nothing but that it holds."""
    if isinstance(value, list):
        return cast("list[object]", value)
    if isinstance(value, dict) or value is True or (isinstance(value, str) and value):
        return [cast("object", value)]
    return []


def _item(item: object, rule: str) -> dict[str, Any]:
    if isinstance(item, dict):
        said = cast("dict[str, object]", item)
        return {
            "message": str(said.get("msg") or said.get("message") or rule),
            "address": str(said.get("address") or said.get("resource") or ""),
            "argument": str(said.get("argument") or said.get("attribute") or ""),
        }
    return {"message": item if isinstance(item, str) else f"{rule} holds"}


if __name__ == "__main__":
    evaluator = Evaluator()
    serve({"load": evaluator.load, "evaluate": evaluator.evaluate})
