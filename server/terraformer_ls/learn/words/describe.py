"""A request in words for a configuration, with the intents that it states.

Three levels of detail: a hint (what it is), the parts with some values, all parts with the values
that matter. The words say nothing that the configuration does not have, and every intent is in the
words.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from terraformer_ls.learn.corpus.harvest import provider_of
from terraformer_ls.learn.gen.module_text import ModuleText
from terraformer_ls.learn.records import Intent
from terraformer_ls.learn.words.facts import Fact, Member, members_of
from terraformer_ls.learn.words.relations import relation
from terraformer_ls.learn.words.type_names import (
    names_of_provider,
    names_of_type,
    plural,
    spelled,
    with_article,
)
from terraformer_ls.learn.words.values import Form, order_of, phrase_of

_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_AUXILIARY = re.compile(
    r"_(?:iam_role|iam_policy|policy|policy_document|attachment|association|resource_group|"
    r"iam_member|iam_binding|public_access_block|versioning|permission|alias|version|project|"
    r"caller_identity|client_config|region|role_policy|assignment|ownership_controls|configuration)$"
)
_MOST_FACTS = {1: 0, 2: 3, 3: 8}
_MOST_HINTED = 3


@dataclass(frozen=True, slots=True)
class Description:
    """A request with what it states."""

    words: str
    intents: tuple[Intent, ...]
    detail: int


@dataclass(frozen=True, slots=True)
class _Clause:
    """What is said of the members of one type."""

    members: tuple[Member, ...]
    noun: str
    facts: tuple[Fact, ...]

    @property
    def count(self) -> int:
        return sum(member.count for member in self.members)


def describe(
    text: str, plan: Mapping[str, Any], detail: int, chance: random.Random
) -> Description | None:
    """A request for a configuration.

    Args:
        text: the configuration, without mistakes.
        plan: its plan.
        detail: from 1, a hint, to 3.
        chance: which words.

    Returns:
        The request, None where there is nothing to ask for.
    """
    members = members_of(text, plan)
    managed = [member for member in members if member.kind == "resource"]
    asked = managed or list(members)
    if not asked:
        return None
    clauses = _clauses(asked, detail, chance)
    if detail == 1:
        clauses = clauses[:_MOST_HINTED]
    intents = [
        Intent("resource", type=clause.members[0].type, count=clause.count) for clause in clauses
    ]
    intents.extend(fact.intent for clause in clauses for fact in clause.facts)
    extras: list[str] = []
    if detail > 1:
        extras, symbols = _extras(text, members if managed else (), detail, chance)
        intents.extend(symbols)
    provider = provider_of(member.type for member in asked)
    words = _sentence(clauses, extras, provider, detail, chance)
    return Description(words, _distinct(intents), detail)


def _distinct(intents: Sequence[Intent]) -> tuple[Intent, ...]:
    """The intents, each once: a value may be a list, so they can't be put into a set."""
    found: list[Intent] = []
    for intent in intents:
        if intent not in found:
            found.append(intent)
    return tuple(found)


def _clauses(members: Sequence[Member], detail: int, chance: random.Random) -> list[_Clause]:
    """The types, the most prominent first, each with the values that are said of it."""
    by_type: dict[str, list[Member]] = {}
    for member in members:
        by_type.setdefault(member.type, []).append(member)
    order = sorted(by_type, key=lambda type_: -_prominence(by_type[type_], members))
    chosen = _chosen_facts(members, detail, chance)
    return [
        _Clause(
            tuple(by_type[type_]),
            chance.choice(names_of_type(type_)),
            tuple(fact for fact in chosen if fact.type == type_),
        )
        for type_ in order
    ]


def _prominence(members: Sequence[Member], everyone: Sequence[Member]) -> float:
    used = sum(1 for one in everyone for address in one.uses if address == members[0].address)
    score = used + len(members[0].uses) + members[0].lines / 8
    return score - (6 if _AUXILIARY.search(members[0].type) else 0)


def _chosen_facts(members: Sequence[Member], detail: int, chance: random.Random) -> list[Fact]:
    most = _MOST_FACTS[detail]
    facts: list[Fact] = []
    for fact in (fact for member in members for fact in member.facts):
        # Of blocks that repeat, what is the same in all of them is said once.
        said_already = ((one.address, one.path, one.value) for one in facts)
        if (fact.address, fact.path, fact.value) not in said_already:
            facts.append(fact)
    if not most or not facts:
        return []
    wanted = chance.randint(1, most) if detail == 2 else chance.randint(min(3, most), most)
    # Without putting back: each draw by weight among those that are left.
    keyed = [(chance.random() ** (1 / fact.weight), place) for place, fact in enumerate(facts)]
    chosen = {place for _, place in sorted(keyed, reverse=True)[:wanted]}
    return [fact for place, fact in enumerate(facts) if place in chosen]


