"""The values that a request gives, put into a draft in place of those it has: names, regions,
sizes, ranges of addresses, ports, numbers and versions.

Only values that stand there as literals, or as defaults of variables, are replaced; nothing is
added but numbers of the resource that the request is about. What a request says in other words is
not understood, and no harm done.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterator

from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.hcl.positions import Span
from terraformer_ls.propose.adapt.draft import Draft
from terraformer_ls.propose.adapt.names import NAMED, main_resource, with_asked_name
from terraformer_ls.propose.intents.arguments import Argument, named_argument
from terraformer_ls.propose.intents.request import stem
from terraformer_ls.propose.intents.targets import Target
from terraformer_ls.propose.intents.values import literal
from terraformer_ls.propose.recipes.merge import merge
from terraformer_ls.schema.cty import NUMBER, Kind

_REGION = re.compile(r"(?<![\w-])(?:[a-z]{2}-(?:gov-|iso-)?[a-z]+-\d|[a-z]+-[a-z]+\d)(?![\w-])")
_PLACES = re.compile(
    r"\b(?:north|south|east|west|central|canada|brazil|uk|us|eu|germany|france|norway|japan|"
    r"australia|asia|southeast|northeast|europe|usgov|switzerland|sweden|italy|israel|poland)",
)
_CIDR = re.compile(r"(?<![\d./])(?:\d{1,3}\.){3}\d{1,3}/\d{1,2}(?![\d/])")
_FORMS = (
    re.compile(r"(?<![\w.])[a-z]\d[a-z]*(?:-[a-z]+)?\.\d*[a-z]+(?![\w.])"),  # t3.large
    re.compile(r"(?<![\w.])db\.[a-z]\d[a-z]*\.\d*[a-z]+(?![\w.])"),
    re.compile(r"(?<![\w.])cache\.[a-z]\d[a-z]*\.\d*[a-z]+(?![\w.])"),
    re.compile(r"(?<!\w)Standard_[A-Z]\w+"),
    re.compile(r"(?<![\w-])[en]\d[a-z]?-(?:standard|highmem|highcpu|medium|small|micro)(?:-\d+)?"),
)
_RUNTIME = re.compile(r"\b(?P<name>python|node(?:\.?js)?|java|ruby)\s*v?(?P<version>\d+(?:\.\d+)?)")
_ENGINE = re.compile(
    r"\b(?P<name>postgres(?:ql)?|mysql|mariadb|redis|valkey|kubernetes|k8s)\s*"
    r"(?:version\s*)?v?(?P<version>\d+(?:\.\d+)*)\b"
)
_QUANTITY = re.compile(
    r"(?<![\w./-])(?P<number>\d+)\s*-?"
    r"(?P<unit>gb|gib|mb|mib|days?|weeks?|months?|years?|hours?|minutes?|seconds?)?(?![\w./-])"
)
_PORT = re.compile(r"\bports?\s+(\d{2,5})\b")
_PORT_WRITTEN = re.compile(rb"\b(?:\w*_port|port|containerPort|hostPort)\s*[=:]\s*\"?(\d{2,5})\b")
_WELL_KNOWN = frozenset({b"22", b"53", b"80", b"443"})
_CONTEXT = 4
_MEANT_BY_UNIT = {
    "gb": "size storage volume",
    "gib": "size storage volume",
    "mb": "memory size",
    "mib": "memory size",
    "day": "retention",
    "week": "retention",
    "month": "retention",
    "year": "retention",
    "hour": "timeout interval",
    "minute": "timeout",
    "second": "timeout",
}
_SYNONYMS = {
    "keep": "retention",
    "kept": "retention",
    "retain": "retention",
    "retained": "retention",
    "backups": "backup retention",
    "nodes": "node count",
    "instances": "instance count",
    "replicas": "replica count",
    "tasks": "desired count",
    "copies": "desired count",
}
_PROVIDERS = {
    "aws": re.compile(
        r"\b(?:aws|amazon|ec2|s3|rds|sqs|sns|ecs|eks|lambda|dynamodb|cloudfront|route ?53|"
        r"[a-z]{2}-(?:gov-)?(?:north|south|east|west|central)[a-z]*-\d)\b"
    ),
    "azure": re.compile(r"\b(?:azure|azurerm|aks|entra|(?:west|north) ?europe|east ?us ?\d?)\b"),
    "google": re.compile(
        r"\b(?:google|gcp|gke|gcs|cloud run|bigquery|"
        r"(?:europe|us|asia|australia)-(?:north|south|east|west|central)[a-z]*\d)\b"
    ),
}
_NUMBER = re.compile(r'"?\d+"?')

_Step = Callable[[Draft], Draft]


def with_asked_values(text: str, words: str) -> str:
    """A draft with the request's values in place of its own, as far as they are understood."""
    draft = Draft.of(text, words)
    for step in _STEPS:
        draft = step(draft)
    return draft.text


