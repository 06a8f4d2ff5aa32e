"""Terraform workers that are attached to one set of providers.

Which providers a worker is attached to is fixed when it starts, and it keeps their schemas for its
life. A worker leaks a little with every run, so it is replaced after some, by one that was started
and warmed meanwhile.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.child.supervisor import Child, ChildDied, ChildError

RUNS_PER_WORKER = 60
"""After so many runs another worker takes over, started and warmed while the first still runs."""

_STANDBY_AHEAD = 20
_START_DEADLINE = 60.0
_KEPT = frozenset({"PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "SYSTEMROOT", "TZ", "VIRTUAL_ENV"})


class Lane:
    """The worker for one set of providers, and the one that is to follow it.

    Args:
        reattach: what TF_REATTACH_PROVIDERS holds.
        scratch: the only folder that the worker can reach.
        home: what the worker takes for the user's home, inside of `scratch`.
        log: where its errors go.
        binary: the user's own `terraform` or `tofu`, which is attached anew with each run.
        runs_per_worker: after how many runs a worker is replaced.
    """

    def __init__(
        self,
        reattach: Mapping[str, object],
        scratch: Path,
        home: Path,
        log: Path,
        binary: Path | None = None,
        *,
        runs_per_worker: int = RUNS_PER_WORKER,
    ) -> None:
        self._runs_per_worker = runs_per_worker
        self.reattach = dict(reattach)
        self._scratch = scratch
        self._home = home
        self._log = log
        self._binary = binary
        self._lock = threading.Lock()
        self._worker: Child | None = None
        self._standby: Child | None = None
        self._warming: threading.Thread | None = None
        self._runs = 0
        self._last_run: tuple[str, Mapping[str, Any]] | None = None
        self._closed = False
        self.terraform_version = ""
        self.is_opentofu = False
        self.confined = False

    @property
    def pid(self) -> int | None:
        """The process id of the worker that answers next, or None while none runs."""
        return self._worker.pid if self._worker is not None else None

    def covers(self, reattach: Mapping[str, object]) -> bool:
        """Whether its worker is, or will be, attached to all of these."""
        return self._binary is not None or all(
            self.reattach.get(address) == wanted for address, wanted in reattach.items()
        )

    def run(
        self,
        method: str,
        params: Mapping[str, Any],
        *,
        deadline: float,
        cancellation: Cancellation | None = None,
    ) -> dict[str, Any]:
        """One run of Terraform. Raises what `Child.request` raises."""
        worker = self._next_worker()
        self._last_run = ("validate", params)
        return worker.request(method, params, deadline=deadline, cancellation=cancellation)

    def start(self) -> None:
        """Start the worker now and learn what it is. Raises what `Child.request` raises."""
        self._greet(self._next_worker())

    def close(self) -> None:
        """End the workers."""
        with self._lock:
            self._closed = True
            workers, self._worker, self._standby = (self._worker, self._standby), None, None
        for worker in workers:
            if worker is not None:
                worker.close()

    def _next_worker(self) -> Child:
        """The worker for the next run; a new one when this one had its share."""
        retired: Child | None = None
        warming = self._warming
        if self._runs >= 2 * self._runs_per_worker and warming is not None:
            warming.join()
        with self._lock:
            if self._closed:
                raise ChildDied("Terraform was shut down")
            self._runs += 1
            if self._worker is None:
                self._worker, self._runs = self._new_worker(), 1
            elif self._runs > self._runs_per_worker and self._standby is not None:
                retired, self._worker, self._standby = self._worker, self._standby, None
                self._runs = 1
            elif (
                self._runs >= self._runs_per_worker - _STANDBY_AHEAD
                and self._standby is None
                and self._warming is None
            ):
                self._warming = threading.Thread(target=self._warm_standby, daemon=True)
                self._warming.start()
            worker = self._worker
        if retired is not None:
            retired.close()
        return worker

    def _warm_standby(self) -> None:
        standby = self._new_worker()
        try:
            self._greet(standby)
            if self._last_run is not None:
                # It loads the schemas. Its verdict is of no interest: files may change meanwhile.
                method, params = self._last_run
                standby.request(method, params, deadline=_START_DEADLINE)
        except ChildError:
            standby.close()
            standby = None
        with self._lock:
            self._warming = None
            if not self._closed:
                self._standby, standby = standby, None
        if standby is not None:
            standby.close()

    def _greet(self, worker: Child) -> None:
        answer = worker.request("start", {}, deadline=_START_DEADLINE)
        self.terraform_version, self.confined = answer["version"], answer["confined"]
        self.is_opentofu = answer["name"] == "OpenTofu"

    def _new_worker(self) -> Child:
        configuration = self._home / "terraform.rc"
        command = [sys.executable, "-P", "-m", "terraformer_ls.terraform.worker"]
        command.append(str(self._scratch))
        if self._binary is not None:
            command.append(str(self._binary))
        return Child(
            "Terraform",
            command,
            environment={
                # What Terraform says depends on the module alone; and it needs no credentials.
                **{name: None for name in os.environ if name not in _KEPT},
                "HOME": str(self._home),
                "TMPDIR": str(self._home),
                "TF_REATTACH_PROVIDERS": json.dumps(self.reattach),
                "TF_CLI_CONFIG_FILE": str(configuration),
                "TF_IN_AUTOMATION": "1",
                "CHECKPOINT_DISABLE": "1",
                # Collecting garbage more rarely saves a quarter of the time: the schemas that it
                # looks through each time are large and stay.
                "GOGC": "200",
            },
            log=self._log,
        )