def _extras(
    text: str, members: Sequence[Member], detail: int, chance: random.Random
) -> tuple[list[str], list[Intent]]:
    """What is said besides: inputs, outputs, what is looked up, the region."""
    said_besides: list[str] = []
    intents: list[Intent] = []
    module = ModuleText(text)
    for block in module.blocks:
        if block.type == "variable" and block.labels and chance.random() < 0.3 * detail:
            name = block.labels[0]
            comes = "come" if name.endswith("s") and not name.endswith("ss") else "comes"
            said_besides.append(
                chance.choice(
                    (
                        f"Take the {spelled(name)} as a variable `{name}`.",
                        f"The {spelled(name)} {comes} from the variable {name}.",
                        f"Make `{name}` an input variable.",
                    )
                )
            )
            intents.append(Intent("symbol", address=f"var.{name}"))
        elif block.type == "output" and block.labels and chance.random() < 0.3 * detail:
            name = block.labels[0]
            said_besides.append(
                chance.choice(
                    (
                        f"Add an output `{name}`.",
                        f"Output the {spelled(name)} as {name}.",
                        f"Export {name} as an output.",
                    )
                )
            )
            intents.append(Intent("symbol", address=f"output.{name}"))
        elif block.type == "provider" and block.labels:
            place = block.attribute("region") or block.attribute("location")
            if place is not None:
                value = module.document.slice(place.node.named_children[-1]).strip('"')
                if re.fullmatch(r"[a-z0-9-]+", value):
                    said_besides.append(
                        chance.choice((f"Use the region {value}.", f"Deploy to {value}."))
                    )
    for member in members:
        if member.kind == "data" and chance.random() < 0.3 * detail:
            noun = names_of_type(member.type)[0]
            said_besides.append(f"Use a data source for the {noun}.")
            intents.append(Intent("symbol", address=f"data.{member.type}"))
    return said_besides, intents


def _sentence(
    clauses: Sequence[_Clause],
    extras: Sequence[str],
    provider: str,
    detail: int,
    chance: random.Random,
) -> str:
    style = chance.random()
    names = names_of_provider(provider)
    place = ""
    if names and chance.random() < 0.35:
        name = chance.choice(names)
        place = f" {chance.choice(('in', 'on'))} {name}"
    if style < 0.12:
        words = _terse(clauses, names, chance)
        if extras and not words.endswith("."):
            words += "."
        return " ".join([words, *extras])
    if style < 0.24 and (len(clauses) > 1 or detail == 3):
        return _listed(clauses, place, extras, chance)
    opener = chance.choice(_OPENERS)
    if style < 0.44 and detail > 1 and any(clause.facts for clause in clauses):
        return _with_orders(opener, clauses, place, extras, chance)
    body = _series([_clause(clause, clauses, chance) for clause in clauses], chance)
    question = opener.endswith("?")
    sentence = f"{opener.rstrip('?')} {body}{place}".strip()
    end = "?" if question else chance.choice((".", ".", ".", ""))
    if extras and not end:
        end = "."
    return " ".join([_capital(sentence) + end, *extras])


_OPENERS = (
    "create", "create", "create", "set up", "set up", "I need", "I want", "give me", "write",
    "write Terraform for", "Terraform for", "provision", "define", "add", "build", "deploy",
    "please create", "please write Terraform for", "we need", "make", "configure", "generate",
    "write a configuration with", "Terraform configuration for", "could you create?",
    "can you write Terraform for?", "can you set up?", "how do I create?", "help me set up",
    "we want to run", "our team needs", "I'd like", "declare",
)  # fmt: skip


