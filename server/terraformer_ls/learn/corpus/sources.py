"""Where configurations come from: folders of `.tf` files, provider documentation, JSON Lines.

Each source gives the same thing: text, what is said about it, and the family that it belongs to.
Nothing is judged here.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from terraformer_ls.propose.examples import all_examples

LIBRARY = "library"
"""The name of a source: the examples that ship with TerraFormer."""

_LARGEST = 60_000
_LEFT_OUT = {".terraform", ".git", "node_modules"}


@dataclass(frozen=True, slots=True)
class Raw:
    """A configuration as found.

    Attributes:
        text: as it stands there.
        words: requests and descriptions that come with it, each a phrase; none is usual.
        family: what must not be torn apart by a split: a page, an example, a folder.
        source: where it is from, with its licence where that is known.
    """

    text: str
    words: tuple[str, ...]
    family: str
    source: str


def read_sources(sources: Iterable[str | Path]) -> Iterator[Raw]:
    """Everything that the sources hold, in an order that is always the same.

    Args:
        sources: `library`, folders, `.tf` files, `.jsonl` or `.jsonl.gz` files.
    """
    for source in sources:
        if str(source) == LIBRARY:
            yield from _library()
            continue
        path = Path(source)
        if path.is_dir():
            yield from _folder(path)
        elif path.name.endswith((".jsonl", ".jsonl.gz")):
            yield from _rows(path)
        else:
            yield from _module(path.parent, path.stem, [path])


def _library() -> Iterator[Raw]:
    for example in all_examples():
        yield Raw(
            example.text,
            (*example.words, example.sentence),
            f"library/{example.name}",
            f"TerraFormer's library, {example.name} (Apache-2.0)",
        )


def _folder(root: Path) -> Iterator[Raw]:
    modules: dict[Path, list[Path]] = {}
    for path in sorted(root.rglob("*")):
        if _LEFT_OUT & set(path.relative_to(root).parts) or not path.is_file():
            continue
        if path.name.endswith((".jsonl", ".jsonl.gz")):
            yield from _rows(path)
        elif path.suffix in (".tf", ".tofu"):
            modules.setdefault(path.parent, []).append(path)
    for folder, files in modules.items():
        name = folder.relative_to(root).as_posix()
        yield from _module(folder, root.name if name == "." else f"{root.name}/{name}", files)


def _module(folder: Path, name: str, files: list[Path]) -> Iterator[Raw]:
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(files)]
    text = "\n\n".join(texts)
    if len(text) <= _LARGEST:
        yield Raw(text, (), f"folder/{name}", f"{folder.name}/ ({name})")


def _rows(path: Path) -> Iterator[Raw]:
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        for number, line in enumerate(lines):
            if line.strip():
                row: dict[str, Any] = json.loads(line)
                raw = _row(row, f"{path.name.split('.')[0]}/{number}")
                if raw is not None and len(raw.text) <= _LARGEST:
                    yield raw


def _row(row: dict[str, Any], name: str) -> Raw | None:
    """A row of provider documentation (`hcl`), or of documents or anything else with `text`."""
    if isinstance(row.get("hcl"), str):
        provider = str(row.get("provider", ""))
        page = str(row.get("path", name))
        said = (row.get("heading"), row.get("lead"), row.get("description"))
        return Raw(
            str(row["hcl"]),
            tuple(words for words in (_sentence(str(part or "")) for part in said) if words),
            f"docs/{provider}/{_page_name(page)}",
            f"documentation of terraform-provider-{provider}, {page} (MPL-2.0)",
        )
    if isinstance(row.get("text"), str):
        words = row.get("words") or row.get("prompt") or ""
        family = str(row.get("family") or name)
        return Raw(
            str(row["text"]),
            (str(words),) if words else (),
            family,
            str(row.get("source") or name),
        )
    return None


def _page_name(path: str) -> str:
    """A page's kind and name: `r/s3_bucket` of `website/docs/r/s3_bucket.html.markdown`."""
    folder, _, file = path.rpartition("/")
    return f"{folder.rpartition('/')[2]}/{file.split('.')[0]}"


def _sentence(text: str) -> str:
    """A phrase of documentation without markup; "" where it says nothing of its own."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"[`*_]{1,3}(\S[^`*]*?)[`*]{1,3}", r"\1", text)
    text = " ".join(text.split()).strip(" :-#")
    generic = re.fullmatch(r"(?i)(example|basic|simple)?\s*(usage|example).*", text)
    return "" if generic or not 12 <= len(text) <= 240 else text
