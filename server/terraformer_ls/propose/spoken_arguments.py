"""Which arguments a request names for the types that it asks for, as people call them, with values.

"A container app of tier Standard, with min replicas set to 2" names `min_replicas`: its whole name
is said and a value comes behind it. What is said before the next type's name belongs to this one,
and "For the key vault: ..." goes back to that. What is in doubt is left out: a model that writes
for the request has to give these arguments, with these values.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from terraformer_ls.propose.said import VALUE, Said, said_in, word_set
from terraformer_ls.propose.spoken_types import SpokenType, types_where_spoken
from terraformer_ls.propose.type_names import schema_of_type, stem
from terraformer_ls.schema.choose import provider_of_type
from terraformer_ls.schema.cty import Kind, Type

_SET = (("set", "to"), ("set",), ("=",), ("should", "be"), ("must", "be"))
"""What stands between the name of an argument, however short it is, and its value."""

_BEFORE_VALUES: Mapping[str, tuple[str, ...]] = {
    "named": ("name", "bucket"),
    "called": ("name", "bucket"),
    "in": ("location", "region"),
    "cidr": ("cidr_block", "ip_cidr_range", "address_space", "address_prefixes"),
    "range": ("cidr_block", "ip_cidr_range", "address_space", "address_prefixes"),
}
"""Which arguments are meant by what stands before a value, the likeliest first."""

_SWITCHED: Mapping[tuple[str, ...], str] = {
    ("enabled",): "true",
    ("disabled",): "false",
    ("turned", "on"): "true",
    ("turned", "off"): "false",
}
_SWITCH = frozenset({"enabled", "enable"})
_NO_ONES = frozenset({"id", "tags_all"})
"""What nobody sets."""

_SET_ELSEWHERE = ("aws", "region")
"""What is said of the provider, as a rule."""

_UNITS = re.compile(r"(?:_in)?_(?:days|hours|minutes|seconds|gb|gib|mb|mib)$")
_BEFORE_NAMES = frozenset(",;:.-?!") | word_set(
    "a add an and as has have having of plus set that the use using where whose with"
)
"""What stands before an argument's name that is one word, unless it belongs to a longer one."""

_AFTER_VALUES = frozenset(",;:.-?!") | word_set(
    "and as for from has having in labelled of on plus tagged that to which with"
)
"""What stands behind a value that is a word like any other."""

_PLACE = re.compile(
    r"(?:north|south|east|west|central|uk|us|australia|brazil|canada|france|germany|israel|italy|"
    r"japan|korea|norway|poland|qatar|spain|sweden|switzerland|uae)[a-z]*"
    r"(?:europe|us|asia|india|africa|central|north|south|east|west)\d?"
    r"|us|eu|asia|global"
    r"|(?:af|africa|ap|asia|australia|ca|cn|eu|europe|il|me|mx|northamerica|sa|southamerica|us)"
    r"-[a-z-]+\d(?:-?[a-z0-9])?"
)
_COUNTRY = word_set(
    "africa asia australia brazil canada europe france germany india israel italy japan "
    "korea mexico norway poland qatar spain sweden switzerland uae uk us zealand"
)
_REFERENCE = re.compile(r"(?:var|local|data|module|each|[a-z]+_[a-z_]+)\.[\w.\[\]]+")

_Taken = Mapping[int, SpokenType]
"""The names of types, by each of their pieces."""


@dataclass(frozen=True, slots=True)
class _Given:
    """An argument that is named.

    Attributes:
        name: the argument.
        length: over how many pieces its name goes.
        text: the value as it was said; None where it is not told, or in doubt.
        is_listed: whether there may be more values beside it.
    """

    name: str
    length: int
    text: str | None = None
    is_listed: bool = False


def spoken_arguments(words: str) -> Mapping[str, Mapping[str, str | None]]:
    """The arguments of its own that each type asked for is to have, as far as they are named.

    Each with its value in HCL; None where it is not told, or in doubt.
    """
    said = said_in(words)
    found: dict[str, dict[str, str | None]] = defaultdict(dict)
    for type_, given in _all_given(said):
        value = _in_hcl(given, type_)
        before = found[type_].setdefault(given.name, value)
        if before != value:
            found[type_][given.name] = None
    return dict(found)