def _clause(clause: _Clause, clauses: Sequence[_Clause], chance: random.Random) -> str:
    """ "two subnets, one with CIDR 10.0.1.0/24"; a relation to another part where there is one."""
    if len(clause.members) > 1 or clause.count > 1:
        many = plural(clause.noun)
        number = _NUMBERS[clause.count] if clause.count < len(_NUMBERS) else str(clause.count)
        head = f"{number} {many}"
        parts: list[str] = []
        for member in clause.members:
            own = [fact for fact in clause.facts if fact.address == member.address]
            if own:
                words = _facts(own, chance)
                parts.append(f"one {words}" if len(clause.members) > 1 else words)
        joiner = ": " if len(parts) > 1 else ", " if len(clause.members) > 1 else " "
        return head + (joiner + _series(parts, chance) if parts else "")
    words = " ".join([with_article(clause.noun), _facts(clause.facts, chance)]).strip()
    if chance.random() < 0.5:
        related = _relation(clause, clauses, chance)
        if related:
            # Behind values, "that uses the role" would seem to be about the last of them.
            words = f"{with_article(clause.noun)} {related}" + (
                f", {_facts(clause.facts, chance)}" if clause.facts else ""
            )
    return words


def _relation(clause: _Clause, clauses: Sequence[_Clause], chance: random.Random) -> str:
    uses = clause.members[0].uses
    for other in clauses:
        if other is clause or len(other.members) != 1:
            continue
        (only,) = other.members
        argument = uses.get(only.address)
        if argument is not None:
            return relation(argument, other.noun, chance)
    return ""


def _facts(facts: Sequence[Fact], chance: random.Random) -> str:
    phrases = [phrase_of(fact, chance) for fact in facts]
    direct = [phrase.text for phrase in phrases if phrase.form is Form.DIRECT]
    behind = [phrase.text for phrase in phrases if phrase.form is Form.WITH]
    words = ""
    for one in direct:
        tag = re.match(r"tagged |labelled ", one)
        again = tag is not None and tag[0] in words
        words = f"{words}, {one.removeprefix(tag[0])}" if tag and again else f"{words} {one}"
    words = words.strip()
    if behind:
        word = chance.choice(("with", "with", "with", "that has", "having"))
        words = f"{words} {word} {_series(behind, chance)}".strip()
    return words


def _series(parts: Sequence[str], chance: random.Random) -> str:
    if len(parts) < 2:
        return "".join(parts)
    long = sum(map(len, parts)) > 120
    separator = "; " if long and any(", " in part for part in parts) else ", "
    joiner = chance.choice((" and ", " and ", " plus ", " as well as ")) if not long else " and "
    return separator.join(parts[:-1]) + (separator.rstrip() if long else "") + joiner + parts[-1]


def _terse(clauses: Sequence[_Clause], names: Sequence[str], chance: random.Random) -> str:
    parts: list[str] = []
    for clause in clauses:
        count = clause.count
        noun = clause.noun if count == 1 else f"{count} {plural(clause.noun)}"
        parts.append(noun)
        parts.extend(phrase_of(fact, chance).text for fact in clause.facts)
    if names and chance.random() < 0.5:
        parts.insert(0, names[0])
    words = ", ".join(parts)
    if chance.random() < 0.4:
        words = f"{words} terraform" if len(parts) < 3 else f"terraform: {words}"
    return words + ("." if chance.random() < 0.3 else "")


def _listed(
    clauses: Sequence[_Clause], place: str, extras: Sequence[str], chance: random.Random
) -> str:
    opener = chance.choice(
        ("Create the following", "I need", "Write Terraform for", "Set up", "The configuration has")
    )
    lines: list[str] = [f"{opener}{place}:"]
    lines.extend(f"- {_clause(clause, clauses, chance)}" for clause in clauses)
    lines.extend(f"- {extra[0].lower()}{extra[1:].rstrip('.')}" for extra in extras)
    return "\n".join(lines)


def _with_orders(
    opener: str,
    clauses: Sequence[_Clause],
    place: str,
    extras: Sequence[str],
    chance: random.Random,
) -> str:
    """What it is in one sentence, its values in sentences of their own."""
    bare = [_Clause(clause.members, clause.noun, ()) for clause in clauses]
    question = opener.endswith("?")
    body = _series([_clause(clause, bare, chance) for clause in bare], chance)
    sentences = [_capital(f"{opener.rstrip('?')} {body}{place}") + ("?" if question else ".")]
    several = len(clauses) > 1
    for clause in clauses:
        for fact in clause.facts:
            order = order_of(fact, chance)
            if len(clause.members) > 1:
                order = f"For one {clause.noun}: {order[0].lower()}{order[1:]}"
            elif several:
                order = f"For the {clause.noun}: {order[0].lower()}{order[1:]}"
            sentences.append(order)
    return " ".join([*sentences, *extras])


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
