"""Where generated configurations start: verified documents, the library, the schema."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from terraformer_ls.learn.corpus.harvest import provider_of
from terraformer_ls.learn.corpus.material import Material
from terraformer_ls.learn.corpus.tidy import tidied
from terraformer_ls.learn.gen.module_text import ModuleText
from terraformer_ls.learn.gen.scenario import combined, wants
from terraformer_ls.learn.gen.single import SingleResources
from terraformer_ls.learn.gen.slices import GROUND, slice_of
from terraformer_ls.learn.gen.vary import Strength, varied, with_other_tags
from terraformer_ls.learn.records import Document, Split
from terraformer_ls.learn.split import strictest
from terraformer_ls.learn.words.type_names import is_well_known

_SMALL, _MIDDLE, _LARGE = 700, 1_100, 1_700
"""Characters: up to 450 tokens for most, some larger."""

_OTHERS = "others"
_SHARES = {"aws": 0.5, "azurerm": 0.24, "google": 0.22, _OTHERS: 0.04}
"""Which providers the pages are of: what people use, whatever a corpus has most of."""
_ATTEMPTS = 20
_WITHOUT_RESOURCE = 0.75
_OFTEN = 0.45
"""How often a seed is of what people use every day."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A configuration that nobody has verified yet.

    Attributes:
        text: the configuration.
        families: what it is made from; any of them decides its split.
        split: the strictest of the documents that it is made from; a document may be for tests
            because of a type that the draft no longer has.
        operation: single or scenario.
        source: where the material comes from.
    """

    text: str
    families: tuple[str, ...]
    split: Split
    operation: str
    source: str


class Seeds:
    """Makes drafts: slices and variations of documents, single resources, scenarios.

    Args:
        documents: configurations that plan.
        material: values and examples from the same corpus.
    """

    def __init__(self, documents: Iterable[Document], material: Material) -> None:
        self._library: list[Document] = []
        self._pages: list[Document] = []
        for document in documents:
            if document.stages.get("plan") == "passed":
                own = document.family.startswith("library/")
                (self._library if own else self._pages).append(document)
        self._material = material
        self._single = SingleResources(material)
        self._types = self._single.types()
        self._known_types = [type_ for type_ in self._types if is_well_known(type_)]
        self._pages_of: dict[str, list[Document]] = defaultdict(list)
        self._known_pages_of: dict[str, list[Document]] = defaultdict(list)
        for page in self._pages:
            provider = provider_of(page.types)
            provider = provider if provider in _SHARES else _OTHERS
            self._pages_of[provider].append(page)
            if any(is_well_known(type_) for type_ in page.types):
                self._known_pages_of[provider].append(page)
        self._by_provider: dict[str, list[Document]] = defaultdict(list)
        self._makers: dict[str, list[Document]] = defaultdict(list)
        for document in (*self._library, *self._pages):
            self._by_provider[provider_of(document.types)].append(document)
            for type_ in document.types:
                self._makers[type_].append(document)

    def draft(self, chance: random.Random) -> Draft | None:
        """A configuration that is like none before; None where this attempt came to nothing."""
        kind = chance.random()
        if kind < 0.20 and self._types:
            return self._of_schema(chance)
        if kind < 0.36 and self._library:
            return self._scenario(chance)
        sources = self._library
        if kind >= 0.66 or not sources:
            provider = chance.choices(list(_SHARES), list(_SHARES.values()))[0]
            known = self._known_pages_of[provider] if chance.random() < _OFTEN else None
            sources = known or self._pages_of[provider] or self._pages
        return self._of_document(chance.choice(sources), chance) if sources else None

    def _of_schema(self, chance: random.Random) -> Draft | None:
        often = self._known_types and chance.random() < _OFTEN
        types = self._known_types if often else self._types
        provider = chance.choices(list(_SHARES), list(_SHARES.values()))[0]
        type_ = chance.choice([one for one in types if one.startswith(provider)] or types)
        text = self._single.configuration(type_, chance)
        if text is None:
            return None
        text = varied(text, self._material, chance, Strength(value=0.1, add=0.0, remove=0.0))
        return Draft(
            text, (f"type/{type_}",), Split.TRAIN, "single", "made from the provider's schema"
        )

    def _of_document(self, document: Document, chance: random.Random) -> Draft | None:
        largest = chance.choice((400, _SMALL, _SMALL, _MIDDLE, _MIDDLE, 1_400, _LARGE))
        text = _excerpt(document, largest, chance)
        if text is None or (_is_ground(text) and chance.random() < _WITHOUT_RESOURCE):
            return None
        text = varied(with_other_tags(text, chance), self._material, chance)
        text = _set_up(text, provider_of(document.types), chance)
        source = _without_key(document.source)
        return Draft(text, (document.family,), document.split, "single", source)

    def _scenario(self, chance: random.Random) -> Draft | None:
        """Two to four parts of one provider, the second one that which the first asks for."""
        provider = chance.choices(list(_SHARES), list(_SHARES.values()))[0]
        documents = self._by_provider.get(provider)
        if not documents:
            return None
        first = chance.choice(documents)
        parts: list[tuple[Document, str]] = []
        text = _excerpt(first, _SMALL, chance)
        if text is None or 'resource "' not in text:
            return None
        parts.append((first, text))
        for kind in list(wants(text))[:2]:
            maker = self._maker_of(provider, kind, chance)
            made = _excerpt(maker, 420, chance, of=kind) if maker else None
            if maker is not None and made is not None and maker.family != first.family:
                parts.append((maker, made))
        wanted = chance.choice((2, 2, 2, 3, 3, 4))
        for _ in range(_ATTEMPTS):
            if len(parts) >= wanted:
                break
            other = chance.choice(documents)
            made = _excerpt(other, 500, chance)
            if made is None or 'resource "' not in made or other.split is not first.split:
                continue
            if other.family not in {part.family for part, _ in parts}:
                parts.append((other, made))
        if len(parts) < 2:
            return None
        text = combined([part for _, part in parts], chance)
        text = varied(text, self._material, chance, Strength(label=0.3, add=0.1, remove=0.05))
        families = tuple(sorted({document.family for document, _ in parts}))
        sources = " + ".join(sorted({_without_key(document.source) for document, _ in parts}))
        split = strictest(document.split for document, _ in parts)
        return Draft(text, families, split, "scenario", sources)

    def _maker_of(self, provider: str, kind: str, chance: random.Random) -> Document | None:
        """A document with a resource of a kind, `subnet` say."""
        types = [
            type_
            for type_ in self._makers
            if type_.startswith(provider) and type_.endswith(f"_{kind}")
        ]
        documents = self._makers[min(types, key=len)] if types else []
        return chance.choice(documents) if documents else None


def _excerpt(document: Document, largest: int, chance: random.Random, of: str = "") -> str | None:
    """A part of a document that fits, or all of it; with a resource of a kind if one is named."""
    text = _tidied(document.text)
    for _ in range(4 if of else 1):
        whole = len(text) <= largest and chance.random() < 0.5 and not of
        made = text if whole else slice_of(text, largest, chance)
        if made is not None and (not of or f'_{of}" ' in made):
            return made
    return None


@lru_cache(maxsize=8192)
def _tidied(text: str) -> str:
    """A document as material; it is drawn again and again.

    What documentation says of `google-beta` is often of yesterday; where it is needed, the schema
    says so.
    """
    return tidied(re.sub(r"\n *provider *= *google-beta(?=\n)", "", text))


def _is_ground(text: str) -> bool:
    """Whether there is nothing but what other resources stand on, or what is looked up."""
    return all(
        GROUND.search(block.labels[0])
        for block in ModuleText(text).blocks
        if block.type == "resource" and block.labels
    )


def _set_up(text: str, provider: str, chance: random.Random) -> str:
    """The configuration with a provider block, at times."""
    if chance.random() > 0.1 or "provider " in text:
        return text
    regions: Sequence[str] = ("us-east-1", "eu-west-1", "eu-central-1", "us-west-2", "ap-south-1")
    if provider == "aws":
        named = re.search(r'"((?:us|eu|ap|ca|sa)-[a-z]+-\d)[a-z]?"', text)
        region = named[1] if named else chance.choice(regions)
        return f'provider "aws" {{\n  region = "{region}"\n}}\n\n{text}'
    if provider == "azurerm":
        return f'provider "azurerm" {{\n  features {{}}\n}}\n\n{text}'
    return text


def _without_key(source: str) -> str:
    return source.partition(" [")[0]
