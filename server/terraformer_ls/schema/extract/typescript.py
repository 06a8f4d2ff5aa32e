"""What the generated TypeScript declares: interfaces, classes and how values are written as HCL.

Reads the generator's regular output with patterns; it is no TypeScript parser and needs none.
Knows the generator's habits, not Terraform's schema.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_DECLARATION = re.compile(r"^export (interface|class|function) (\w+)(.*)", re.MULTILINE)
_PROPERTY = re.compile(
    r"^  /\*\*\n(?P<doc>.*?)\n  \*/\n"
    r"  readonly (?P<name>\w+)(?P<optional>\??): (?P<type>.*?);[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
_DOC_LINK = re.compile(r"\{@link https?://[^\s#}]+#(\S+) ")
_DOC_END = "Docs at Terraform Registry:"
_MEMBER = re.compile(
    r"^  // (?P<name>\S+) - computed: (?P<computed>true|false), "
    r"optional: (?P<optional>true|false), required: (?P<required>true|false)[ \t]*$",
    re.MULTILINE,
)
_MEMBERS_END = "// SYNTHESIS"
_HOLDER = re.compile(r'= new (?:\w+\.)?(\w+)\(this, "[^"]+"(?:, (true|false))?\)')
_GETTER = re.compile(r"\bthis\.(get\w+Attribute|interpolationForAttribute)\(")
_STORAGE = re.compile(
    r"^ +(?P<name>\w+): \{\n +value: .*?,\n +isBlock: (?:true|false),\n"
    r' +type: "(?P<kind>\w+)",\n +storageClassType: "(?P<storage>\w+)",\n +\}',
    re.MULTILINE | re.DOTALL,
)
_BASE = re.compile(r"extends (?:\w+\.)?(\w+)")
_TERRAFORM_TYPE = re.compile(r'tfResourceType = "([^"]+)"')
_PROVIDER_VERSION = re.compile(r"providerVersion: '([^']+)'")
_REGISTRY_PAGE = re.compile(r"registry\.terraform\.io/providers/([\w-]+/[\w-]+)/")
_FUNCTION = re.compile(
    r"  /\*\*\n(?P<doc>(?: +\* .*\n)*) +\*/\n  public \w+\((?P<parameters>.*?)\): .*? \{\n"
    r'.*?TerraformProviderFunction\.invoke\(this\.providerLocalName, "(?P<name>\w+)"',
)
_TAG = re.compile(r"@(param|returns) \{([^}]*)\}(?: (\w+))?(?: - (.*))?")


@dataclass(frozen=True, slots=True)
class Property:
    """A property of an interface: something that a user may set."""

    description: str
    optional: bool
    type: str


@dataclass(frozen=True, slots=True)
class Holder:
    """The class that a member's structured value lives in; `as_set` where it wraps a set."""

    class_name: str
    as_set: bool


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a class that stands for one attribute or block, by its name in Terraform."""

    name: str
    computed: bool
    optional: bool
    required: bool
    holder: Holder | None
    getter: str
    from_set: bool


@dataclass(frozen=True, slots=True)
class Storage:
    """How a value is written as HCL: `list` of `stringList`, `simple` `boolean`, `struct` ..."""

    kind: str
    storage: str


@dataclass(frozen=True, slots=True)
class Class:
    """A class, with the Terraform type where it stands for one."""

    name: str
    base: str
    members: tuple[Member, ...]
    terraform_type: str
    provider_version: str


@dataclass(frozen=True, slots=True)
class FunctionDeclaration:
    """A provider-defined function; types are the documentation's words (`string[]`, `object`)."""

    name: str
    description: str
    parameters: tuple[tuple[str, str, str], ...]
    variadic: bool
    result: str


