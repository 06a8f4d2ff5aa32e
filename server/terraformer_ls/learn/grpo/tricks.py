"""Cheap ways to a good verdict, each with its guard: an answer that plays one is worth nothing.

What is a trick depends on what was asked, and the reference says what that allows: a block may go,
be repeated or be switched off where the reference does so too. Only the answer is looked at here;
whether it is valid and does what was asked is for the verifier and the intents.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import tree_sitter

from terraformer_ls.hcl.blocks import Attribute, Block, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.learn.records import Instance, Task, normal_words
from terraformer_ls.learn.verified import Verdict
from terraformer_ls.propose.accept import SILENCERS
from terraformer_ls.propose.merge import difference

_Path = tuple[str, ...]

_INDIRECT = re.compile(rb"\b(?:var|local)\.")
_EMPTY = (b"", b"[]", b"{}", b'""', b"null", b"toset([])", b"tolist([])", b"tomap({})")
_SWITCHED_OFF = (*_EMPTY, b"0", b"false")
_SWITCH = re.compile(r"^(?:enabled?|enable_.+|.+_enabled?)$")
_DECLARES_THINGS = ("resource", "data", "module")
_ECHO_WORDS = 6  # a request of fewer words may well stand in a name or a description
_LONG_LINE = 12  # characters; braces and short arguments repeat in good configurations
_FEW_TIMES = 6
_ROOM = 400  # characters that an answer may be longer than twice its reference


@dataclass(frozen=True)
class Play:
    """One answer beside what it answers.

    Attributes:
        instance: what was asked, with its reference.
        said: the answer as the model wrote it.
        configuration: the whole configuration that it stands for.
        verdict: on that configuration; without a plan the text alone is judged.
    """

    instance: Instance
    said: str
    configuration: str
    verdict: Verdict

    @cached_property
    def answer(self) -> Configuration:
        """The answer's blocks."""
        return Configuration(self.configuration)

    @cached_property
    def before(self) -> Configuration:
        """The blocks that were there before; none for a generation."""
        return Configuration(self.instance.before)

    @cached_property
    def reference(self) -> Configuration:
        """The blocks of the answer that is known to be good."""
        return Configuration(self.instance.after)


class Configuration:
    """A configuration's blocks, looked at in the ways in which they can be played with."""

    def __init__(self, text: str) -> None:
        self.document = Document(text.encode("utf-8", "replace"))
        self.blocks = top_level_blocks(self.document)
        self.addresses = Counter(block.address for block in self.blocks)
        self.by_address = {block.address: block for block in reversed(self.blocks)}
        self.types = Counter(type_of(block) for block in self.blocks if is_thing(block))

    def text(self, node: tree_sitter.Node) -> bytes:
        """What stands at a node, with single spaces."""
        return b" ".join(self.document.text[node.start_byte : node.end_byte].split())

    def value(self, attribute: Attribute) -> bytes:
        """An argument's expression, with single spaces."""
        span = attribute.value_span
        return b" ".join(self.document.text[span.start : span.end].split())

    def values(self, block: Block) -> dict[_Path, bytes]:
        """The expressions in a block by their paths; of several with one path, the last."""
        return {
            path: self.value(member)
            for path, member in _members(block)
            if isinstance(member, Attribute)
        }

    def multiplier(self, block: Block) -> bytes:
        """What `count` or `for_each` says; nothing where there is neither."""
        found = block.attribute("count") or block.attribute("for_each")
        return self.value(found) if found is not None else b""

    def code(self, node: tree_sitter.Node | None = None) -> tuple[bytes, ...]:
        """What a node, or all of it, says, without comments and spacing."""
        return tuple(_leaves(node if node is not None else self.document.root))

    def attributes_named(self, name: str) -> int:
        """How often an argument stands anywhere."""
        return sum(
            attribute.name == name
            for block in self.blocks
            for inner in block.walk()
            for attribute in inner.attributes
        )


def tricks_in(play: Play) -> Iterator[tuple[str, str]]:
    """The tricks that an answer plays: the guard's name and what it found, one sentence."""
    for name, guard in GUARDS.items():
        found = guard(play)
        if found is not None:
            yield name, found


def missing_resource(play: Play) -> str | None:
    """A resource that was asked for and that the answer does not even declare, or None."""
    for intent in play.instance.intents:
        if intent.kind != "resource":
            continue
        wanted = (intent.address,) if intent.address else ()
        for configuration in (play.reference, play.answer):
            there = (
                any(configuration.addresses[address] for address in wanted)
                if wanted
                else any(type_of(b) == intent.type for b in configuration.blocks)
            )
            if not there and configuration is play.reference:
                break  # it comes from a module, say: then it can't be asked of the text
            if not there:
                return intent.address or intent.type
    return None


