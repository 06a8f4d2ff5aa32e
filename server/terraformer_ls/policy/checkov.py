"""Checkov's Terraform checks, warm, in a child process.

A verdict equals that of `checkov --directory FOLDER --framework terraform` on the same files. What
Checkov can't read, and what of the project's configuration is not followed, is said in the reason.
"""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from terraformer_ls import paths
from terraformer_ls.cancellation import Cancellation
from terraformer_ls.child.supervisor import Child, ChildAnsweredError, ChildDied, ChildError
from terraformer_ls.policy import checkov_worker
from terraformer_ls.policy.checkov_findings import FindingsByFile
from terraformer_ls.policy.environment import CheckovEnvironment, Unavailable, find_checkov
from terraformer_ls.settings import Settings
from terraformer_ls.verify.findings import Stage
from terraformer_ls.verify.report import StageResult
from terraformer_ls.workspace.overlay import Overlay
from terraformer_ls.workspace.snapshot import Snapshot

START_DEADLINE = 120.0
"""Seconds for loading Checkov, the first time from a cold disk."""

SCAN_DEADLINE = 60.0
"""Seconds for one scan of a project of ordinary size."""

BYTES_PER_SECOND = 5_000
"""A big project has a second more for so many bytes: about ten times what Checkov needs."""

_STOP_AFTER = 10.0
"""Seconds for a scan that was cancelled to end, before Checkov has to be loaded again."""

_CONFIG_FILES = (".checkov.yaml", ".checkov.yml")
_CHECKED = (".tf",)
_NOT_CHECKED = (".tf.json", ".tofu", ".tofu.json")
_NAMED_AT_MOST = 3
_ENGINE = ("Checkov",)