def without_values(words: str) -> str:
    """What a request asks for, without the values that it gives: what to look for examples by."""
    for form in (NAMED, _CIDR, *_FORMS):
        words = form.sub(" ", words)
    words = words.lower()
    for form in (_REGION, _PORT, _QUANTITY):
        words = form.sub(" ", words)
    return " ".join(words.split())


def asked_names(words: str) -> tuple[str, ...]:
    """The names that a request gives."""
    return tuple(found["name"].strip("\"'`").rstrip(".") for found in NAMED.finditer(words))


def provider_of_words(words: str) -> str:
    """The provider whose region or product a request names, as the library calls it; "" if none."""
    lowered = words.lower()
    for provider, form in _PROVIDERS.items():
        if form.search(lowered):
            return provider
    return ""


def _with_region(draft: Draft) -> Draft:
    asked = next(
        (r[0] for r in _REGION.finditer(draft.words.lower()) if _PLACES.search(r[0])), None
    )
    if asked is None:
        return draft
    old = {
        draft.value(region).strip('"')
        for target in draft.targets("provider")
        if (region := target.block.attribute("region")) is not None
    }
    edits = [
        TextEdit(Span(found.start("region"), found.end("region")), asked)
        for region in old
        if region and region != asked
        for found in re.finditer(
            rb'"(?P<region>' + re.escape(region).encode() + rb')(?=[a-z]?"|-[a-z]")',
            draft.document.text,
        )
    ]
    return draft.edited(edits)


def _with_addresses(draft: Draft) -> Draft:
    """The network's range is the asked one, and those within it are where they were within it."""
    asked = [found[0] for found in _CIDR.finditer(draft.words)]
    try:
        new = ipaddress.ip_network(asked[0], strict=False) if len(asked) == 1 else None
        places = [
            (found, ipaddress.ip_network(found[0], strict=False))
            for found in _CIDR.finditer(draft.text)
        ]
    except ValueError:
        return draft
    private = [network for _, network in places if network.is_private and network.prefixlen]
    if new is None or not private or isinstance(new, ipaddress.IPv6Network):
        return draft
    outer = min(private, key=lambda network: network.prefixlen)
    encoded = draft.text
    edits: list[TextEdit] = []
    for found, network in places:
        if not isinstance(network, ipaddress.IPv4Network) or not isinstance(
            outer, ipaddress.IPv4Network
        ):
            continue
        if not network.subnet_of(outer):
            continue
        prefix = min(new.prefixlen + network.prefixlen - outer.prefixlen, 32)
        index = (int(network.network_address) - int(outer.network_address)) >> (
            32 - network.prefixlen
        )
        moved = ipaddress.ip_network((int(new.network_address) + (index << (32 - prefix)), prefix))
        start = len(encoded[: found.start()].encode("utf-8", "surrogateescape"))
        edits.append(TextEdit(Span(start, start + len(found[0])), str(moved)))
    return draft.edited(edits)


def _with_forms(draft: Draft) -> Draft:
    """A size of machine asked for, where the draft has one of the same kind."""
    edits: list[TextEdit] = []
    for form in _FORMS:
        asked = {found[0] for found in form.finditer(draft.words)}
        literal_form = re.compile(rb'"(' + form.pattern.encode() + rb')"')
        there = list(literal_form.finditer(draft.document.text))
        if len(asked) == 1 and len({found[1] for found in there}) == 1:
            (value,) = asked
            edits += [TextEdit(Span(found.start(1), found.end(1)), value) for found in there]
    return draft.edited(edits)


def _with_versions(draft: Draft) -> Draft:
    """The asked version of an engine or a language, in all literals that speak of it."""
    edits: list[TextEdit] = []
    for found in _RUNTIME.finditer(draft.words.lower()):
        name = found["name"].replace(".", "").replace("nodejs", "node").replace("node", "nodejs")
        version = found["version"] + (".x" if name == "nodejs" else "")
        if f'"{name}{version}"' in draft.text:
            continue
        edits += [
            TextEdit(Span(there.start(2), there.end(2)), version)
            for there in re.finditer(rf'"({name})([\d.]+x?)"'.encode(), draft.document.text)
        ]
    for found in _ENGINE.finditer(draft.words.lower()):
        edits += _of_engine(draft, found["name"], found["version"])
    return draft.edited(edits)


