"""The grammar of a line: the next argument, block or closing brace of a body, or a block's header.

A line is as far as a grammar goes. What is written decides what may follow (an argument given is
not missing any more, a block opened has a schema of its own), so every line gets its own grammar.
"""

from __future__ import annotations

from collections.abc import Iterator

from terraformer_ls.model.grammar.nodes import (
    EMPTY,
    NOTHING,
    Node,
    Repeat,
    any_word,
    choice,
    name_other_than,
    optional,
    repeat,
    sequence,
    words,
)
from terraformer_ls.propose.constraint.known_body import KnownBody
from terraformer_ls.propose.constraint.lexical import ANYTHING, COMMENT, LINE_END, NAME, SPACE
from terraformer_ls.propose.constraint.place import Line, Place
from terraformer_ls.propose.constraint.values import Values
from terraformer_ls.propose.constraint.words_for_values import keyword_value
from terraformer_ls.schema.builtin import backends
from terraformer_ls.schema.choose import Choices, provider_of_type
from terraformer_ls.schema.cty import DYNAMIC
from terraformer_ls.schema.model import AttributeSchema, BlockKind, NestedBlock, Nesting
from terraformer_ls.schema.packs import shipped
from terraformer_ls.schema.symbols import Module

_NEXT_LINE = sequence(optional("\r"), "\n", ANYTHING)
_OPENED = sequence(SPACE, choice(sequence(optional(COMMENT), _NEXT_LINE), sequence("}", LINE_END)))
_BLANK_LINES = repeat(SPACE, optional(COMMENT), optional("\r"), "\n")
_WITHOUT_LABELS = ("terraform", "locals", "moved", "removed", "import")
_NAMED = ("variable", "output", "module", "check")


def body_line(place: Place, known: KnownBody, values: Values) -> Node:
    """The line at a place in a block's body."""
    if place.line is Line.ENDED:
        return LINE_END
    if place.line is Line.OPENED:
        one = choice(EMPTY, words(dict(_arguments(place, known, values, behind=EMPTY))))
        return choice(
            sequence(SPACE, optional(COMMENT), _NEXT_LINE),
            sequence(SPACE, one, SPACE, "}", LINE_END),
        )
    found = {
        **dict(_blocks(place, known, values)),
        **dict(_arguments(place, known, values, behind=LINE_END)),
    }
    for name, block in _blocks(place, known, values):
        argument = dict(_arguments(place, known, values, behind=LINE_END)).get(name)
        if argument is not None:
            found[name] = choice(argument, block)
    options = [words(found)]
    if known.is_open:
        options.append(_unlisted(known, values))
    if known.dynamic and place.body.type != "dynamic":
        options.append(_dynamic(known))
    may_close = not _is_lacking(place, known)
    if may_close:
        options.append(sequence("}", LINE_END))
    line = sequence(_BLANK_LINES, SPACE, choice(*options))
    return choice(line, _BLANK_LINES, SPACE) if may_close else line


def top_line(module: Module, choices: Choices, types: frozenset[str] | None = None) -> Node:
    """A line outside of all blocks.

    Args:
        module: what is declared already.
        choices: the schemas that apply.
        types: which types of resources to stay with; all of the module's providers by default.
    """
    heads: dict[str, Node] = {}
    for kind in BlockKind:
        found = _types(kind, module, choices, types)
        if found is not NOTHING:
            heads[kind.value] = sequence(SPACE, found, SPACE, "{", _OPENED)
    for type_ in _NAMED:
        root = {"variable": "var"}.get(type_, type_)
        taken = [address[1] for address in module.declarations if address[0] == root]
        heads[type_] = sequence(SPACE, '"', name_other_than(taken), '"', SPACE, "{", _OPENED)
    for type_ in _WITHOUT_LABELS:
        heads[type_] = sequence(SPACE, "{", _OPENED)
    provider = any_word(_provider_names(module, choices))
    heads["provider"] = sequence(SPACE, '"', provider, '"', SPACE, "{", _OPENED)
    return sequence(
        _BLANK_LINES, optional(choice(words(heads), COMMENT, sequence(COMMENT, _NEXT_LINE)))
    )


def _types(
    kind: BlockKind, module: Module, choices: Choices, wanted: frozenset[str] | None
) -> Node:
    """Both labels of a resource, data source or ephemeral resource."""
    taken: dict[str, list[str]] = {}
    for address in module.declarations:
        if kind is BlockKind.RESOURCE and len(address) == 2:
            taken.setdefault(address[0], []).append(address[1])
        elif len(address) == 3 and address[0] == kind.value:
            taken.setdefault(address[1], []).append(address[2])
    following: dict[str, Node] = {}
    any_name = sequence('"', SPACE, '"', NAME, '"')
    for local_name in _provider_names(module, choices):
        schema = choices.provider(module.folder, local_name).schema
        for type_ in schema.types(kind) if schema is not None else ():
            if provider_of_type(type_) != local_name or (
                wanted is not None and type_ not in wanted
            ):
                continue
            following[type_] = (
                sequence('"', SPACE, '"', name_other_than(taken[type_]), '"')
                if type_ in taken
                else any_name
            )
    return sequence('"', words(following)) if following else NOTHING


