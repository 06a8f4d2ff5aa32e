"""What authors wrote keeps to the constraint, wherever the cursor was while they wrote it."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from llguidance import LLMatcher, LLTokenizer
from llguidance.gbnf_to_lark import gbnf_to_lark
from module_files import snapshot_of

from terraformer_ls.engine import Engine
from terraformer_ls.hcl.blocks import Block, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.positions import Span
from terraformer_ls.model.grammar.derive import Derivation
from terraformer_ls.model.grammar.gbnf import gbnf
from terraformer_ls.propose.constraint.cursor import CursorConstraint
from terraformer_ls.propose.examples import all_examples
from terraformer_ls.verify.findings import Severity, Stage

DOCUMENTATION = Path(__file__).parents[3] / "shared" / "data" / "provider-docs"

# What is right and yet refused, in shares of all cursors: names that were deprecated, and a literal
# collection that is looked into where it stands.
MOST_REFUSED = 0.01


def items_of(block: Block) -> Iterator[Span]:
    yield block.span
    for attribute in block.attributes:
        yield attribute.span
    for inner in block.blocks:
        yield from items_of(inner)


def cursors(text: bytes, chance: random.Random, count: int) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Texts before a cursor, up to the end of the argument or block there, and behind that."""
    spans = [span for block in top_level_blocks(Document(text)) for span in items_of(block)]
    for span in chance.choices(spans, k=count):
        inside = [other.start for other in spans if span.start < other.start < span.end]
        cut = chance.randrange(span.start, min(inside, default=span.end))
        yield text[:cut], text[cut : span.end], text[span.end :]


def refused_at(before: bytes, written: bytes, after: bytes) -> str | None:
    """Where the first line of what was written is refused, None if it isn't."""
    snapshot = snapshot_of(main=(before + after).decode())
    constraint = CursorConstraint(snapshot, "main.tf", len(before), comments=True)
    step = constraint.next_line("")
    if step is None:
        return f"{before[-60:].decode()}◊"
    whole = f"{step.typed}{written.decode()}{after.decode().partition(chr(10))[0]}\n"
    allowed = Derivation().longest(step.grammar, whole)
    return None if allowed == len(whole) else f"{whole[:allowed]}◊{whole[allowed:]}"[-120:]


def test_every_example_could_have_been_written() -> None:
    chance = random.Random(1)
    refused = [
        (example.name, place)
        for example in all_examples()
        for cursor in cursors(example.text.encode(), chance, 2)
        if (place := refused_at(*cursor)) is not None
    ]
    assert refused == []


@pytest.mark.skipif(not DOCUMENTATION.is_dir(), reason="the provider documentation is not here")
@pytest.mark.parametrize("provider", ["aws", "azurerm", "google", "kubernetes"])
def test_what_the_documentation_shows_could_have_been_written(
    provider: str, engine: Engine
) -> None:
    """Of its configurations those that the schema stage has nothing to say against."""
    with gzip.open(DOCUMENTATION / f"{provider}.jsonl.gz") as lines:
        texts = [str(json.loads(line)["hcl"]) for line in lines]
    chance = random.Random(2)
    chance.shuffle(texts)
    usable = [text for text in texts if len(text) < 6_000 and is_clean(engine, text)][:60]
    tried = refused = 0
    for text in usable:
        for cursor in cursors(text.encode(), chance, 3):
            tried += 1
            refused += refused_at(*cursor) is not None
    assert tried > 100
    assert refused <= MOST_REFUSED * tried


def is_clean(engine: Engine, text: str) -> bool:
    report = engine.verify(snapshot_of(main=text), stages=(Stage.SYNTAX, Stage.SCHEMA))
    return all(f.severity not in (Severity.ERROR, Severity.WARNING) for f in report.findings)


def test_readers_of_gbnf_agree_with_ours() -> None:
    """An independent matcher reads the grammar as it is given to llama.cpp."""
    letters = LLTokenizer("byte")

    def accepts(grammar: str, text: str) -> bool:
        matcher = LLMatcher(letters, LLMatcher.grammar_from_lark(gbnf_to_lark(grammar)))
        assert not matcher.get_error()
        return matcher.try_consume_tokens(list(text.encode())) == len(text)

    chance = random.Random(3)
    for example in all_examples()[::20]:
        for before, written, after in cursors(example.text.encode(), chance, 1):
            snapshot = snapshot_of(main=(before + after).decode())
            constraint = CursorConstraint(snapshot, "main.tf", len(before), comments=True)
            step = constraint.next_line("")
            assert step is not None
            line = step.typed + written.decode().partition("\n")[0]
            changed = line[: len(line) // 2] + chance.choice('aZ_{}[".=') + line[len(line) // 2 :]
            for text in (line, changed):
                if text.isascii():
                    ours = Derivation().longest(step.grammar, text) == len(text)
                    assert accepts(gbnf(step.grammar), text) is ours