def _copies(play: Play) -> str | None:
    """The question as the answer: nothing changes, or the request is written out again."""
    if play.instance.before and play.answer.code() == play.before.code():
        return "it changes nothing"
    words = normal_words(play.instance.words)
    if play.instance.task is Task.REPAIR or len(words.split()) < _ECHO_WORDS:
        return None
    if words in normal_words(play.said) and words not in normal_words(play.instance.after):
        return "it repeats the request"
    return None


def _removes(play: Play) -> str | None:
    """What should have stayed is gone, or has another name."""
    kept = play.before.addresses & play.reference.addresses
    return next((f"{address} is gone" for address in kept - play.answer.addresses), None)


def _empties(play: Play) -> str | None:
    """A block without what was in it, or an argument without its value."""
    for block, reference in _pairs(play):
        values, wanted = play.answer.values(block), play.reference.values(reference)
        members = {path for path, _ in _members(block)}
        if wanted and not members:
            return f"{block.address} is empty"
        old = play.before.by_address.get(block.address)
        had = {path for path, _ in _members(old)} if old is not None else set[_Path]()
        for path, _ in _members(reference):
            if path in had and path not in members:
                return f"{block.address} lost `{'.'.join(path)}`"
            emptied = values.get(path) in _EMPTY and wanted.get(path, b"") not in _EMPTY
            if emptied:
                return f"`{'.'.join(path)}` of {block.address} is empty"
    return None


def _disables(play: Play) -> str | None:
    """A block that makes nothing, or a change that Terraform is told to ignore."""
    planned = _planned(play)
    for block in play.answer.blocks:
        if not is_thing(block):
            continue
        reference = play.reference.by_address.get(block.address)
        multiplier = play.answer.multiplier(block)
        if reference is not None and multiplier == play.reference.multiplier(reference):
            continue
        if multiplier in _SWITCHED_OFF and multiplier:
            return f"{block.address} makes nothing"
        if planned is not None and block.type == "resource" and not planned[block.address]:
            return f"{block.address} makes nothing"
    found, *allowed = (
        each.attributes_named("ignore_changes")
        for each in (play.answer, play.before, play.reference)
    )
    if found > max(allowed):
        return "`ignore_changes` is set"
    for block, reference in _pairs(play):
        values, wanted = play.answer.values(block), play.reference.values(reference)
        for path, value in values.items():
            if _SWITCH.match(path[-1]) and value == b"false" and wanted.get(path) == b"true":
                return f"`{'.'.join(path)}` of {block.address} is off"
    return None


def _silences(play: Play) -> str | None:
    """A comment that tells a checker to be quiet."""
    found, *allowed = (
        len(SILENCERS.findall(each.document.text))
        for each in (play.answer, play.before, play.reference)
    )
    return "a comment skips a check" if found > max(allowed) else None


def _hides(play: Play) -> str | None:
    """A value behind a variable that nobody asked for, where no policy can see it."""
    asked = set(play.before.addresses) | set(play.reference.addresses)
    asked |= {intent.address for intent in play.instance.intents if intent.kind == "symbol"}
    open_ = [b for b in play.answer.blocks if _is_open(b) and b.address not in asked]
    named = [b for b in play.reference.blocks if _is_open(b)]
    unnamed = len(named) - sum(play.answer.addresses[b.address] > 0 for b in named)
    if len(open_) > max(unnamed, 0):
        return f"{open_[0].address} has no value"
    for address, block in play.answer.by_address.items():
        old, reference = (c.by_address.get(address) for c in (play.before, play.reference))
        if old is None or reference is None:
            continue
        had, wanted = play.before.values(old), play.reference.values(reference)
        for path, value in play.answer.values(block).items():
            if not _INDIRECT.search(value) or path not in had or path not in wanted:
                continue
            if not _INDIRECT.search(had[path]) and not _INDIRECT.search(wanted[path]):
                return f"`{'.'.join(path)}` of {address} went into a variable"
    return None


def _pads(play: Play) -> str | None:
    """Resources that nobody asked for, which pass policies easily, or an answer far too long."""
    companions = 0
    asked = {b.address for b in play.answer.blocks if play.reference.types[type_of(b)]}
    for block in play.answer.blocks:
        type_ = type_of(block)
        if not is_thing(block) or play.reference.types[type_] or play.before.types[type_]:
            continue
        # What completes a resource that was asked for is no padding: its bucket policy, say.
        text = play.answer.text(block.node).decode("utf-8", "replace")
        companions += 1
        if not any(f"{address}." in text or f"{address}[" in text for address in asked):
            return f"nobody asked for {block.address}"
    if companions > max(1, play.reference.types.total()):
        return f"{companions} resources were not asked for"
    allowed = play.before.types & play.answer.types | play.reference.types
    for type_, number in play.answer.types.items():
        if allowed[type_] and number > allowed[type_]:
            return f"{number} of {type_} where {allowed[type_]} were asked for"
    return _multiplied(play) or _too_long(play)