def _provider_names(module: Module, choices: Choices) -> tuple[str, ...]:
    """The providers that a module names or uses; where it has none yet, all that we know."""
    used = set(choices.local_names(module.folder))
    for type_ in ("resource", "data", "ephemeral"):
        for placed in module.blocks_of(type_):
            if placed.reading.block.labels:
                used.add(provider_of_type(placed.reading.block.labels[0]))
    for placed in module.blocks_of("provider"):
        used.update(placed.reading.block.labels[:1])
    used.discard("")
    return tuple(sorted(used or {provider.name for provider in shipped()}))


def _arguments(
    place: Place, known: KnownBody, values: Values, *, behind: Node
) -> Iterator[tuple[str, Node]]:
    """The arguments that the body may still take."""
    present = place.names[-1]
    if place.body.type == "locals" and len(place.bodies) == 2:
        return
    for schema in (known.schema, known.meta):
        for attribute in schema.attributes.values():
            if attribute.settable and not attribute.deprecated and attribute.name not in present:
                yield attribute.name, _is(place, values, attribute, behind)


def _is(place: Place, values: Values, attribute: AttributeSchema, behind: Node) -> Node:
    keyword = keyword_value(place, attribute.name, values)
    value = keyword if keyword is not None else values.of_argument(attribute)
    return sequence(SPACE, "=", SPACE, value, behind)


def _blocks(place: Place, known: KnownBody, values: Values) -> Iterator[tuple[str, Node]]:
    """The blocks that the body may still take."""
    present = place.names[-1]
    for schema in (known.schema, known.meta):
        for nested in schema.blocks.values():
            count = present.get(nested.name, 0)
            full = (nested.at_most_one and count) or 0 < nested.max_items <= count
            if not full and not nested.block.deprecated:
                yield nested.name, sequence(_labels(nested), SPACE, "{", _opened(nested, values))
        for attribute in schema.attributes.values():
            is_usual = attribute.settable and not attribute.deprecated
            if is_usual and attribute.accepts_blocks and attribute.type.is_list_of_objects:
                yield attribute.name, sequence(SPACE, "{", _OPENED)


def _opened(nested: NestedBlock, values: Values) -> Node:
    """What may follow a block's brace: the next line, or one argument and the closing brace."""
    arguments = {
        attribute.name: sequence(SPACE, "=", SPACE, values.of_argument(attribute))
        for attribute in nested.block.attributes.values()
        if attribute.settable and not attribute.deprecated
    }
    if not arguments:
        return _OPENED
    return choice(_OPENED, sequence(SPACE, words(arguments), SPACE, "}", LINE_END))


def _labels(nested: NestedBlock) -> Node:
    match nested.name:
        case "backend":
            return sequence(SPACE, '"', any_word(backends()), '"')
        case "provisioner":
            return sequence(SPACE, '"', any_word(("local-exec", "remote-exec", "file")), '"')
        case "provider_meta" | "state_store":
            return sequence(SPACE, '"', NAME, '"')
        case _:
            if nested.nesting is Nesting.MAP:
                return sequence(SPACE, '"', NAME, '"')
            return EMPTY


def _dynamic(known: KnownBody) -> Node:
    names = [
        *known.schema.blocks,
        *(name for name, found in known.schema.attributes.items() if found.type.is_list_of_objects),
    ]
    if not names:
        return NOTHING
    return sequence("dynamic", SPACE, '"', any_word(names), '"', SPACE, "{", _OPENED)


def _unlisted(known: KnownBody, values: Values) -> Node:
    """Arguments and blocks that are not known, in a body of which not everything is."""
    listed = [*known.schema.attributes, *known.schema.blocks, *known.meta.attributes]
    name = name_other_than([*listed, *known.meta.blocks])
    value = sequence(SPACE, "=", SPACE, values.of(DYNAMIC), LINE_END)
    label = sequence(SPACE, '"', NAME, '"')
    return sequence(name, choice(value, sequence(Repeat(label), SPACE, "{", _OPENED)))


def _is_lacking(place: Place, known: KnownBody) -> bool:
    """Whether the body lacks something that it requires."""
    present = place.names[-1]
    return any(
        name not in present
        for schema in (known.schema, known.meta)
        for name in schema.required_names()
    )