def _of_engine(draft: Draft, name: str, version: str) -> Iterator[TextEdit]:
    stem = "postgres" if name.startswith("postgres") else name
    for target in draft.targets():
        for path in ("engine_version", "version"):
            attribute = target.block.attribute(path)
            if attribute is None or not re.fullmatch(r'"[\d.]+"', draft.value(attribute)):
                continue
            engine = target.block.attribute("engine")
            about = draft.value(engine) if engine is not None else target.block.labels[0]
            old = draft.value(attribute).strip('"')
            if stem not in about and stem not in ("kubernetes", "k8s"):
                continue
            if old.split(".")[: version.count(".") + 1] == version.split("."):
                continue
            yield TextEdit(attribute.value_span, f'"{version}"')
            major, new_major = old.split(".")[0], version.split(".")[0]
            if major != new_major:
                for there in re.finditer(rf"{stem}({major})\b".encode(), draft.document.text):
                    yield TextEdit(Span(there.start(1), there.end(1)), new_major)


def _with_port(draft: Draft) -> Draft:
    """The asked port in place of the one that the draft's own service listens on."""
    asked = {found[1] for found in _PORT.finditer(draft.words.lower())}
    there = list(_PORT_WRITTEN.finditer(draft.document.text))
    own = {found[1] for found in there} - _WELL_KNOWN or {found[1] for found in there}
    if len(asked) != 1 or len(own) != 1:
        return draft
    (port,) = asked
    edits = [TextEdit(Span(f.start(1), f.end(1)), port) for f in there if f[1] in own]
    return draft.edited(edits)


def _with_quantities(draft: Draft) -> Draft:
    """Numbers, each where the words around it say that it belongs."""
    words = draft.words.lower()
    masked = words
    for form in (_RUNTIME, _ENGINE, _PORT):
        masked = form.sub(lambda found: " " * len(found[0]), masked)
    edits: dict[Span, TextEdit] = {}
    for found in _QUANTITY.finditer(masked):
        edit = _quantity(draft, found, words)
        if edit is not None:
            edits.setdefault(edit.span, edit)
    return draft.edited(edits.values())


def _quantity(draft: Draft, found: re.Match[str], words: str) -> TextEdit | None:
    unit = found["unit"] or ""
    before = re.split(r"[,;.]|\b(?:and|with)\b", words[: found.start()])[-1].split()[-_CONTEXT:]
    after = re.split(r"[,;.]|\b(?:and|with|for)\b", words[found.end() :])[0].split()[:_CONTEXT]
    spoken = [*before, *after]
    if not unit and not spoken:
        return None
    meant = [_SYNONYMS.get(word, word) for word in spoken] + [_MEANT_BY_UNIT.get(stem(unit), "")]
    main = main_resource(draft)
    choices: list[tuple[float, bool, Target, Argument]] = []
    for target in draft.targets():
        is_main = main is not None and target.block.span == main.block.span
        named = named_argument(draft.request, target, " ".join(meant), present_first=False)
        if named is not None and _takes_number(draft, named[1], may_add=is_main):
            choices.append((named[0], is_main, target, named[1]))
    if not choices:
        return None
    _, _, target, argument = max(choices, key=lambda choice: choice[:2])
    value = literal(NUMBER, f"{found['number']} {unit}".strip(), argument.path[-1])
    if value is None:
        return None
    if argument.present is None:
        return merge(draft.document, target.block, argument.body(value))
    default = draft.variable_default(draft.value(argument.present))
    written = default if default is not None else argument.present
    is_text = draft.value(written).startswith('"')
    return TextEdit(written.value_span, f'"{value}"' if is_text else value)


def _takes_number(draft: Draft, argument: Argument, *, may_add: bool) -> bool:
    """Whether an argument is a number as it stands, or may be added as one."""
    if argument.present is None:
        return may_add and argument.type.kind is Kind.NUMBER
    default = draft.variable_default(draft.value(argument.present))
    written = default if default is not None else argument.present
    return _NUMBER.fullmatch(draft.value(written)) is not None


def _with_name(draft: Draft) -> Draft:
    return with_asked_name(draft)


_STEPS: tuple[_Step, ...] = (
    _with_region,
    _with_addresses,
    _with_forms,
    _with_versions,
    _with_port,
    _with_quantities,
    _with_name,
)
