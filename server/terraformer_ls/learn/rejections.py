"""What was made and not kept, with the reason: the data card counts these."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something that did not become a record.

    Attributes:
        step: which command made it: harvest, gen, mutate, repair.
        reason: in a few words, the same for the same reason, so that they can be counted.
        family: what it was made from.
        key: what makes it the same as another.
        certificate: what the verifier said first, if it was asked.
    """

    step: str
    reason: str
    family: str
    key: str
    certificate: str = ""

    def row(self) -> dict[str, object]:
        """As JSON."""
        return asdict(self)


def read_rejections(path: Path) -> Iterator[Rejection]:
    """The rejections in a file, up to where its writer got; none where it is not there."""
    if not path.exists():
        return
    with gzip.open(path, "rt", encoding="utf-8") as file:
        try:
            for line in file:
                yield Rejection(**json.loads(line))
        except (EOFError, zlib.error, json.JSONDecodeError):
            return
