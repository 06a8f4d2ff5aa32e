"""A block as a model answered it, as the smallest edit of the block as its author wrote it.

Models lay blocks out their own way and drop comments. Where the answer only gives arguments other
values or adds some, just these are edited; where it says the same in other spaces, nothing is.
"""

from __future__ import annotations

from collections import Counter

from terraformer_ls.hcl.blocks import Block, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.edits import TextEdit, apply_edits, minimal_edit
from terraformer_ls.hcl.format import formatted
from terraformer_ls.model.prompts import extract_hcl
from terraformer_ls.model.protocol import Answer
from terraformer_ls.propose.recipes.merge import merge


def edit_to_answered(
    document: Document, block: Block, answer: Document, answered: Block
) -> TextEdit | None:
    """The edit that makes a block of `document` say what the one of `answer` says.

    None where it says that already. The two have the same type and labels.
    """
    wanted = _meaning(answer, answered)
    if wanted == _meaning(document, block):
        return None
    merged = merge(document, block, _body(answer, answered))
    if merged is not None:
        changed = Document(apply_edits(document.text, (merged,)))
        same = next(b for b in top_level_blocks(changed) if b.span.start == block.span.start)
        outside_untouched = block.span.start <= merged.span.start <= block.span.end
        if outside_untouched and _meaning(changed, same) == wanted:
            return merged
    text = formatted(answer.text[answered.span.start : answered.span.end])
    if b"\r\n" in document.text:
        text = text.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    edit = minimal_edit(document.text[block.span.start : block.span.end], text)
    return None if edit is None else TextEdit(edit.span.moved(block.span.start), edit.new_text)


def blocks_of_answer(text: str) -> tuple[Document, tuple[Block, ...]] | None:
    """The blocks that a model answered with; None if there are none or they do not parse."""
    document = Document(text.strip().encode("utf-8", errors="replace") + b"\n")
    blocks = top_level_blocks(document)
    if not blocks or document.root.has_error or not all(block.closed for block in blocks):
        return None
    return document, blocks


def hcl_of_answer(answer: str) -> str:
    """The HCL in a model's answer to a change, with the lines that say what is to be removed.

    What is HCL from end to end is taken whole: where chatter is cut off, a last line
    `# remove ADDRESS` would go with it.
    """
    is_bare = "```" not in answer and blocks_of_answer(answer) is not None
    return answer if is_bare else extract_hcl(answer)


def whole_hcl_of(answer: Answer) -> str:
    """The HCL in an answer; of one that was cut off, up to its last whole block, "" if none is."""
    hcl = extract_hcl(answer.text)
    if answer.finished:
        return hcl
    lines = hcl.splitlines(keepends=True)
    ends = (number for number, line in enumerate(lines, 1) if line.rstrip().endswith("}"))
    begun = ("".join(lines[:end]) for end in reversed(tuple(ends)))
    return next((text for text in begun if blocks_of_answer(text) is not None), "")


def _body(document: Document, block: Block) -> str:
    text = document.text[block.body.start : block.body.end]
    return text.decode("utf-8", errors="replace").strip("\n")


def _meaning(document: Document, block: Block) -> Counter[tuple[tuple[str, ...], str]]:
    """Arguments and blocks by path, with their values however they are laid out."""
    found: Counter[tuple[tuple[str, ...], str]] = Counter()
    _gather(document, block, (), found)
    return found


def _gather(
    document: Document,
    block: Block,
    path: tuple[str, ...],
    found: Counter[tuple[tuple[str, ...], str]],
) -> None:
    for attribute in block.attributes:
        value = document.text[attribute.value_span.start : attribute.value_span.end]
        # Spaces mean nothing outside of quotes, and where they are inside all of them stay.
        spaced = value if value.startswith(b"<<") else b" ".join(_laid_out(value).split())
        found[(*path, attribute.name), spaced.decode("utf-8", errors="replace")] += 1
    for number, inner in enumerate(block.blocks):
        name = ".".join((inner.type, *inner.labels, str(number)))
        found[(*path, name), ""] += 1
        _gather(document, inner, (*path, name), found)


def _laid_out(value: bytes) -> bytes:
    return formatted(b"x = " + value + b"\n")[4:]
