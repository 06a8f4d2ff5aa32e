"""One endless stream of training batches from a data set, in a stated ratio of tasks.

The stream follows from the data set and the seed alone, so a run that was interrupted goes on with
the batch after its last.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

from terraformer_ls.learn.records import (
    INSTANCE_FILES,
    Document,
    Instance,
    Split,
    read_documents,
    read_instances,
)
from terraformer_ls.learn.sft.examples import Encoder, Example
from terraformer_ls.learn.sft.recipe import RATIO

# Sorted by length before they are put into batches: many enough to find equals, few enough to
# leave the order random.
_POOL = 160


class Mixture:
    """The records of one split of the data set in `folder`.

    Args:
        folder: the data set's.
        split: whose records are read.
        encoder: what makes examples of them.
        ratio: shares of examples by kind; a kind that the data set lacks gives its share to the
            others.

    Raises:
        FileNotFoundError: nothing of this split is in the folder.
    """

    def __init__(
        self,
        folder: Path,
        split: Split,
        encoder: Encoder,
        ratio: Mapping[str, float] | None = None,
    ) -> None:
        self._encoder = encoder
        self._ratio = {kind: share for kind, share in (ratio or RATIO).items() if share > 0}
        documents: list[Document] = []
        if (folder / "documents.jsonl.gz").is_file():
            documents = [
                d for d in read_documents(folder / "documents.jsonl.gz") if d.split is split
            ]
        self._records: dict[str, Sequence[Document] | Sequence[Instance]] = {
            "gap": documents,
            "plain": documents,
            "described": [d for d in documents if d.words],
        }
        for kind, name in INSTANCE_FILES.items():
            if (folder / name).is_file():
                self._records[kind] = [i for i in read_instances(folder / name) if i.split is split]
        self._records = {kind: records for kind, records in self._records.items() if records}
        if not self._records:
            raise FileNotFoundError(f"{folder} holds no records for {split}")

    @property
    def counts(self) -> Mapping[str, int]:
        """Records there are of each kind."""
        return {kind: len(records) for kind, records in self._records.items()}

    def examples(self, random: Random, kinds: Sequence[str] | None = None) -> Iterator[Example]:
        """Examples without end: every record of a kind once, in a random order, then again."""
        kinds = [kind for kind in kinds or tuple(self._ratio) if kind in self._records]
        streams = {kind: self._stream(kind, Random(random.random())) for kind in kinds}
        shares = [self._ratio.get(kind, 0.0) for kind in kinds]
        while True:
            yield next(streams[random.choices(kinds, shares)[0]])

    def batches(self, seed: int, tokens: int) -> Iterator[list[Example]]:
        """Batches without end, of examples of similar length: at most `tokens` with padding."""
        random = Random(seed)
        examples = self.examples(random)
        while True:
            pool = sorted((next(examples) for _ in range(_POOL)), key=lambda e: len(e.tokens))
            batches: list[list[Example]] = [[]]
            for example in pool:
                if batches[-1] and (len(batches[-1]) + 1) * len(example.tokens) > tokens:
                    batches.append([])
                batches[-1].append(example)
            random.shuffle(batches)
            yield from batches

    def _stream(self, kind: str, random: Random) -> Iterator[Example]:
        records = list(self._records[kind])
        while True:
            fitted = False
            random.shuffle(records)
            for record in records:
                example = self._encoded(kind, record, random)
                if example is not None:
                    fitted = True
                    yield example
            if not fitted:
                raise ValueError(f"no {kind} record is short enough to be trained on")

    def _encoded(self, kind: str, record: Document | Instance, random: Random) -> Example | None:
        if isinstance(record, Instance):
            return self._encoder.instance(record)
        if kind == "gap":
            return self._encoder.gap(record, random)
        return (
            self._encoder.plain(record, random)
            if kind == "plain"
            else self._encoder.described(record)
        )
