"""Files of records that grow, survive a kill at any moment and are gone on with.

A killed writer leaves a gzip stream without its end, after which nothing could be appended: opening
such a file first keeps what can be read of it.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from types import TracebackType

from terraformer_ls.learn.records import Document, Instance


class Appender:
    """A `.jsonl.gz` file that is open for more records; each is readable once it is added."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        mend(path)
        self._file = gzip.open(path, "at", encoding="utf-8")  # noqa: SIM115 - closed by `close`

    def __enter__(self) -> Appender:
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self.close()

    def add(self, record: Document | Instance) -> None:
        """Write a record and flush it."""
        self.add_row(asdict(record))

    def add_row(self, row: dict[str, object]) -> None:
        """Write anything that is JSON and flush it."""
        self._file.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
        self._file.flush()

    def close(self) -> None:
        """End the stream."""
        self._file.close()


def mend(path: Path) -> None:
    """Make a file whose writer was killed whole again, with the records that can be read."""
    if not path.exists() or _is_whole(path):
        return
    mended = path.with_name(path.name + ".mended")
    with gzip.open(mended, "wt", encoding="utf-8") as file:
        file.writelines(_readable_lines(path))
    mended.replace(path)


def _is_whole(path: Path) -> bool:
    try:
        with gzip.open(path, "rb") as file:
            while file.read(1 << 20):
                pass
    except (EOFError, zlib.error, gzip.BadGzipFile):
        return False
    return True


def _readable_lines(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8", errors="replace") as file:
        try:
            for line in file:
                if line.endswith("\n"):
                    yield line
        except (EOFError, zlib.error, gzip.BadGzipFile):
            return
