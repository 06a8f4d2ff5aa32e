"""The process that keeps Checkov warm: runs in Checkov's own environment, found by this path.

Checkov keeps registries, caches and half-finished state in its modules, so a process that has
scanned once may answer differently the next time. Therefore this process loads Checkov and never
scans: every scan runs in a fork of it (`checkov_forks.py`), which sees Checkov exactly as a fresh
`checkov` command does but has nothing left to load.

It knows nothing of findings; `checkov_scan.py` says how a folder is scanned, the `policy` stage
what an answer means.
"""

from __future__ import annotations

import gc
import importlib
import importlib.util
import os
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

_FOREIGN_VARIABLES = re.compile(
    r"^(BC_|CKV_|CHECKOV_|PRISMA_|TF_VAR_|TF_SPLIT_GRAPH|RAW_TF_IN_GRAPH|DOWNLOAD_EXTERNAL_MODULES|"
    r"EXTERNAL_MODULES_DIR|LOG_LEVEL|RENDER_|HCL_PARSE_TIMEOUT_SEC|WORKDIR|PYCHARM_HOSTED|"
    r"CREATE_|ENABLE_|MAX_WILDCARD)"
)


def _load(path: Path) -> ModuleType:
    """A module of ours by its file: this package is not installed in Checkov's environment."""
    specification = importlib.util.spec_from_file_location(path.stem, path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules[path.stem] = module
    specification.loader.exec_module(module)
    return module


def _forget_foreign_variables() -> None:
    """Drop the variables that Checkov reads while it is imported: a verdict depends on files alone.

    Among them are keys of its platform, with which it would reach for the network.
    """
    for name in [name for name in os.environ if _FOREIGN_VARIABLES.match(name)]:
        del os.environ[name]
    os.environ["GIT_PYTHON_REFRESH"] = "quiet"  # Checkov imports GitPython, which looks for a git


def main() -> None:
    """Load Checkov, then answer `warm` and `scan` until standard input closes."""
    sys.addaudithook(_refuse_network)
    here = Path(__file__).resolve().parent
    # Last, so that our folder never lends a module's name to Checkov's imports.
    sys.path[:] = [entry for entry in sys.path if Path(entry or ".").resolve() != here]
    sys.path.append(str(here))
    worker = _load(here.parent / "child" / "worker.py")
    forks = importlib.import_module("checkov_forks")
    loaded: list[tuple[ModuleType, Any]] = []

    def scanner() -> tuple[ModuleType, Any]:
        if not loaded:
            _forget_foreign_variables()
            gc.disable()  # there is no garbage yet, and looking for it takes a fifth of the time
            module = importlib.import_module("checkov_scan")
            module.prepare()
            gc.freeze()
            gc.enable()
            loaded.append((module, forks.Forks(module)))
        return loaded[0]

    def warm(_params: dict[str, Any], _request: Any) -> dict[str, Any]:
        return {"version": scanner()[0].version}

    def scan(params: dict[str, Any], request: Any) -> dict[str, Any]:
        module, scans = scanner()
        module.load_for(params)
        result: dict[str, Any] = scans.scan(params, request.cancelled)
        return result

    def fork_ahead() -> None:
        for _, scans in loaded:
            scans.fork_ahead()

    worker.serve({"warm": warm, "scan": scan}, idle=fork_ahead)


def _refuse_network(event: str, arguments: tuple[Any, ...]) -> None:
    """Nothing here has business on a network: neither loading Checkov nor a scan."""
    if event in ("socket.connect", "socket.getaddrinfo"):
        raise PermissionError(f"Checkov's worker may not do this: {event} {arguments[1:]}")


if __name__ == "__main__":
    main()
