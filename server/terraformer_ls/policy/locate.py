"""Where on our own tree a Checkov result belongs: its block, Terraform's address and a span.

Checkov names blocks in its own way (`aws.default` for a provider, no `data.` before a data source)
and gives the lines of whole blocks; the attribute that it judged is named by a path.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import tree_sitter

from terraformer_ls.hcl.blocks import Attribute, Block, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.positions import Span

_MODULE_STEP = re.compile(r'module\.[^.\[\]]+(?:\[(?:"(?:\\.|[^"\\])*"|\d+)\])?\.')
_INDEX = re.compile(r'\[(?:"(?:\\.|[^"\\])*"|\d+)\]$')
_FILTER = re.compile(r"\[\?.*?\]")
_KEY_PART = re.compile(r"\[(\d+)\]|([^/.\[\]]+)")


@dataclass(frozen=True, slots=True)
class Place:
    """A block with Terraform's address, or no block where none could be told."""

    block: Block | None
    address: str
    span: Span


def locate(document: Document, resource: str, line: int, keys: Sequence[str]) -> Place:
    """The place of a result in the file it is about.

    Args:
        document: the file.
        resource: Checkov's name of the block.
        line: the line, from 1, at which Checkov says that the block starts.
        keys: the attributes that were judged, as Checkov's paths (`ingress/[0]/from_port`).
    """
    modules, rest = _split_modules(resource)
    index = _INDEX.search(rest)
    name = rest[: index.start()] if index else rest
    blocks = [block for block in top_level_blocks(document) if _is_named(document, block, name)]
    if not blocks:
        return Place(None, resource, _line_span(document, line))
    block = min(
        blocks,
        key=lambda block: abs(document.lines.line_of(block.span.start) - (line - 1)),
    )
    suffix = index.group() if index else ""
    return Place(block, f"{modules}{block.address}{suffix}", _span_of(document, block, keys))


def module_path(address: str) -> str:
    """The modules in which an address lies, with the last dot: `module.a.module.b[0].`, or ""."""
    return _split_modules(address)[0]


def _split_modules(resource: str) -> tuple[str, str]:
    at = 0
    while (step := _MODULE_STEP.match(resource, at)) is not None:
        at = step.end()
    rest = resource[at:]
    return resource[:at], rest.removeprefix("module.")


def _is_named(document: Document, block: Block, name: str) -> bool:
    if block.type in ("resource", "data"):
        return ".".join(block.labels) == name.removeprefix("data.")
    if block.type == "module":
        return block.labels == (name,)
    if block.type == "provider":
        alias = block.attribute("alias")
        alias_name = (
            document.slice(alias.node).partition("=")[2].strip(' "') if alias else "default"
        )
        return f"{block.labels[0] if block.labels else ''}.{alias_name}" == name
    return False


def _line_span(document: Document, line: int) -> Span:
    return document.lines.line_span(max(0, min(line, document.lines.line_count) - 1))


def _span_of(document: Document, block: Block, keys: Sequence[str]) -> Span:
    found = [_deepest(document, block, _parts(key)) for key in keys]
    matched, span = max(found, key=lambda match: match[0], default=(0.0, block.header))
    return span if matched else header_span(block)


def _parts(key: str) -> list[str | int]:
    parts: list[str | int] = []
    for match in _KEY_PART.finditer(_FILTER.sub("", key)):
        if match.group(1) is not None:
            parts.append(int(match.group(1)))
        elif match.group(2) != "*":
            parts.append(match.group(2))
    return parts


def _deepest(document: Document, block: Block, parts: Sequence[str | int]) -> tuple[float, Span]:
    """How much of a path is there (1 is all), and the narrowest thing that it leads to."""
    names = sum(isinstance(part, str) for part in parts)
    span, matched, at = header_span(block), 0, 0
    while at < len(parts):
        name = parts[at]
        index = parts[at + 1] if at + 1 < len(parts) else 0
        at += 2 if at + 1 < len(parts) and isinstance(index, int) else 1
        if not isinstance(name, str):
            continue
        attribute = block.attribute(name)
        if attribute is not None:
            inner, more = _inside_value(document, attribute, parts[at:])
            return (matched + 1 + more) / names, inner
        nested = _nested(block, name)
        if not nested:
            break
        block = nested[min(index, len(nested) - 1)] if isinstance(index, int) else nested[0]
        matched += 1
        span = header_span(block)
    return (matched / names if names else 0.0), span


def _nested(block: Block, name: str) -> list[Block]:
    """The nested blocks of a name, the contents of dynamic ones included."""
    found: list[Block] = []
    for inner in block.blocks:
        if inner.type == name:
            found.append(inner)
        elif inner.type == "dynamic" and inner.labels == (name,):
            found.extend(inner.blocks_of("content"))
    return found


def _inside_value(
    document: Document, attribute: Attribute, parts: Sequence[str | int]
) -> tuple[Span, int]:
    """The object element that a path leads to inside a value, and how many names matched."""
    node, matched = attribute.node, 0
    span = attribute.span
    for name in (part for part in parts if isinstance(part, str)):
        element = next((e for e in _elements(node) if _key(document, e) == name), None)
        if element is None:
            break
        node, matched = element, matched + 1
        span = Span(element.start_byte, element.end_byte)
    return _first_line(document, span), matched


def _elements(node: tree_sitter.Node) -> Iterator[tree_sitter.Node]:
    """The object elements below a node in order, the outermost of each nest."""
    waiting = list(reversed(node.named_children))
    while waiting:
        child = waiting.pop()
        if child.type == "object_elem":
            yield child
        else:
            waiting.extend(reversed(child.named_children))


def _key(document: Document, element: tree_sitter.Node) -> str:
    key = element.child_by_field_name("key") or element.named_children[0]
    return document.slice(key).strip('" ')


def header_span(block: Block) -> Span:
    """A block's type and labels, without the brace."""
    ends = [span.end for span in (block.type_span, *block.label_spans)]
    return Span(block.type_span.start, max(ends))


def _first_line(document: Document, span: Span) -> Span:
    line = document.lines.line_span(document.lines.line_of(span.start))
    return Span(span.start, max(span.start, min(span.end, line.end)))