def _all_given(said: Said) -> Iterator[tuple[str, _Given]]:
    spoken = {each.start: each for each in types_where_spoken(said.pieces) if each.types}
    taken = {at: each for each in spoken.values() for at in range(each.start, each.end)}
    owner = ""
    at = 0
    while at < len(said.pieces):
        given = _given(owner, said, at, taken) if owner else None
        if given is not None:
            yield owner, given
            at += given.length
        elif at in spoken:
            owner = _owner(spoken[at], said.pieces, owner)
            at = spoken[at].end
        else:
            at += 1


def _owner(spoken: SpokenType, said: tuple[str, ...], owner: str) -> str:
    """Whose arguments come behind a type's name: its own if it is introduced or addressed."""
    if spoken.is_source:
        return ""
    is_addressed = said[max(spoken.start - 2, 0) : spoken.start] == ("for", "the")
    return spoken.type if spoken.count or is_addressed else owner


def _given(owner: str, request: Said, at: int, taken: _Taken) -> _Given | None:
    """The argument whose name, or whose value, begins at a piece."""
    said = request.pieces
    before = said[at - 1] if at else ""
    if said[at] == VALUE and _after_set(said, at + 1) != at + 1:
        name = request.values[at]
        given = _told(name, 1, request, _after_set(said, at + 1), taken)
        return given if name in _arguments(owner) else None
    if before in _BEFORE_VALUES:
        names = (name for name in _BEFORE_VALUES[before] if name in _arguments(owner))
        name = next(names, "")
        given = _told(name, 1, request, at, taken)
        if before == "in":
            given = _Given(name, 1, _place(request, at))
        if name and given.text is not None:
            return given
    if said[at] == VALUE:
        return None
    found: list[_Given] = []
    for name, spellings in _arguments(owner).items():
        for parts in spellings:
            end = at + len(parts)
            is_whole = len(parts) > 1 or not at or before in _BEFORE_NAMES or before == VALUE
            if is_whole and _is_said(parts, said, at) and _is_free(at, end, taken):
                found += _with_value(name, request, at, end, taken)
    for name, parts in _switches(owner).items():
        behind = at + len(parts)
        for switched, text in _SWITCHED.items():
            is_switched = said[behind : behind + len(switched)] == switched
            if is_switched and _is_said(parts, said, at):
                found.append(_Given(name, len(parts), text))
    return max(found, key=lambda each: each.length, default=None)


def _is_said(parts: tuple[str, ...], said: tuple[str, ...], at: int) -> bool:
    return tuple(map(stem, said[at : at + len(parts)])) == parts


def _is_free(start: int, end: int, taken: _Taken) -> bool:
    """Whether no name of a type is there, but as a part of a longer name: `resource_group_name`."""
    there = [taken[at] for at in range(start, end) if at in taken]
    return all(
        start <= each.start and each.end <= end and len(there) < end - start for each in there
    )


def _with_value(name: str, request: Said, start: int, end: int, taken: _Taken) -> Iterator[_Given]:
    """The argument whose name goes from `start` to `end`, if a value stands beside it."""
    said = request.pieces
    length = end - start
    behind = _after_set(said, end)
    if said[max(start - 2, 0) : start] == ("set", "the") and said[end : end + 1] == ("to",):
        behind = end + 1
    if behind != end:
        yield _told(name, length, request, behind, taken)
        return
    first = start - 1 if said[start - 1 : start] == ("as",) else start - 2
    if first > 0 and said[first:start] in (("as",), ("as", "the")) and said[first - 1] != "well":
        # "With 300 as timeout and 5 as maximum" has each value before its name.
        yield _told(name, length, request, first - 1, taken, is_before=True)
        return
    of = said[end : end + 1] == ("of",)
    if of and length > 1:
        yield _told(name, length, request, end + 1, taken)
        return
    behind = end + of
    word = "".join(said[behind : behind + 1])
    if word in (VALUE, "true", "false") or word.isdigit() or _is_name(request, behind):
        yield _told(name, length, request, behind, taken)


def _after_set(said: tuple[str, ...], at: int) -> int:
    """Behind the words from a piece on that give a value; the piece itself if there are none."""
    for words in _SET:
        if said[at : at + len(words)] == words:
            return at + len(words)
    return at


