"""The process behind `verified.py`: one verifier that is asked over and over."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from terraformer_ls.child.worker import Request, serve
from terraformer_ls.engine import Engine
from terraformer_ls.hcl.document import Document
from terraformer_ls.learn.verified import FILE, Verdict, packed
from terraformer_ls.settings import Settings
from terraformer_ls.verify.findings import Stage
from terraformer_ls.workspace.snapshot import Snapshot


class Verifying:
    """One verifier, asked about one configuration at a time."""

    def __init__(self) -> None:
        self._engine = Engine(Settings(model="off"))

    def verdict(self, text: str, stages: tuple[Stage, ...]) -> Verdict:
        """What the stages say, with the plan where one was asked for and made."""
        started = time.perf_counter()
        data = text.encode("utf-8", errors="replace")
        snapshot = Snapshot(Path("/configuration"), {FILE: Document(data)})
        report = self._engine.verify(snapshot, stages=stages)
        plan = self._engine.plans(snapshot).get(".") if Stage.PLAN in stages else None
        return Verdict(report, plan, (time.perf_counter() - started) * 1000)

    def close(self) -> None:
        """End the processes behind it."""
        self._engine.close()


def main() -> None:
    """Answer requests until our input closes."""
    verifying = Verifying()

    def verify(params: dict[str, Any], _: Request) -> str:
        return packed(verifying.verdict(params["text"], tuple(map(Stage, params["stages"]))))

    serve({"verify": verify})


if __name__ == "__main__":
    main()
