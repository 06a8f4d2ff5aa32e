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
from typing import IO

from terraformer_ls.learn.records import Document, Instance

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None


class BeingWritten(Exception):
    """Another process appends to the file; two writers would spoil it."""


class Appender:
    """A `.jsonl.gz` file that is open for more records; each is readable once it is added.

    Raises:
        BeingWritten: another process has it open for the same purpose.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = _locked(path)
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
        self._lock.close()


def _locked(path: Path) -> IO[bytes]:
    """A lock that ends with the process that has it; where the system has none, only a file."""
    lock = path.with_name(f".{path.name}.lock").open("wb")
    if fcntl is None:
        return lock
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise BeingWritten(f"another process writes {path}; wait for it, or end it") from error
    return lock


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
