"""Cancelling once, from anywhere, reaches whoever asked to be told."""

from __future__ import annotations

import pytest

from terraformer_ls.cancellation import Cancellation, Cancelled


def test_callbacks_are_called_once_and_forgotten_ones_never() -> None:
    told: list[str] = []
    cancellation = Cancellation()
    cancellation.on_cancel(lambda: told.append("kept"))
    forget = cancellation.on_cancel(lambda: told.append("forgotten"))
    forget()
    cancellation.check()
    cancellation.cancel()
    cancellation.cancel()
    forget()
    assert told == ["kept"]
    with pytest.raises(Cancelled):
        cancellation.check()


def test_who_comes_late_is_told_at_once() -> None:
    told: list[str] = []
    cancellation = Cancellation()
    cancellation.cancel()
    cancellation.on_cancel(lambda: told.append("late"))
    assert told == ["late"]


def test_one_failing_callback_does_not_keep_the_others_from_being_told() -> None:
    told: list[str] = []
    cancellation = Cancellation()

    def fail() -> None:
        raise RuntimeError("on purpose")

    cancellation.on_cancel(fail)
    cancellation.on_cancel(lambda: told.append("told"))
    with pytest.raises(RuntimeError):
        cancellation.cancel()
    assert told == ["told"]
