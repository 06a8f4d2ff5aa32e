"""Descriptions in a pack: each text once, in compressed chunks.

Providers repeat themselves (Kubernetes' pod template appears in a dozen resources), so an entry
only lists numbers: one per describable place, in the order of `described_places`, 0 for none.
"""

from __future__ import annotations

import struct
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from terraformer_ls.schema.json_shape import AttributeJson, BlockJson, NestedTypeJson

_CHUNK_SIZE = 65536  # characters of text per chunk: one is inflated in 0.3 ms
_SEPARATOR = "\0"


def described_places(
    block: BlockJson, path: str = ""
) -> Iterator[tuple[str, BlockJson | AttributeJson]]:
    """Every place in a body that may have a description, by dotted path, in a fixed order.

    The body itself is first, under its own path ("" for the outermost).
    """
    yield path.rstrip("."), block
    yield from _attributes(block, path)
    for name, nested in sorted(block.get("block_types", {}).items()):
        yield from described_places(nested.get("block", {}), f"{path}{name}.")


def _attributes(
    block: BlockJson | NestedTypeJson, path: str
) -> Iterator[tuple[str, BlockJson | AttributeJson]]:
    for name, attribute in sorted(block.get("attributes", {}).items()):
        yield path + name, attribute
        nested = attribute.get("nested_type")
        if nested is not None:
            yield from _attributes(nested, f"{path}{name}.")


class TextsWriter:
    """Gathers texts and numbers them from 1."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """The number of a text; 0 for none."""
        return self._numbers.setdefault(text, len(self._numbers) + 1) if text else 0

    def __bytes__(self) -> bytes:
        """The number of chunks, then each chunk's first text and length, then the chunks."""
        chunks: list[tuple[int, list[str]]] = []
        size = _CHUNK_SIZE
        for text, number in self._numbers.items():
            if size >= _CHUNK_SIZE:
                chunks.append((number, []))
                size = 0
            chunks[-1][1].append(text)
            size += len(text)
        packed = [_deflated(_SEPARATOR.join(texts).encode()) for _, texts in chunks]
        index = [
            struct.pack("<2I", first, len(data))
            for (first, _), data in zip(chunks, packed, strict=True)
        ]
        return b"".join((struct.pack("<I", len(chunks)), *index, *packed))


class TextsReader:
    """Reads texts back by number."""

    def __init__(self, data: bytes | memoryview) -> None:
        self._data = data
        (count,) = struct.unpack_from("<I", data)
        index: Sequence[int] = struct.unpack_from(f"<{2 * count}I", data, 4)
        self._firsts = index[::2]
        starts = [4 + 8 * count]
        for length in index[1::2]:
            starts.append(starts[-1] + length)
        self._starts = starts

    def texts(self, numbers: Iterable[int]) -> Iterator[str]:
        """The text of each number, "" for 0."""
        chunks: dict[int, list[str]] = {}
        for number in numbers:
            if number == 0:
                yield ""
                continue
            chunk = bisect_right(self._firsts, number) - 1
            if chunk not in chunks:
                data = self._data[self._starts[chunk] : self._starts[chunk + 1]]
                chunks[chunk] = zlib.decompress(data, -15).decode().split(_SEPARATOR)
            yield chunks[chunk][number - self._firsts[chunk]]


def _deflated(data: bytes) -> bytes:
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    return deflate.compress(data) + deflate.flush()
