"""Which pieces of work are done with, kept beside a data set so that a killed run goes on."""

from __future__ import annotations

import gzip
import json
import zlib
from pathlib import Path
from types import TracebackType

from terraformer_ls.learn.appending import Appender, mend


class Done:
    """The names of what is done, growing."""

    def __init__(self, path: Path) -> None:
        mend(path)
        self.names = set(_names(path))
        self._file = Appender(path)

    def __enter__(self) -> Done:
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, name: str) -> None:
        """Write that something is done."""
        self.names.add(name)
        self._file.add_row({"done": name})


def _names(path: Path) -> list[str]:
    if not path.exists():
        return []
    names: list[str] = []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        try:
            for line in file:
                names.append(str(json.loads(line)["done"]))  # noqa: PERF401 - what was read stays
        except (EOFError, zlib.error, json.JSONDecodeError):
            return names
    return names