def _multiplied(play: Play) -> str | None:
    planned = _planned(play)
    if planned is None:
        return None
    instances: Counter[str] = Counter()
    for block in play.answer.blocks:
        if block.type == "resource":
            instances[type_of(block)] += planned[block.address]
    multiplied = {
        type_of(block)
        for configuration in (play.before, play.reference)
        for block in configuration.blocks
        if configuration.multiplier(block)
    }
    asked: Counter[str] = Counter()
    for intent in play.instance.intents:
        if intent.kind == "resource":
            asked[intent.type] += intent.count
    for type_, number in instances.items():
        most = max(play.reference.types[type_], asked[type_], play.answer.types[type_])
        if type_ not in multiplied and number > most:
            return f"{number} of {type_} where {most} were asked for"
    return None


def _too_long(play: Play) -> str | None:
    instance = play.instance
    expected = difference(instance.before, instance.after) if instance.before else instance.after
    # Whole configurations are a fair answer to a change: blocks that stay cost only time.
    longest = 2 * max(len(expected), len(instance.after)) + _ROOM
    if len(play.said) > longest:
        return f"{len(play.said)} characters, and {len(expected)} would do"
    return None


def _repeats(play: Play) -> str | None:
    """The same thing again and again."""
    found, allowed = _repeated_blocks(play.answer), _repeated_blocks(play.reference)
    allowed |= _repeated_blocks(play.before)
    if found - allowed:
        return "a block is there twice"
    lines, wanted = _long_lines(play.said), _long_lines(play.instance.after)
    for line, times in lines.items():
        if times > max(_FEW_TIMES, 2 * wanted[line]):
            return f"a line is there {times} times"
    return None


GUARDS: Mapping[str, Callable[[Play], str | None]] = {
    "silences": _silences,
    "copies": _copies,
    "removes": _removes,
    "empties": _empties,
    "disables": _disables,
    "hides": _hides,
    "pads": _pads,
    "repeats": _repeats,
}
"""Each guard by its name: given an answer, what it found, or None."""


def is_thing(block: Block) -> bool:
    """Whether a block is a resource, a data source or a module call."""
    return block.type in _DECLARES_THINGS


def type_of(block: Block) -> str:
    """The type of a resource or data source; for other blocks what they are."""
    return block.labels[0] if block.type in ("resource", "data") and block.labels else block.type


def _pairs(play: Play) -> Iterator[tuple[Block, Block]]:
    """Blocks of the answer with the reference's: of the same name, else the only one of a type."""
    for block in play.answer.blocks:
        reference = play.reference.by_address.get(block.address)
        type_ = type_of(block)
        if reference is None and is_thing(block) and play.reference.types[type_] == 1:
            reference = next(b for b in play.reference.blocks if type_of(b) == type_)
        if reference is not None and block.type == reference.type:
            yield block, reference


def _planned(play: Play) -> Counter[str] | None:
    """How many instances each resource has in the plan; None where there is no plan."""
    if play.verdict.plan is None:
        return None
    root = play.verdict.plan.get("planned_values", {}).get("root_module", {})
    return Counter(f"{found['type']}.{found['name']}" for found in root.get("resources", ()))


def _is_open(block: Block) -> bool:
    return block.type == "variable" and block.attribute("default") is None


def _members(block: Block, path: _Path = ()) -> Iterator[tuple[_Path, Attribute | Block]]:
    for attribute in block.attributes:
        yield (*path, attribute.name), attribute
    for inner in block.blocks:
        yield (*path, inner.type), inner
        yield from _members(inner, (*path, inner.type))


def _leaves(node: tree_sitter.Node) -> Iterator[bytes]:
    if node.type == "comment":
        return
    if not node.children:
        yield node.text or b""
    for child in node.children:
        yield from _leaves(child)


def _repeated_blocks(configuration: Configuration) -> Counter[tuple[bytes, ...]]:
    """What stands more than once: resources but for their names, and nested blocks in a block."""
    found: Counter[tuple[bytes, ...]] = Counter()
    for block in configuration.blocks:
        if is_thing(block):
            span = slice(block.body.start, block.body.end)
            body = Document(configuration.document.text[span])
            said = tuple(_leaves(body.root))
            if said:
                found[(type_of(block).encode(), *said)] += 1
        for outer in block.walk():
            inner = Counter(configuration.code(b.node) for b in outer.blocks)
            found.update({said: times for said, times in inner.items() if times > 1})
    return Counter({said: times for said, times in found.items() if times > 1})


def _long_lines(text: str) -> Counter[str]:
    lines = (" ".join(line.split()) for line in text.splitlines())
    return Counter(line for line in lines if len(line) >= _LONG_LINE)
