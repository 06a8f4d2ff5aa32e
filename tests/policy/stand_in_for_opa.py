"""Stands for OPA in tests, where there is none: its command line as we use it, answered by regorus.

It has the sub-commands `version`, `capabilities`, `check` and `eval`, reads policies and data from
a folder and the input from standard input, and gives results and errors in OPA's JSON. Functions
that the capabilities do not name are unknown to it. It proves how we speak with OPA, not what OPA
says.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path

from regorus import Engine

from terraformer_ls.policy.rego.worker import (
    _with_imports_resolved,  # pyright: ignore[reportPrivateUsage]
)

BUILTINS = ("http.send", "opa.runtime", "net.lookup_ip_addr", "net.cidr_contains")


def main() -> int:
    command = sys.argv[1]
    if command == "version":
        print("Version: 1.4.2\nBuild Commit: \nRego Version: v1")
        return 0
    if command == "capabilities":
        print(json.dumps({"builtins": [{"name": name} for name in BUILTINS], "features": []}))
        return 0
    parser = argparse.ArgumentParser()
    parser.add_argument("--format", choices=["json"], required=True)
    parser.add_argument("--capabilities", type=Path, required=True)
    parser.add_argument("--v0-compatible", action="store_true")
    if command == "check":
        parser.add_argument("folder", type=Path)
        asked = parser.parse_args(sys.argv[2:])
        _, errors = loaded(asked.folder, asked.v0_compatible, asked.capabilities)
        if errors:
            print(json.dumps({"errors": errors}), file=sys.stderr)
        return 1 if errors else 0
    parser.add_argument("--stdin-input", action="store_true", required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("query")
    asked = parser.parse_args(sys.argv[2:])
    engine, errors = loaded(asked.data, asked.v0_compatible, asked.capabilities)
    if not errors:
        engine.set_input_json(sys.stdin.read())
        try:
            print(engine.eval_query_as_json(asked.query))
        except RuntimeError as error:
            errors.append({"message": str(error).splitlines()[-1], "code": "eval_error"})
        else:
            return 0
    print(json.dumps({"errors": errors}))
    return 2


def loaded(folder: Path, v0: bool, capabilities: Path) -> tuple[Engine, list[dict[str, object]]]:
    """An engine with a folder's policies and data, and what is wrong with each file."""
    known = {builtin["name"] for builtin in json.loads(capabilities.read_text())["builtins"]}
    engine = Engine()
    engine.set_rego_v0(v0)
    errors: list[dict[str, object]] = []
    for file in sorted(folder.iterdir()):
        text = file.read_text()
        if file.suffix == ".json":
            engine.add_data_json(text)
            continue
        problem = next(
            (
                f"rego_type_error: undefined function {name}"
                for name in BUILTINS
                if name not in known and re.search(rf"\b{re.escape(name)}\(", text)
            ),
            "",
        )
        try:
            engine.add_policy(str(file), _with_imports_resolved(text))
        except RuntimeError as error:
            problem = problem or str(error).splitlines()[-1]
        if problem:
            errors.append({"message": problem, "location": {"file": str(file), "row": 1}})
    return engine, errors


if __name__ == "__main__":
    sys.exit(main())
