"""The child process that has the user's `opa` evaluate Rego: `opa eval` with the plan as its input.

It answers as `worker.py` does, but sees to the time limit itself, since every evaluation is a
process that can be killed. OPA gets the policies as files in a folder of its own, none of our
environment but the path, and a list of capabilities without what reaches a network or reads the
environment: a policy that wants such a function does not compile.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from terraformer_ls.child.worker import Request, serve
from terraformer_ls.policy.opa import NoOpa, find_opa
from terraformer_ls.policy.rego.said import query_for, value_of, what_it_said

_FORBIDDEN = frozenset({"http.send", "net.lookup_ip_addr", "opa.runtime"})
_DATA = "data.json"
_HANGS_AT_MOST = 3


class _NoValue(Exception):
    """OPA could not evaluate; the message says why."""


@dataclass
class _Dialect:
    """The policies of one version of Rego, in a folder of their own.

    Attributes:
        folder: where their files and their data lie.
        flags: what tells OPA which version it is.
        packages: the package of each policy that compiles, by id.
    """

    folder: Path
    flags: Sequence[str] = ()
    packages: dict[str, str] = field(default_factory=dict[str, str])


class OpaEvaluator:
    """The policies that were loaded last.

    Args:
        path: the setting that names OPA.
        scratch: a folder of this process's own, which whoever started it removes.
    """

    def __init__(self, path: str, scratch: Path) -> None:
        self._path = path
        self._scratch = scratch
        self._command = ""
        self._dialects: list[_Dialect] = []

    def load(self, params: dict[str, Any], request: Request) -> dict[str, Any]:
        """Compile `policies` and `libraries` (`{id, package, path, text}`) with their `data`.

        Returns the problem of each policy that does not compile, by id.

        Raises:
            RuntimeError: there is no OPA that can be used; the message says why.
        """
        del request
        opa = find_opa(self._path)
        if isinstance(opa, NoOpa):
            raise RuntimeError(opa.reason)  # noqa: TRY004 - no wrong type
        self._command = opa.command
        root = self._scratch
        self._write_capabilities(root)
        self._dialects = [
            _Dialect(root / "v1"),
            _Dialect(root / "v0", ["--v0-compatible"]),
        ]
        data = json.dumps(_merged([json.loads(text) for text in params["data"]]))
        modules = {f"{number}.rego": module for number, module in enumerate(_all(params))}
        libraries = {library["id"] for library in params["libraries"]}
        problems: dict[str, str] = {}
        taken: set[str] = set()
        for dialect in self._dialects:
            if all(module["id"] in libraries for module in modules.values()):
                break
            _fill(dialect.folder, modules, data)
            refused = self._refused(dialect)
            for name, module in modules.items():
                identifier = module["id"]
                if name in refused:
                    problems.setdefault(identifier, refused[name])
                    continue
                taken.add(identifier)
                if identifier not in libraries:
                    dialect.packages[identifier] = module["package"]
            # A library is good for policies of both versions.
            modules = {
                name: module
                for name, module in modules.items()
                if name in refused or module["id"] in libraries
            }
        return {"problems": {name: why for name, why in problems.items() if name not in taken}}

    def evaluate(self, params: dict[str, Any], request: Request) -> dict[str, Any]:
        """What each policy but those in `without` says about `plan`, the text of a plan's JSON.

        Asks them one by one if `one_by_one` is true, or if asking all at once fails or takes longer
        than `seconds`. Policies that take longer by themselves are `hung` and killed.

        Raises:
            ValueError: none were loaded: this process took the place of one that had them.
        """
        if not self._dialects:
            raise ValueError("no policies were loaded")
        without = set(params["without"])
        results: dict[str, list[dict[str, Any]]] = {}
        problems: dict[str, str] = {}
        hung: list[str] = []
        for dialect in self._dialects:
            packages = {
                identifier: package
                for identifier, package in dialect.packages.items()
                if identifier not in without
            }
            if not packages:
                continue
            ask = functools.partial(self._evaluated, dialect, params["plan"], params["seconds"])
            said: dict[str, object] = {}
            if not params["one_by_one"]:
                with contextlib.suppress(_NoValue, subprocess.TimeoutExpired):
                    said = cast("dict[str, object]", ask(query_for(packages)))
            if said.keys() != packages.keys():
                said = {}
                for identifier, package in packages.items():
                    if request.cancelled.is_set() or len(hung) > _HANGS_AT_MOST:
                        break
                    try:
                        said[identifier] = ask(f"data.{package}")
                    except _NoValue as problem:
                        problems[identifier] = str(problem)
                    except subprocess.TimeoutExpired:
                        hung.append(identifier)
            for identifier, value in said.items():
                results[identifier] = list(what_it_said(value))
        return {"results": results, "problems": problems, "hung": hung}

    def _write_capabilities(self, root: Path) -> None:
        """All that this OPA can do but what a policy has no business with."""
        asked = self._run("capabilities", "--current")
        capabilities: dict[str, Any] = json.loads(asked.stdout)
        builtins: list[dict[str, Any]] = capabilities.get("builtins") or []
        capabilities["builtins"] = [one for one in builtins if one.get("name") not in _FORBIDDEN]
        capabilities["allow_net"] = []
        (root / "capabilities.json").write_text(json.dumps(capabilities), encoding="utf-8")

    def _refused(self, dialect: _Dialect) -> dict[str, str]:
        """Why files of a dialect do not compile, by name; they are gone afterwards."""
        refused: dict[str, str] = {}
        while True:
            checked = self._run(
                *("check", "--format", "json", *self._restricted(), *dialect.flags),
                str(dialect.folder),
            )
            found = {
                name: why
                for name, why in _errors_by_file(checked).items()
                if (dialect.folder / name).is_file()
            }
            if not found:  # none, or one that is no single file's, which evaluation will say
                return refused
            # Errors of one kind hide those of the next, so the rest is asked again.
            for name, why in found.items():
                refused[name] = why
                (dialect.folder / name).unlink()

    def _evaluated(self, dialect: _Dialect, plan: str, seconds: float, query: str) -> object:
        """A query's value.

        Raises:
            _NoValue: there is none.
            TimeoutExpired: it took longer than `seconds`; the process was killed.
        """
        asked = self._run(
            *("eval", "--format", "json", "--stdin-input", *self._restricted(), *dialect.flags),
            *("--data", str(dialect.folder), query),
            stdin=plan,
            seconds=seconds,
        )
        errors = _errors(asked)
        if errors or asked.returncode != 0:
            said = "; ".join(_sentence(error) for error in errors)
            raise _NoValue(said or _last_line(asked.stderr))
        return value_of(asked.stdout)

    def _restricted(self) -> list[str]:
        return ["--capabilities", str(self._scratch / "capabilities.json")]

    def _run(
        self, *arguments: str, stdin: str = "", seconds: float | None = None
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self._command, *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            env={"PATH": os.environ.get("PATH", ""), "HOME": str(self._scratch)},
            cwd=self._scratch,
            timeout=seconds,
            check=False,
        )


def _all(params: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [*params["libraries"], *params["policies"]]


def _fill(folder: Path, modules: Mapping[str, Mapping[str, Any]], data: str) -> None:
    folder.mkdir(exist_ok=True)
    for file in folder.iterdir():
        file.unlink()
    (folder / _DATA).write_text(data, encoding="utf-8")
    for name, module in modules.items():
        (folder / name).write_text(module["text"], encoding="utf-8")


def _merged(documents: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """One document of data; where two say something else of the same, the later one counts."""
    merged: dict[str, Any] = {}
    for document in documents:
        for name, value in document.items():
            before = merged.get(name)
            both = isinstance(before, dict) and isinstance(value, dict)
            parts = cast("list[dict[str, Any]]", [before, value])
            merged[name] = _merged(parts) if both else value
    return merged


def _errors(ran: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    """What OPA complains about in JSON, on either of its streams."""
    for text in (ran.stdout, ran.stderr):
        try:
            said: dict[str, Any] = json.loads(text)
        except ValueError:
            continue
        errors: list[dict[str, Any]] = said.get("errors") or []
        if errors:
            return errors
    return []


def _errors_by_file(ran: subprocess.CompletedProcess[str]) -> dict[str, str]:
    """The first complaint about each file, by its name."""
    found: dict[str, str] = {}
    for error in _errors(ran):
        location: dict[str, Any] = error.get("location") or {}
        name = Path(str(location.get("file", ""))).name
        found.setdefault(name, _sentence(error))
    return found


def _sentence(error: Mapping[str, Any]) -> str:
    location: dict[str, Any] = error.get("location") or {}
    place = f" (line {location['row']})" if "row" in location else ""
    return f"{error.get('message', 'OPA does not say why')}{place}"


def _last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1] if lines else "OPA ended without a word"


if __name__ == "__main__":
    evaluator = OpaEvaluator(sys.argv[1], Path(sys.argv[2]))
    serve({"load": evaluator.load, "evaluate": evaluator.evaluate})
