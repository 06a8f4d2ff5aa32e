"""How long is waited for another key."""

from __future__ import annotations

import itertools

import pytest

from terraformer_ls.lsp.typing_pace import TypingPace

USUAL = 0.12


def paced(interval: float, answer: float | None = None) -> float:
    """What is waited by someone with that time between keys and answers that take so long."""
    pace = TypingPace()
    for number in range(10):
        pace.key(100 + number * interval)
        if answer is not None:
            pace.answered(answer)
    return pace.quiet(USUAL)


def test_a_user_nobody_knows_waits_as_the_settings_say() -> None:
    assert TypingPace().quiet(USUAL) == USUAL
    assert paced(interval=30) == USUAL  # thinking is not typing


def test_who_types_slowly_is_waited_for_longer() -> None:
    waits = [paced(interval) for interval in (0.06, 0.12, 0.2)]
    assert waits == sorted(waits)
    assert waits[-1] > USUAL > waits[0]


def test_a_slow_model_is_asked_earlier() -> None:
    waits = [paced(0.2, answer) for answer in (0.05, 0.15, 0.25)]
    assert all(later < earlier for earlier, later in itertools.pairwise(waits))


@pytest.mark.parametrize(("interval", "answer"), [(0.01, 5.0), (0.99, 0.0)])
def test_neither_goes_to_extremes(interval: float, answer: float) -> None:
    assert USUAL / 4 <= paced(interval, answer) <= USUAL * 3


def test_no_wait_stays_none() -> None:
    pace = TypingPace()
    for second in range(10):
        pace.key(second / 10)
    assert pace.quiet(0.0) == 0.0
