"""The process that keeps Checkov warm: runs in Checkov's own environment, found by this path.

Checkov keeps registries, caches and half-finished state in its modules, so a process that has
scanned once may answer differently the next time. Therefore this process loads Checkov and never
scans: every scan runs in a fork of it, which sees Checkov exactly as a fresh `checkov` command does
but has nothing left to load. A check that hangs or crashes takes its fork with it and nothing else.

What a fork worked out and what depends on its input alone (parsed files, say) is handed back as
bytes and inherited by the next fork.

It knows nothing of findings; `checkov_scan.py` says how a folder is scanned, the `policy` stage
what an answer means.
"""

from __future__ import annotations

import gc
import importlib
import importlib.util
import marshal
import os
import re
import select
import signal
import sys
import threading
import traceback
from collections import OrderedDict
from pathlib import Path
from types import ModuleType
from typing import Any

_FOREIGN_VARIABLES = re.compile(
    r"^(BC_|CKV_|CHECKOV_|PRISMA_|TF_VAR_|TF_SPLIT_GRAPH|RAW_TF_IN_GRAPH|DOWNLOAD_EXTERNAL_MODULES|"
    r"EXTERNAL_MODULES_DIR|LOG_LEVEL|RENDER_|HCL_PARSE_TIMEOUT_SEC|WORKDIR|PYCHARM_HOSTED|"
    r"CREATE_|ENABLE_|MAX_WILDCARD)"
)
_LEARNED_BYTES = 64 * 1024 * 1024
"""How much of what forks learned is kept; what was used longest ago goes first."""


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


class Learned:
    """Results of pure functions by a digest of their input, as bytes that nobody here reads."""

    def __init__(self) -> None:
        self._entries: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = 0

    def view(self) -> dict[str, bytes]:
        """All entries, for a fork to look up."""
        return dict(self._entries)

    def add(self, entries: dict[str, bytes], used: list[str]) -> None:
        """Keep what a fork found out; `used` are the entries that served it."""
        for key in used:
            if key in self._entries:
                self._entries.move_to_end(key)
        for key, value in entries.items():
            if key not in self._entries and len(value) <= _LEARNED_BYTES // 4:
                self._entries[key] = value
                self._bytes += len(value)
        while self._bytes > _LEARNED_BYTES:
            _, dropped = self._entries.popitem(last=False)
            self._bytes -= len(dropped)


class ScanFailed(Exception):
    """A fork ended without an answer."""


def main() -> None:
    """Load Checkov, then answer `warm` and `scan` until standard input closes."""
    sys.addaudithook(_refuse_network)
    here = Path(__file__).resolve().parent
    # Last, so that our folder never lends a module's name to Checkov's imports.
    sys.path[:] = [entry for entry in sys.path if Path(entry or ".").resolve() != here]
    sys.path.append(str(here))
    worker = _load(here.parent / "child" / "worker.py")
    loaded: list[ModuleType] = []
    learned = Learned()

    def scanner() -> ModuleType:
        if not loaded:
            _forget_foreign_variables()
            gc.disable()  # there is no garbage yet, and looking for it takes a fifth of the time
            module = importlib.import_module("checkov_scan")
            module.prepare()
            gc.freeze()
            gc.enable()
            loaded.append(module)
        return loaded[0]

    def warm(_params: dict[str, Any], _request: Any) -> dict[str, Any]:
        return {"version": scanner().version}

    def scan(params: dict[str, Any], request: Any) -> dict[str, Any]:
        scanner().load_for(params)
        return _scan_in_fork(scanner(), learned, params, request)

    worker.serve({"warm": warm, "scan": scan})


def _refuse_network(event: str, arguments: tuple[Any, ...]) -> None:
    """Nothing here has business on a network: neither loading Checkov nor a scan."""
    if event in ("socket.connect", "socket.getaddrinfo"):
        raise PermissionError(f"Checkov's worker may not do this: {event} {arguments[1:]}")


def _scan_in_fork(
    scanner: ModuleType, learned: Learned, params: dict[str, Any], request: Any
) -> dict[str, Any]:
    answer_read, answer_write = os.pipe()
    alive_read, alive_write = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(answer_read)
            os.close(alive_write)
            _end_with_parent(alive_read)
            answer = scanner.scan(params, learned.view())
            with os.fdopen(answer_write, "wb") as stream:
                stream.write(marshal.dumps(answer))
            os._exit(0)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(1)
    os.close(answer_write)
    os.close(alive_read)
    answer = None
    try:
        data = _read_all(answer_read, request.cancelled)
        if data is None:
            raise ScanFailed("the scan was cancelled")
        answer = _answer(data)
        if answer is None:
            raise ScanFailed(_end_of(pid))
    finally:
        os.close(answer_read)
        # Taking its memory apart takes as long as a small scan, so nobody waits for that.
        threading.Thread(target=_reap, args=(pid, alive_write), daemon=True).start()
    learned.add(answer["learned"], answer["used"])
    result: dict[str, Any] = answer["result"]
    return result


def _answer(data: bytes) -> dict[str, Any] | None:
    """What a fork wrote, None when it ended before all of it was written."""
    try:
        answer: dict[str, Any] = marshal.loads(data)
    except (EOFError, ValueError, TypeError):
        return None
    return answer


def _end_of(pid: int) -> str:
    """Why a fork ended that has no answer; it is still there to be reaped."""
    ended = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    if ended is not None and ended.si_code in (os.CLD_KILLED, os.CLD_DUMPED):
        return f"the scan was killed by {signal.Signals(ended.si_status).name}"
    return "the scan crashed; the log has the details"


def _reap(pid: int, alive: int) -> None:
    """End a fork that has answered or is not wanted any more."""
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(alive)


def _read_all(descriptor: int, cancelled: threading.Event) -> bytes | None:
    """All that comes through a pipe, None when that was cancelled."""
    parts: list[bytes] = []
    while not cancelled.is_set():
        readable, _, _ = select.select([descriptor], [], [], 0.05)
        if readable:
            part = os.read(descriptor, 1 << 20)
            if not part:
                return b"".join(parts)
            parts.append(part)
    return None


def _end_with_parent(alive: int) -> None:
    """End this fork when the pipe's other end closes: its parent answered, or is gone."""

    def wait() -> None:
        os.read(alive, 1)
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


if __name__ == "__main__":
    main()
