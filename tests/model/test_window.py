from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from terraformer_ls.model.window import nearest_before

LINES = "".join(f'name_{number} = "value"\n' for number in range(2000))


@given(st.text(alphabet="ab\n", max_size=400), st.integers(1, 100))
def test_the_window_is_the_end_of_the_text(text: str, characters: int) -> None:
    window = nearest_before(text, characters)
    assert text.endswith(window)
    assert len(window) <= max(characters, 0)
    assert window or not text


def test_typing_seldom_moves_the_window() -> None:
    starts = {size - len(nearest_before(LINES[:size], 8000)) for size in range(20_000, 24_000)}
    assert len(starts) <= 3


def test_the_window_starts_with_a_line() -> None:
    assert nearest_before(LINES, 8000).startswith("name_")