@dataclass(slots=True)
class Declarations:
    """Everything that a module's sources declare.

    `storages` are by interface (of structures) or class (of resources), then by Terraform name.
    """

    interfaces: dict[str, Mapping[str, Property]] = field(
        default_factory=dict[str, Mapping[str, Property]]
    )
    meta_interfaces: set[str] = field(default_factory=set[str])
    classes: dict[str, Class] = field(default_factory=dict[str, Class])
    storages: dict[str, Mapping[str, Storage]] = field(
        default_factory=dict[str, Mapping[str, Storage]]
    )
    functions: list[FunctionDeclaration] = field(default_factory=list[FunctionDeclaration])
    registry_source: str = ""

    def read(self, source: str) -> None:
        """Add what a source file declares."""
        page = _REGISTRY_PAGE.search(source)
        if page is not None:
            self.registry_source = page.group(1)
        for kind, name, head, text in _declarations(source):
            if kind == "interface":
                body = text[: text.find("\n}") + 1]
                self.interfaces[name] = dict(_properties(body))
                if "TerraformMetaArguments" in head:
                    self.meta_interfaces.add(name)
            elif kind == "class":
                self.classes[name] = _class(name, head, text)
                self.storages[name] = _storages(text)
                self.functions.extend(_functions(text))
            elif name.endswith("ToHclTerraform"):
                structure = name.removesuffix("ToHclTerraform")
                self.storages[structure[0].upper() + structure[1:]] = _storages(text)


def _declarations(source: str) -> Iterator[tuple[str, str, str, str]]:
    """Kind, name, rest of the first line and whole text of each exported declaration."""
    for match, text in _each_with_text(_DECLARATION, source):
        yield match.group(1), match.group(2), match.group(3), text


def _each_with_text(pattern: re.Pattern[str], text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Each match with the text from its start to the next match."""
    found = list(pattern.finditer(text))
    starts = [match.start() for match in found]
    for match, end in zip(found, [*starts[1:], len(text)], strict=False):
        yield match, text[match.start() : end]


def _properties(body: str) -> Iterator[tuple[str, Property]]:
    for match in _PROPERTY.finditer(body):
        doc = re.sub(r"^ *\* ?", "", match["doc"], flags=re.MULTILINE)
        link = _DOC_LINK.search(doc)
        description = doc.partition(_DOC_END)[0].strip().replace("*\\/", "*/")
        name = link.group(1) if link is not None else match["name"]
        yield name, Property(description, match["optional"] == "?", match["type"])


def _class(name: str, head: str, text: str) -> Class:
    base = _BASE.search(head)
    terraform_type = _TERRAFORM_TYPE.search(text)
    version = _PROVIDER_VERSION.search(text)
    return Class(
        name=name,
        base=base.group(1) if base is not None else "",
        members=tuple(_members(text)),
        terraform_type=terraform_type.group(1) if terraform_type is not None else "",
        provider_version=version.group(1) if version is not None else "",
    )


def _members(text: str) -> Iterator[Member]:
    for match, segment in _each_with_text(_MEMBER, text):
        body = segment.partition(_MEMBERS_END)[0]
        holder = _HOLDER.search(body)
        getter = _GETTER.search(body)
        yield Member(
            name=match["name"],
            computed=match["computed"] == "true",
            optional=match["optional"] == "true",
            required=match["required"] == "true",
            holder=Holder(holder.group(1), holder.group(2) == "true") if holder else None,
            getter=getter.group(1) if getter is not None else "",
            from_set="Fn.tolist(" in body,
        )


def _storages(text: str) -> Mapping[str, Storage]:
    start = text.find("const attrs = {")
    if start < 0:
        return {}
    return {
        match["name"]: Storage(match["kind"], match["storage"])
        for match in _STORAGE.finditer(text, start)
    }


def _functions(text: str) -> Iterator[FunctionDeclaration]:
    for match in _FUNCTION.finditer(text):
        doc = re.sub(r"^ *\* ?", "", match["doc"], flags=re.MULTILINE)
        tags = list(_TAG.finditer(doc))
        result = next((tag.group(2) for tag in tags if tag.group(1) == "returns"), "")
        yield FunctionDeclaration(
            name=match["name"],
            description=doc.partition("@")[0].strip(),
            parameters=tuple(
                (tag.group(3) or "", tag.group(2), tag.group(4) or "")
                for tag in tags
                if tag.group(1) == "param"
            ),
            variadic="..." in match["parameters"],
            result=result,
        )
