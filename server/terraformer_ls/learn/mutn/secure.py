"""Secure: a policy finding fixed by a recipe, asked for in the policy's words or by its id."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from terraformer_ls.hcl.edits import OverlappingEditsError, apply_edits
from terraformer_ls.learn.intent import type_at
from terraformer_ls.learn.mutn.configuration import Configuration
from terraformer_ls.learn.mutn.draft import Draft
from terraformer_ls.learn.mutn.phrases import asked, block_phrase
from terraformer_ls.learn.mutn.vocabulary import Vocabulary
from terraformer_ls.learn.records import Intent
from terraformer_ls.learn.verified import FILE
from terraformer_ls.propose.recipes import candidates_from_recipes
from terraformer_ls.verify.findings import Finding, Severity, Stage

_WISH = re.compile(r"^(?:ensure|make sure)s?\s+", re.I)


def secure(configuration: Configuration, vocabulary: Vocabulary, random: Random) -> Iterator[Draft]:
    """One policy finding less each. Needs the configuration's report."""
    del vocabulary
    for finding, title, after in fixes(configuration, random):
        words = _request(configuration, finding, title, random)
        if words is None:
            continue
        address = re.sub(r"\[.*?\]", "", finding.address)
        intent = Intent("rule", type=type_at(address), address=address, value=finding.rule)
        yield Draft("secure", "secure", asked(words, random), after, (intent,), 2)


def fixes(configuration: Configuration, random: Random) -> Iterator[tuple[Finding, str, str]]:
    """Each policy finding that a recipe knows, what the recipe does, and the text after it.

    Nobody has verified that the finding is gone. Needs the configuration's report.
    """
    report = configuration.report
    result = report.result(Stage.POLICY) if report is not None else None
    found = [f for f in (result.findings if result else ()) if f.severity is not Severity.HINT]
    random.shuffle(found)
    for finding in found:
        candidate = next(iter(candidates_from_recipes(configuration.snapshot, finding)), None)
        if candidate is None or list(candidate.edits) != [FILE]:
            continue
        try:
            after = apply_edits(configuration.document.text, candidate.edits[FILE]).decode()
        except OverlappingEditsError:
            continue
        yield finding, candidate.title, after


def _request(
    configuration: Configuration, finding: Finding, title: str, random: Random
) -> str | None:
    block = next((b for b in configuration.blocks if b.address == finding.address), None)
    if block is None:
        return None
    phrase, _ = block_phrase(configuration, block, random)
    message = finding.message.strip().rstrip(".")
    forms = [
        f"fix {finding.rule} on {phrase}: {message}",
        f"fix {finding.rule} for {phrase}",
        f'fix this finding on {phrase}: "{message}"',
        f'{phrase} fails {finding.rule} ("{message}"), fix it',
    ]
    if _WISH.match(message):
        wish = _lower(_WISH.sub("", message))
        forms += [f"ensure {wish} ({phrase})"] * 2
        forms += [f"for {phrase}, ensure {wish}"] * 2
        if wish.startswith("that "):
            forms += [f"make sure {wish} ({phrase})"] * 2
    if re.match(r"(?:Set|Enable|Encrypt|Turn|Block|Require|Use|Keep|Remove) ", title):
        forms += [f"secure {phrase}: {_lower(title)}"] * 2
    return random.choice(forms)


def _lower(words: str) -> str:
    first, _, rest = words.partition(" ")
    plain = first[:1].isupper() and first[1:].islower()
    return f"{first.lower()} {rest}" if plain and rest else words
