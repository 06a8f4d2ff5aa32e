"""The grammar of a line: the next argument, block or closing brace of a body, or a block's header.

A line is as far as a grammar goes. What is written decides what may follow (an argument given is
not missing any more, a block opened has a schema of its own), so every line gets its own grammar.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache, partial

from terraformer_ls.model.grammar.nodes import (
    EMPTY,
    NOTHING,
    Node,
    Repeat,
    Rule,
    any_word,
    choice,
    name_other_than,
    optional,
    repeat,
    sequence,
    words,
)
from terraformer_ls.propose.asked import Asked
from terraformer_ls.propose.constraint.known_body import KnownBody
from terraformer_ls.propose.constraint.lexical import (
    ANYTHING,
    COMMENT,
    INDENTATION,
    LINE_END,
    NAME,
    SPACE,
    SPACES,
)
from terraformer_ls.propose.constraint.missing import Missing
from terraformer_ls.propose.constraint.place import Line, Place
from terraformer_ls.propose.constraint.values import Values
from terraformer_ls.propose.constraint.words_for_values import keyword_value
from terraformer_ls.schema.builtin import backends
from terraformer_ls.schema.choose import Choices, provider_of_type
from terraformer_ls.schema.cty import DYNAMIC
from terraformer_ls.schema.model import AttributeSchema, BlockKind, NestedBlock, Nesting
from terraformer_ls.schema.packs import shipped
from terraformer_ls.schema.symbols import Address, Module

_NAME_TYPED = re.compile(r"\s*([\w-]*)([^\w-]?)")
_LABEL = re.compile(r'"([a-z0-9-]+)_')
_NEXT_LINE = sequence(optional("\r"), "\n", ANYTHING)
_OPENED = sequence(SPACE, choice(sequence(optional(COMMENT), _NEXT_LINE), sequence("}", LINE_END)))
_BLANK_LINES = repeat(SPACE, optional("\r"), "\n")
_BLANK_LINES_AND_COMMENTS = repeat(SPACE, optional(COMMENT), optional("\r"), "\n")
_WITHOUT_LABELS = ("terraform", "locals", "moved", "removed", "import")
_SMALL_PROVIDERS = frozenset(
    {"archive", "cloudinit", "http", "local", "null", "random", "terraform", "time", "tls"}
)
_NAMED = ("variable", "output", "module", "check")
_LATER = frozenset({"connection", "depends_on", "lifecycle", "provisioner", "timeouts"})
_NO_ONES = frozenset({"id", "tags_all"})
"""What could be set of a resource, and nobody sets."""

_PATIENCE = 3
"""How many arguments and blocks may come that nobody needs while something is missing."""

_NOTHING_GIVEN: Mapping[str, str] = {}
_NO_TYPES = (frozenset[str](), frozenset[str]())
_OPENTOFU_ALONE = {"lifecycle": frozenset({"enabled", "destroy"})}


def body_line(
    place: Place,
    known: KnownBody,
    values: Values,
    asked: Collection[str] = (),
    given: Mapping[str, str] = _NOTHING_GIVEN,
    *,
    comments: bool = False,
    tidy: bool = False,
    anew: bool = False,
) -> Node:
    """The line at a place in a block's body.

    Args:
        place: where; of its statement, the name decides what is looked at closer.
        known: what may stand in the body.
        values: what may be written there as values.
        asked: arguments that the body has to set although its schema does not require them.
        given: the values that arguments have to have, in HCL.
        comments: whether a line may be a comment: models that can't go on as they like write them.
        tidy: whether arguments are indented with spaces, and no line is blank while something that
            is required is missing: models that may not close a block yet go on as if they had.
        anew: whether blocks are new, not copies: while something is missing, what is of use in any
            block has to wait, and after a few more there is nothing but what is missing. Models
            that can't name it go through all others.
    """
    if place.line is Line.ENDED:
        return LINE_END
    if place.line is Line.OPENED:
        one = choice(EMPTY, words(_arguments(place, known, values, given, behind=EMPTY)))
        return choice(
            sequence(SPACE, optional(COMMENT), _NEXT_LINE),
            sequence(SPACE, one, SPACE, "}", LINE_END),
        )
    needed = _needed(known, asked)
    lacking = needed.difference(place.names[-1])
    is_patient = not (anew and lacking) or _number_of_others(place, needed) < _PATIENCE
    now = _now(place, known, lacking, is_patient=is_patient) if anew else known
    anywhere = [words(_arguments(place, now, values, given, behind=LINE_END))]
    indented = [words(dict(_blocks(place, now, values)))]
    if known.is_open and is_patient:
        argument, block = _unlisted(place, known, values)
        anywhere.append(argument)
        indented.append(block)
    if known.dynamic and is_patient and place.body.type != "dynamic":
        indented.append(_dynamic(known))
    closing = [] if lacking else [sequence("}", LINE_END), EMPTY]
    blank = _BLANK_LINES_AND_COMMENTS if comments else _BLANK_LINES
    if tidy and lacking:
        blank = EMPTY
    indentation = INDENTATION
    if tidy:
        indented += anywhere
        anywhere = []
        indentation = SPACES
    # The header of a block at the start of a line is read as outside of what was not closed yet.
    return sequence(
        blank,
        choice(
            sequence(SPACE, choice(*anywhere, *closing)), sequence(indentation, choice(*indented))
        ),
    )


def top_line(
    module: Module,
    choices: Choices,
    typed: str = "",
    missing: Missing | None = None,
    *,
    may_end: bool = True,
    changes: bool = False,
    comments: bool = False,
) -> Node:
    """A line outside of all blocks.

    Args:
        module: what is declared already.
        choices: the schemas that apply.
        typed: what is there of the line.
        missing: what is to be written; what it names comes before more of what is there.
        may_end: whether there may be no more lines.
        changes: whether what is declared may be written again.
        comments: as for `body_line`.
    """
    heads: dict[str, Node] = {}
    missing = missing or Missing(Asked(), module)
    declared = () if changes else tuple(module.declarations)
    for kind in BlockKind:
        found = _types(kind, declared, module, choices, missing, typed)
        if found is not NOTHING:
            heads[kind.value] = sequence(SPACE, found, SPACE, "{", _OPENED)
    for type_ in _NAMED:
        root = {"variable": "var"}.get(type_, type_)
        taken = [address[1] for address in declared if address[0] == root]
        asked = missing.symbols.get(type_)
        name = any_word(asked) if asked else name_other_than(taken)
        heads[type_] = sequence(SPACE, '"', name, '"', SPACE, "{", _OPENED)
    for type_ in _WITHOUT_LABELS:
        heads[type_] = sequence(SPACE, "{", _OPENED)
    provider = any_word(_provider_names(module, choices, typed, missing))
    heads["provider"] = sequence(SPACE, '"', provider, '"', SPACE, "{", _OPENED)
    blank = _BLANK_LINES_AND_COMMENTS if comments else _BLANK_LINES
    return sequence(blank, choice(words(heads), EMPTY if may_end else NOTHING))


def _types(
    kind: BlockKind,
    declared: Iterable[Address],
    module: Module,
    choices: Choices,
    missing: Missing,
    typed: str,
) -> Node:
    """Both labels of a resource, data source or ephemeral resource."""
    taken: dict[str, list[str]] = {}
    for address in declared:
        if kind is BlockKind.RESOURCE and len(address) == 2:
            taken.setdefault(address[0], []).append(address[1])
        elif len(address) == 3 and address[0] == kind.value:
            taken.setdefault(address[1], []).append(address[2])
    options: list[Node] = []
    only, enough = _NO_TYPES
    if kind is BlockKind.RESOURCE:
        only, enough = missing.only, missing.enough
    elif kind is BlockKind.DATA:
        only = missing.sources
    for local_name in _provider_names(module, choices, typed, missing):
        schema = choices.provider(module.folder, local_name).schema
        if schema is not None:
            names = schema.types(kind)
            mine = tuple(
                (type_, tuple(taken[type_])) for type_ in sorted(taken) if type_ in set(names)
            )
            options.append(_types_of(local_name, names, mine, only, enough))
    return sequence('"', choice(*options)) if options else NOTHING


@lru_cache(maxsize=32)
def _types_of(
    local_name: str,
    names: tuple[str, ...],
    taken: tuple[tuple[str, tuple[str, ...]], ...],
    only: frozenset[str],
    enough: frozenset[str],
) -> Node:
    """The types of one provider, each with its name's label; one of thousands takes a while.

    `only` are the types to stay with, if there are any; there is `enough` of others.
    """
    any_name: Node = Rule("label", lambda: sequence('"', SPACE, '"', NAME, '"'))
    following: dict[str, Node] = {
        type_: any_name
        for type_ in names
        if provider_of_type(type_) == local_name
        and (not only or type_ in only)
        and type_ not in enough
    }
    for type_, declared in taken:
        if type_ in following:
            following[type_] = sequence('"', SPACE, '"', name_other_than(declared), '"')
    return Rule("types", lambda: words(following))


def _provider_names(
    module: Module, choices: Choices, typed: str, missing: Missing
) -> tuple[str, ...]:
    """The providers that a module names or uses, or whose name is typed; if none, all we know.

    Some are of use in any module.
    """
    used = {*choices.local_names(module.folder), *missing.providers}
    used.update(map(provider_of_type, missing.only))
    named = _LABEL.search(typed)
    if named is not None and choices.provider(module.folder, named[1]).schema is not None:
        used.add(named[1])
    for type_ in ("resource", "data", "ephemeral"):
        for placed in module.blocks_of(type_):
            if placed.reading.block.labels:
                used.add(provider_of_type(placed.reading.block.labels[0]))
    for placed in module.blocks_of("provider"):
        used.update(placed.reading.block.labels[:1])
    used.discard("")
    if not used or used <= _SMALL_PROVIDERS:
        used.update(provider.name for provider in shipped())
    return tuple(sorted(used | _SMALL_PROVIDERS))


def _arguments(
    place: Place, known: KnownBody, values: Values, given: Mapping[str, str], *, behind: Node
) -> dict[str, Node]:
    """The arguments that the body may still take."""
    if place.body.type == "locals" and len(place.bodies) == 2:
        return {}
    present = place.names[-1]
    may_be = _typed_name(place)
    unknown = _OPENTOFU_ALONE.get(place.body.type, frozenset[str]())
    return {
        attribute.name: sequence(
            SPACE,
            "=",
            SPACE,
            given.get(attribute.name) or _value(place, known, values, attribute),
            behind,
        )
        for schema in (known.schema, known.meta)
        for attribute in schema.attributes.values()
        if attribute.settable
        and not attribute.deprecated
        and attribute.name not in present
        and attribute.name not in unknown
        and may_be(attribute.name)
    }


def _value(place: Place, known: KnownBody, values: Values, attribute: AttributeSchema) -> Node:
    keyword = keyword_value(
        place, attribute.name, values, known.providers, any_alias=known.any_alias
    )
    return keyword if keyword is not None else values.of_argument(attribute)


def _blocks(place: Place, known: KnownBody, values: Values) -> Iterator[tuple[str, Node]]:
    """The blocks that the body may still take."""
    present = place.names[-1]
    may_be = _typed_name(place)
    for schema in (known.schema, known.meta):
        for name, nested in schema.blocks.items():
            count = present.get(name, 0)
            full = (nested.at_most_one and count) or 0 < nested.max_items <= count
            if may_be(name) and not full and not nested.block.deprecated:
                opened = values.rules.of(
                    ("opened", id(nested.block)), partial(_opened, nested, values)
                )
                yield name, sequence(_labels(place, nested), SPACE, "{", opened)
        for name, attribute in schema.attributes.items():
            is_usual = attribute.settable and not attribute.deprecated
            is_list = attribute.accepts_blocks and attribute.type.is_list_of_objects
            if is_usual and is_list and may_be(name):
                yield name, sequence(SPACE, "{", _OPENED)


def _typed_name(place: Place) -> Callable[[str], bool]:
    """Which names go with what is typed: there is no need to look at others."""
    found = _NAME_TYPED.match(place.statement)
    if found is None or not found[1]:
        return lambda _: True
    typed = found[1]
    return typed.__eq__ if found[2] else lambda name: name.startswith(typed)


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


def _labels(place: Place, nested: NestedBlock) -> Node:
    match place.bodies[1].type, nested.name:
        case "terraform", "backend":
            return sequence(SPACE, '"', any_word(backends()), '"')
        case "resource", "provisioner":
            return sequence(SPACE, '"', any_word(("local-exec", "remote-exec", "file")), '"')
        case "terraform", "provider_meta" | "state_store":
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


def _unlisted(place: Place, known: KnownBody, values: Values) -> tuple[Node, Node]:
    """An argument, and a block, that is not known, in a body of which not everything is."""
    listed = {*known.schema.attributes, *known.schema.blocks}
    listed.update(known.meta.attributes, known.meta.blocks)
    new = name_other_than(listed.union(place.names[-1]))
    value = sequence(SPACE, "=", SPACE, values.of(DYNAMIC), LINE_END)
    label = sequence(SPACE, '"', NAME, '"')
    block = sequence(Repeat(label), SPACE, "{", _OPENED)
    return sequence(new, value), sequence(name_other_than(listed), block)


def _needed(known: KnownBody, asked: Collection[str]) -> frozenset[str]:
    """What a body requires, or what is asked for and may be set."""
    required = (*known.schema.required_names(), *known.meta.required_names())
    return frozenset(
        {name for name in asked if _may_set(known.schema.attributes.get(name))}
        | {name for name in required if _may_set(known.attribute(name)) or _may_open(known, name)}
    )


def _number_of_others(place: Place, needed: Collection[str]) -> int:
    """How many arguments and blocks a body has that nobody needs."""
    return sum(count for name, count in place.names[-1].items() if name not in needed)


def _now(place: Place, known: KnownBody, lacking: frozenset[str], *, is_patient: bool) -> KnownBody:
    """What of a new body comes next: see `body_line`."""
    known = replace(known, any_alias=False)
    if not is_patient:
        return known.only(lacking)
    is_resource = place.body is place.top and place.body.type == "resource"
    not_now = set(_LATER if lacking else ()).union(_NO_ONES if is_resource else ())
    return known.without(not_now - lacking)


def _may_set(attribute: AttributeSchema | None) -> bool:
    return attribute is not None and attribute.settable and not attribute.deprecated


def _may_open(known: KnownBody, name: str) -> bool:
    nested = known.block(name)
    return nested is not None and not nested.block.deprecated