class Checkov:
    """Checkov on snapshots. Calls from several threads wait for each other.

    Args:
        settings: which Checkov to use, and above which size a file is not analysed.
        scan_deadline: seconds for one scan; a big project has more.
    """

    stage = Stage.POLICY

    def __init__(self, settings: Settings, *, scan_deadline: float = SCAN_DEADLINE) -> None:
        self._settings = settings
        self._scan_deadline = scan_deadline
        self._lock = threading.Lock()
        self._child_lock = threading.Lock()
        self._overlay = Overlay()
        self._findings = FindingsByFile()
        self._child: Child | None = None
        self._environment: CheckovEnvironment | None = None
        self._loaded_in: int | None = None
        self._closed = False

    @property
    def version(self) -> str:
        """Checkov's version, the user's own Checkov configuration and the largest file size."""
        found = find_checkov(self._settings)
        checkov = found.version if isinstance(found, CheckovEnvironment) else found.reason
        digest = hashlib.sha256()
        for text in _home_configuration().values():
            digest.update(text)
        return f"1 {checkov} {digest.hexdigest()[:16]} {self._settings.max_file_size}"

    @property
    def worker_pid(self) -> int | None:
        """The process id of the warm Checkov, None while there is none."""
        return self._child.pid if self._child is not None else None

    @property
    def overlay_path(self) -> Path:
        """Where the files of the last scan are laid."""
        return self._overlay.path

    def warm(self) -> str | None:
        """Load Checkov ahead of the first scan; a sentence that says why it can't be, or None."""
        found = find_checkov(self._settings)
        if isinstance(found, Unavailable):
            return found.reason
        try:
            self._load(self._child_of(found))
        except ChildError as error:
            return str(error)
        return None

    def run(
        self,
        snapshot: Snapshot,
        earlier: Sequence[StageResult],  # noqa: ARG002 - Checkov needs no plan
        cancellation: Cancellation,
    ) -> StageResult:
        """The findings of Checkov on a snapshot."""
        checked = [
            path for path in (*snapshot.files, *snapshot.left_out) if path.endswith(_CHECKED)
        ]
        if not checked:
            return StageResult.skipped(self.stage, "there are no .tf files to check")
        found = find_checkov(self._settings)
        if isinstance(found, Unavailable):
            return StageResult.skipped(self.stage, found.reason)
        laid = snapshot
        for path, document in snapshot.files.items():
            if len(document.text) > self._settings.max_file_size:
                laid = laid.without(path)
        left_out = [path for path in checked if path not in laid.files]
        if left_out == checked:
            return StageResult.skipped(self.stage, _left_out(left_out))
        with self._lock:
            cancellation.check()
            problem = self._overlay.lay(laid)
            if problem is not None:
                return StageResult.skipped(self.stage, problem, unanswered=_ENGINE)
            try:
                answer = self._scan(found, laid, cancellation)
            except ChildError as error:
                reason = f"Checkov could not answer: {error}"
                return StageResult.skipped(self.stage, reason, unanswered=_ENGINE)
        if "problem" in answer:
            return StageResult.skipped(self.stage, answer["problem"])
        return self._result(laid, checked, left_out, answer)

    def close(self) -> None:
        """End the worker and remove the overlay."""
        with self._child_lock:
            self._closed = True
            child = self._child
        if child is not None:
            child.close()
        with self._lock:
            self._overlay.close()

    def _child_of(self, environment: CheckovEnvironment) -> Child:
        with self._child_lock:
            if self._closed:
                raise ChildDied("Checkov was shut down")
            if self._child is None or environment != self._environment:
                if self._child is not None:
                    self._child.close()
                self._environment = environment
                self._child = Child(
                    "Checkov",
                    [str(environment.python), str(Path(checkov_worker.__file__))],
                    environment={"PYTHONHASHSEED": "0"},  # the same words in the same order
                    log=paths.log_folder() / "checkov.log",
                    stop_after=_STOP_AFTER,
                )
            return self._child

    def _load(self, child: Child) -> None:
        """Have Checkov loaded. Not to be cancelled: the next one would have to load it again."""
        if child.pid is None or child.pid != self._loaded_in:
            child.request("warm", {}, deadline=START_DEADLINE)
            self._loaded_in = child.pid

    def _scan(
        self,
        environment: CheckovEnvironment,
        laid: Snapshot,
        cancellation: Cancellation,
    ) -> dict[str, Any]:
        child = self._child_of(environment)
        params = {
            "root": str(self._overlay.path),
            "named": str(laid.root),
            "config_files": [str(file) for file in _home_configuration()],
        }
        size = sum(len(document.text) for document in laid.files.values())
        deadline = self._scan_deadline + size / BYTES_PER_SECOND
        self._load(child)
        cancellation.check()
        try:
            return child.request("scan", params, deadline=deadline, cancellation=cancellation)
        except (ChildDied, ChildAnsweredError):
            # Whatever killed it may be gone, so once more; a scan that hangs is not repeated.
            deadline += START_DEADLINE
            return child.request("scan", params, deadline=deadline, cancellation=cancellation)

    def _result(
        self,
        snapshot: Snapshot,
        checked: Sequence[str],
        left_out: Sequence[str],
        answer: dict[str, Any],
    ) -> StageResult:
        unparsed: list[str] = [path for path in answer["unparsed"] if path in snapshot.files]
        reasons: list[str] = list(answer["notes"])
        if left_out:
            reasons.append(_left_out(left_out))
        if unparsed:
            reasons.append(f"not checked since Checkov can't parse it: {_list(unparsed)}")
        foreign = [path for path in snapshot.files if path.endswith(_NOT_CHECKED)]
        if foreign:
            reasons.append(f"not checked since Checkov only reads .tf files: {_list(foreign)}")
        reason = "; ".join(reasons)
        if not set(checked) - set(unparsed) - set(left_out):
            return StageResult.skipped(self.stage, reason)
        return StageResult.of(
            self.stage,
            self._findings.of(snapshot, answer),
            reason=reason,
            applied=answer["policies"],
            unchecked=(*left_out, *unparsed, *foreign),
        )


def _home_configuration() -> dict[Path, bytes]:
    """The user's own Checkov configuration, which the `checkov` command reads as well."""
    found: dict[Path, bytes] = {}
    for name in _CONFIG_FILES:
        with contextlib.suppress(OSError, RuntimeError):  # none, unreadable, or no home at all
            file = Path.home() / name
            found[file] = file.read_bytes()
    return found


def _left_out(files: Sequence[str]) -> str:
    return f"not checked since too big or unreadable: {_list(files)}"


def _list(files: Sequence[str]) -> str:
    named = ", ".join(files[:_NAMED_AT_MOST])
    more = len(files) - _NAMED_AT_MOST
    return f"{named} and {more} more" if more > 0 else named