def _told(
    name: str, length: int, request: Said, at: int, taken: _Taken, *, is_before: bool = False
) -> _Given:
    """An argument with the value that stands at a piece, before its name or behind it."""
    said = request.pieces
    beside = said[max(at - 2, 0) : at][::-1] if is_before else said[at + 1 : at + 3]
    is_listed = beside[:1] in (("and",), (",",))
    # "Named a-" and "at acme.io.;" end with signs that are theirs.
    rest = request.values[at + 1 : at + 3]
    is_cut = rest[:1] == ("-",) or (rest[:1] == (".",) and not "".join(rest[1:])[:1].isupper())
    is_cut = is_cut and len(rest) > 1 and not is_before
    is_in_doubt = is_cut or (is_listed and beside[1:] == (VALUE,))
    text = None if is_in_doubt else _text(request, at, taken)
    return _Given(name, length, text, is_listed)


def _text(request: Said, at: int, taken: _Taken) -> str | None:
    said = request.pieces[at : at + 1]
    if said and (said[0] in (VALUE, "true", "false") or said[0].isdigit()):
        return request.values[at]
    if not said or at in taken or not said[0].isidentifier():
        return None
    return request.values[at] if _is_alone(request, at) else None


def _is_alone(request: Said, at: int) -> bool:
    """Whether a value that is a word ends with the piece."""
    return request.pieces[at + 1 : at + 2] == () or request.pieces[at + 1] in _AFTER_VALUES


def _is_name(request: Said, at: int) -> bool:
    """Whether a piece is a word that is written like a name: "of tier Standard"."""
    word = "".join(request.values[at : at + 1])
    is_name = word[:1].isupper() and word.isidentifier() and word not in ("ID", "ARN", "IDs")
    return is_name and _is_alone(request, at)


def _place(request: Said, at: int) -> str | None:
    """The region that begins at a piece."""
    if _PLACE.fullmatch(request.values[at].lower()):
        return request.values[at]
    words = request.values[at : at + 3]
    end = next((n for n, word in enumerate(words) if not word[:1].isupper()), len(words))
    words = words[: end + 1] if end < len(words) and words[end].isdigit() else words[:end]
    is_place = len(words) > 1 and not _COUNTRY.isdisjoint(word.lower() for word in words)
    return " ".join(words) if is_place else None


def _in_hcl(given: _Given, type_: str) -> str | None:
    """A value as its argument takes it; None if it can't, or if it is one of several, or secret."""
    schema = schema_of_type(type_)
    if given.text is None or schema is None or given.name not in schema.attributes:
        return None
    attribute = schema.attributes[given.name]
    is_part = given.is_listed and attribute.type.kind in (Kind.LIST, Kind.SET)
    return _literal(given.text, attribute.type) if not is_part and not attribute.sensitive else None


def _literal(text: str, type_: Type) -> str | None:
    match type_.kind:
        case Kind.STRING:
            is_plain = text.isprintable() and not set('"\\').intersection(text)
            is_plain = is_plain and "${" not in text and "%{" not in text
            return f'"{text}"' if is_plain and not _REFERENCE.fullmatch(text) else None
        case Kind.NUMBER:
            return text if re.fullmatch(r"\d+(?:\.\d+)?", text) else None
        case Kind.BOOL:
            return text if text in ("true", "false") else None
        case Kind.LIST | Kind.SET if type_.element is not None:
            element = _literal(text, type_.element)
            return f"[{element}]" if element is not None else None
        case _:
            return None


@lru_cache(maxsize=256)
def _arguments(type_: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The arguments of a type that may be named, each with the words of its names.

    A retention of 30 days is one of `retention_in_days`, too.
    """
    schema = schema_of_type(type_)
    names = [
        attribute.name
        for attribute in (schema.attributes.values() if schema is not None else ())
        if attribute.settable
        and not attribute.deprecated
        and attribute.name not in _NO_ONES
        and (provider_of_type(type_), attribute.name) != _SET_ELSEWHERE
    ]
    without = [_UNITS.sub("", name) for name in names]
    return {
        name: tuple(
            tuple(map(stem, spelling.split("_")))
            for spelling in ((name, short) if without.count(short) == 1 else (name,))
        )
        for name, short in zip(names, without, strict=True)
    }


@lru_cache(maxsize=256)
def _switches(type_: str) -> Mapping[str, tuple[str, ...]]:
    """The arguments of a type that turn something on, each with the words of what they do."""
    shown = {
        name: tuple(part for part in spellings[0] if part not in _SWITCH)
        for name, spellings in _arguments(type_).items()
    }
    return {
        name: parts
        for name, parts in shown.items()
        if parts and parts != _arguments(type_)[name][0]
    }
