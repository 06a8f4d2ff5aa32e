"""How often ghost text was shown and taken: counts by day, kept on this machine and never sent.

No text is kept, no file's name and no time of day. The counts lie in a small SQLite file, so that
several servers may count at once.
"""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import threading
from collections.abc import Generator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from terraformer_ls import paths

logger = logging.getLogger(__name__)

_one_at_a_time = threading.Lock()
"""Events of one process do not wait for each other within SQLite, which gives up after a while."""

_TABLE = """\
CREATE TABLE IF NOT EXISTS ghost_text (
    day TEXT, extent TEXT, made_by TEXT, shown INTEGER DEFAULT 0, accepted INTEGER DEFAULT 0,
    partially INTEGER DEFAULT 0, PRIMARY KEY (day, extent, made_by)
)"""


class Event(StrEnum):
    """What happened to a text."""

    SHOWN = "shown"
    """It stood there long enough to be read."""

    ACCEPTED = "accepted"
    PARTIALLY = "partially"
    """A word or a line of it was taken."""


class Extent(StrEnum):
    """How much text it was."""

    LINE = "line"
    BLOCK = "block"


class MadeBy(StrEnum):
    """Whose text it was."""

    RECIPE = "recipe"
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class Count:
    """What happened on one day to texts of one kind."""

    day: str
    extent: str
    made_by: str
    shown: int
    accepted: int
    partially: int


def store() -> Path:
    """Where the counts lie; deleting it is safe."""
    return paths.data_folder() / "statistics.sqlite3"


def record(file: Path, event: Event, extent: Extent, made_by: MadeBy, day: date) -> None:
    """Count one event. What can't be written is not counted: it is nobody's work."""
    column = str(event)  # of our own table, never of a user's making
    try:
        with _one_at_a_time, _opened(file) as table:
            table.execute(
                f"INSERT INTO ghost_text (day, extent, made_by, {column}) VALUES (?, ?, ?, 1) "
                f"ON CONFLICT DO UPDATE SET {column} = {column} + 1",
                (day.isoformat(), str(extent), str(made_by)),
            )
    except (sqlite3.Error, OSError) as error:
        logger.info("not counted: %s", error)


def counts(file: Path) -> tuple[Count, ...]:
    """All counts, by day.

    Raises:
        sqlite3.Error: the file is none of ours.
    """
    if not file.is_file():
        return ()
    with _opened(file) as table:
        rows = table.execute(
            "SELECT day, extent, made_by, shown, accepted, partially FROM ghost_text "
            "ORDER BY day, extent, made_by"
        ).fetchall()
    return tuple(Count(*row) for row in rows)


@contextlib.contextmanager
def _opened(file: Path) -> Generator[sqlite3.Connection]:
    file.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.closing(sqlite3.connect(file, timeout=2.0)) as table, table:
        table.execute(_TABLE)
        yield table
