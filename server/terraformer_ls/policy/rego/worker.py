"""The child process that evaluates Rego with regorus.

A policy may take for ever, and regorus can't be interrupted: so it runs here, where the parent can
kill it. All policies are asked in one query, which evaluates what they share once. Where that fails
or hangs they are asked one by one, and an event before each says which one is next.
"""

from __future__ import annotations

import re
from typing import Any, cast

from regorus import Engine

from terraformer_ls.child.worker import Request, serve
from terraformer_ls.policy.rego.said import query_for, value_of, what_it_said

_IMPORT = re.compile(r"^[ \t]*import[ \t]+(data\.[\w.]+)(?:[ \t]+as[ \t]+(\w+))?", re.M)
_MEMBER = re.compile(
    r'"(?:\\.|[^"\\\n])*"|`[^`]*`|\#.*|(?<![\w.])(?P<name>\w+)\.(?P<member>[A-Za-z_]\w*)'
)
"""A name's member; texts and comments match as a whole and without a name."""


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

        Raises:
            ValueError: none were loaded: this process took the place of one that had them.
        """
        if not self._engines:
            raise ValueError("no policies were loaded")
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
                results[identifier] = list(what_it_said(package))
        return {"results": results, "problems": problems}


def _all_at_once(engine: Engine, packages: dict[str, str]) -> dict[str, object] | None:
    """The value of each package by id; None if one of them fails."""
    try:
        value = value_of(engine.eval_query_as_json(query_for(packages)))
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
            said[identifier] = value_of(engine.eval_query_as_json(f"data.{package}"))
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


if __name__ == "__main__":
    evaluator = Evaluator()
    serve({"load": evaluator.load, "evaluate": evaluator.evaluate})
