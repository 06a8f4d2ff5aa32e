"""Models that are held to a grammar, line by line, in their real processes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import tiny_model

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.model.constrained import kept
from terraformer_ls.model.embedded import EmbeddedModel
from terraformer_ls.model.grammar.nodes import (
    Node,
    Rule,
    any_word,
    choice,
    none_of,
    one_of,
    repeat,
    sequence,
)
from terraformer_ls.model.protocol import LanguageModel, Message, Role, Sampling, Step
from terraformer_ls.model.transformers import TransformersModel

PREFIX = 'resource "aws_s3_bucket" "logs" {\n  bu'
HELLO = (Message(Role.USER, "Write three lines."),)
NEXT = repeat(none_of("\0"))


@dataclass
class Lines:
    """A constraint of one grammar a line; the first begins in the middle of a word."""

    lines: tuple[Node | str, ...]
    typed: str = ""

    def next_line(self, written: str) -> Step | None:
        number = written.count("\n")
        if number == len(self.lines):
            return None
        typed = "\n" if number else self.typed
        return Step(typed, sequence(typed, self.lines[number], "\n", NEXT))


@pytest.fixture(params=["embedded", "transformers"])
def model(request: pytest.FixtureRequest) -> Iterator[LanguageModel]:
    made: LanguageModel
    if request.param == "embedded":
        made = EmbeddedModel(request.getfixturevalue("weights"), threads=2)
    else:
        made = TransformersModel(str(request.getfixturevalue("folder")))
    yield made
    made.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_model.make(tmp_path_factory.mktemp("models") / "tiny")


def asking(constraint: Lines, **how: object) -> Sampling:
    return Sampling(max_tokens=120, deadline=120, constraint=constraint, **how)  # pyright: ignore[reportArgumentType]


def test_each_line_keeps_to_its_own_grammar(model: LanguageModel) -> None:
    digits = sequence(*[one_of("0123456789")] * 3)
    constraint = Lines(("one = 1", sequence("two = ", digits, "zz"), "}"))
    [answer] = model.infill(PREFIX, "", asking(constraint), Cancellation())
    first, second, last = answer.text.splitlines()
    assert (first, last) == ("one = 1", "}")
    assert second.removeprefix("two = ").removesuffix("zz").isdigit()
    assert answer.finished


def test_a_half_word_is_gone_on_with(model: LanguageModel) -> None:
    """The model writes it anew, in its own tokens; the answer has only what was not there."""
    rest = any_word(("cket_prefix", "dget", "ild"))
    constraint = Lines((sequence(rest, " = null"),), typed="\n  bu")
    [answer] = model.infill(PREFIX, "", asking(constraint), Cancellation())
    assert answer.text in ("cket_prefix = null\n", "dget = null\n", "ild = null\n")


def test_candidates_differ_within_the_grammar(model: LanguageModel) -> None:
    letters = sequence(*[one_of("abcdefgh")] * 8)
    sampling = asking(Lines((letters,)), temperature=1.0, candidates=3, seed=2)
    texts = [answer.text for answer in model.infill(PREFIX, "", sampling, Cancellation())]
    assert len(texts) == 3
    assert len(set(texts)) > 1
    assert all(set(text.rstrip("\n")) <= set("abcdefgh") for text in texts)


def test_a_chat_keeps_to_it_and_is_heard_line_by_line(model: LanguageModel) -> None:
    heard: list[str] = []
    constraint = Lines(("```hcl", sequence("a = ", one_of("123")), "```"))
    [answer] = model.chat(HELLO, asking(constraint), Cancellation(), heard.append)
    assert answer.text in {f"```hcl\na = {digit}\n```\n" for digit in "123"}
    assert "".join(heard) == answer.text
    assert len(heard) == 3


def test_stop_strings_end_a_constrained_answer_too(model: LanguageModel) -> None:
    constraint = Lines(("one", "two", "three"))
    [answer] = model.infill(PREFIX, "", asking(constraint, stop=("wo",)), Cancellation())
    assert (answer.text, answer.finished) == ("one\nt", True)


def test_an_answer_that_goes_round_in_circles_is_ended(model: LanguageModel) -> None:
    """As the constraint has it, each line must be as it is: there is no way out."""
    lines = ("attribute = 0123456789",) * 18
    whole = "".join(f"{line}\n" for line in lines)
    for temperature, is_whole in ((0.0, False), (0.8, True)):
        sampling = Sampling(
            max_tokens=800, temperature=temperature, deadline=120, constraint=Lines(lines)
        )
        [answer] = model.infill(PREFIX, "", sampling, Cancellation())
        assert whole.startswith(answer.text)
        assert (answer.text == whole, answer.finished) == (is_whole, is_whole)
        assert len(answer.text) > 160


def test_a_line_that_has_no_end_is_ended_where_it_goes_round(model: LanguageModel) -> None:
    endless = Rule("endless", lambda: sequence("ab", endless))
    sampling = Sampling(max_tokens=800, deadline=120, constraint=Lines((endless,)))
    [answer] = model.infill(PREFIX, "", sampling, Cancellation())
    assert set(answer.text.split("ab")) == {""}
    assert not answer.finished
    assert 160 < len(answer.text) < 200


def test_a_circle_is_left_as_soon_as_the_grammar_lets_it(model: LanguageModel) -> None:
    """The end of the list was possible from the fortieth on."""
    element = sequence(*'"a", ')
    constraint = Lines(("ids = [", sequence(*[element] * 40, repeat(element), "]"), "}"))
    sampling = Sampling(max_tokens=800, deadline=120, constraint=constraint)
    [answer] = model.infill(PREFIX, "", sampling, Cancellation())
    assert (answer.text, answer.finished) == ("ids = [\n" + '"a", ' * 40 + "]\n}\n", True)


def test_without_anything_to_keep_to_an_answer_is_free(model: LanguageModel) -> None:
    sampling = Sampling(max_tokens=8, deadline=120)
    free = model.infill(PREFIX, "", sampling, Cancellation())
    held = Sampling(max_tokens=8, deadline=120, constraint=Lines(()))
    assert model.infill(PREFIX, "", held, Cancellation()) == free


def test_a_grammar_that_llama_cpp_refuses_leaves_the_answer_free(embedded: EmbeddedModel) -> None:
    def itself() -> Node:
        return choice("a", sequence(again, "b"))

    again = Rule("again", itself)
    sampling = Sampling(max_tokens=8, deadline=120)
    free = embedded.infill(PREFIX, "", sampling, Cancellation())
    held = Sampling(max_tokens=8, deadline=120, constraint=Lines((again,)))
    assert embedded.infill(PREFIX, "", held, Cancellation()) == free


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("one\ntwo\nthree\n", "one\ntwo\nthree\n"),
        ("one\ntwo\nfour\n", "one\ntwo"),
        ("one\ntw", "one\ntw"),
        ("zero\n", ""),
        ("one\ntwo\nthree\nfour\n", "one\ntwo\nthree\n"),
    ],
)
def test_of_what_a_server_wrote_the_lines_that_obey_are_kept(written: str, left: str) -> None:
    assert kept(Lines(("one", "two", "three")), written) == left
