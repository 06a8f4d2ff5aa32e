"""Whether what is written literally can become a value of the type that is wanted.

Follows Terraform's conversions: numbers and booleans become strings; strings become numbers and
booleans where they read as such; tuples become lists and sets; objects become maps. Whatever has to
be evaluated is taken to fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import tree_sitter

from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.positions import Span
from terraformer_ls.schema.cty import Kind, Type

_NUMBER = re.compile(r"-?(?:0[xX][0-9a-fA-F]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)")
_BOOLEAN_WORDS = ("true", "false", "1", "0")
_PRIMITIVES = (Kind.STRING, Kind.NUMBER, Kind.BOOL)
_ARTICLES = {
    Kind.STRING: "a string",
    Kind.NUMBER: "a number",
    Kind.BOOL: "true or false",
    Kind.LIST: "a list",
    Kind.SET: "a set",
    Kind.MAP: "a map",
    Kind.OBJECT: "an object",
    Kind.TUPLE: "a list",
}


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A literal that can't become what is wanted: where, and what to say."""

    span: Span
    wanted: Type
    message: str


def mismatches(
    document: Document, expression: tree_sitter.Node, wanted: Type
) -> Iterator[Mismatch]:
    """The literals in an expression that can't become the wanted type, or parts of it."""
    pending = [(expression, wanted)]
    while pending:
        node, type_ = pending.pop()
        if type_.kind is Kind.DYNAMIC:
            continue
        value = _value_node(node)
        written = _written(document, value)
        if written is None:
            continue
        if not _fits(document, value, written, type_):
            message = f"Expected {_ARTICLES[type_.kind]}, got {_described(written)}"
            yield Mismatch(Span(node.start_byte, node.end_byte), type_, message)
        elif value.type == "collection_value":
            pending.extend(_inside(document, value, type_))


def object_members(
    document: Document, expression: tree_sitter.Node
) -> Iterator[tuple[str, tree_sitter.Node]] | None:
    """The members of an object written out with plain keys; None if it is anything else."""
    value = _value_node(expression)
    inner = value.named_children[0] if value.type == "collection_value" else None
    if inner is None or inner.type != "object":
        return None
    return _members(document, inner)


def plain_string(document: Document, expression: tree_sitter.Node) -> str | None:
    """The text of a string without templates, escapes as written; None for anything else."""
    value = _value_node(expression)
    if value.type != "literal_value" or value.named_children[0].type != "string_lit":
        return None
    return document.slice(value.named_children[0])[1:-1]


def is_null(expression: tree_sitter.Node) -> bool:
    """Whether it is the word `null`."""
    value = _value_node(expression)
    return value.type == "literal_value" and value.named_children[0].type == "null_lit"


def _value_node(node: tree_sitter.Node) -> tree_sitter.Node:
    """The one node inside an expression and its parentheses; itself where it has several."""
    while node.type == "expression" and len(node.named_children) == 1:
        node = node.named_children[0]
    return node


def _written(document: Document, value: tree_sitter.Node) -> str | None:
    """What kind of literal it is; None for what has to be evaluated."""
    match value.type:
        case "literal_value":
            return value.named_children[0].type
        case "collection_value":
            return value.named_children[0].type
        case "template_expr":
            template = value.named_children[0]
            parts = [child.type for child in template.named_children]
            content = [part for part in parts if not part.startswith("quoted_template")]
            only_a_reference = content == ["template_interpolation"]
            return None if only_a_reference else "template"
        case "for_expr":
            return value.named_children[0].type
        case "operation":
            return "negative" if _NUMBER.fullmatch(document.slice(value)) else None
        case _:
            return None


def _fits(document: Document, value: tree_sitter.Node, written: str, wanted: Type) -> bool:
    kind = wanted.kind
    match written:
        case "null_lit":
            return True
        case "string_lit":
            if kind is Kind.NUMBER:
                return _NUMBER.fullmatch(document.slice(value)[1:-1]) is not None
            if kind is Kind.BOOL:
                return document.slice(value)[1:-1] in _BOOLEAN_WORDS
            return kind is Kind.STRING
        case "template":
            return kind in _PRIMITIVES
        case "numeric_lit" | "negative":
            return kind in (Kind.NUMBER, Kind.STRING)
        case "bool_lit":
            return kind in (Kind.BOOL, Kind.STRING)
        case "tuple" | "for_tuple_expr":
            return kind in (Kind.LIST, Kind.SET, Kind.TUPLE)
        case "object" | "for_object_expr":
            return kind in (Kind.MAP, Kind.OBJECT)
        case _:
            return True


def _described(written: str) -> str:
    return {
        "string_lit": "a string",
        "template": "a string",
        "numeric_lit": "a number",
        "negative": "a number",
        "bool_lit": "true or false",
        "tuple": "a list",
        "for_tuple_expr": "a list",
    }.get(written, "an object")


def _inside(
    document: Document, value: tree_sitter.Node, type_: Type
) -> Iterator[tuple[tree_sitter.Node, Type]]:
    inner = value.named_children[0]
    if inner.type == "tuple" and type_.element is not None:
        for child in inner.named_children:
            if child.type == "expression":
                yield child, type_.element
    elif inner.type == "object":
        for key, member in _members(document, inner):
            if type_.element is not None:
                yield member, type_.element
            elif type_.attributes is not None and key in type_.attributes:
                yield member, type_.attributes[key]


def _members(
    document: Document, object_: tree_sitter.Node
) -> Iterator[tuple[str, tree_sitter.Node]]:
    for element in object_.named_children:
        if element.type == "object_elem" and len(element.named_children) == 2:
            key, member = element.named_children
            yield document.slice(key).strip('"'), member
