"""Keeping a transformers model to a grammar: of the likeliest tokens, those that may come.

Looks at one token after the other, the likeliest first, and stops where enough are found: no mask
over a whole vocabulary is made. Tokens that are only part of a character are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from terraformer_ls.model.grammar.derive import Derivation
from terraformer_ls.model.grammar.nodes import NOTHING, Node

# With a temperature, one of the allowed tokens among so many of the likeliest is drawn.
_LIKELIEST = 64

_BYTE = re.compile(r"<0x([0-7][0-9A-F])>")
_SPACE = "▁"


def token_texts(tokenizer: Any) -> Callable[[int], str]:
    """What a token says, inside of a text; "" for marks that say nothing."""
    marks: set[int] = set(tokenizer.all_special_ids) | set(tokenizer.added_tokens_decoder)
    known: dict[int, str] = {}

    def text_of(token: int) -> str:
        if token not in known:
            known[token] = "" if token in marks else _text(tokenizer, token)
        return known[token]

    return text_of


def _text(tokenizer: Any, token: int) -> str:
    piece: str = tokenizer.convert_ids_to_tokens(token) or ""
    byte = _BYTE.fullmatch(piece)
    if byte is not None:
        return chr(int(byte[1], 16))
    if _SPACE in piece:
        return piece.replace(_SPACE, " ")  # decoding it alone would lose the space
    text: str = tokenizer.decode([token], clean_up_tokenization_spaces=False)
    return "" if "�" in text else text


class Masking:
    """What transformers asks before each token, for one answer.

    Args:
        torch: the module.
        text_of: what each token says.
        end_tokens: with which an answer ends, allowed where the grammar may end.
        grammar: of the answer.
        prompt_tokens: how many tokens are not of the answer.
        draws: whether a token is drawn; otherwise the likeliest is taken.
    """

    def __init__(
        self,
        torch: Any,
        text_of: Callable[[int], str],
        end_tokens: Iterable[int],
        grammar: Node,
        prompt_tokens: int,
        *,
        draws: bool,
    ) -> None:
        self._torch = torch
        self._text_of = text_of
        self._ends = frozenset(end_tokens)
        self._left = grammar
        self._seen = prompt_tokens
        self._draws = draws
        self._derivation = Derivation()

    def __call__(self, input_ids: Any, scores: Any) -> Any:
        """The scores with those of what may not come at minus infinity."""
        for token in input_ids[0, self._seen :].tolist():
            self._left = self._derivation.after(self._left, self._text_of(token))
        self._seen = input_ids.shape[1]
        allowed = self._allowed(scores[0])
        masked = self._torch.full_like(scores, float("-inf"))
        masked[0, allowed] = scores[0, allowed]
        return masked

    def _allowed(self, scores: Any) -> list[int]:
        count = min(_LIKELIEST, scores.shape[-1])
        found = self._first_allowed(scores.topk(count).indices.tolist())
        if not found:
            found = self._first_allowed(scores.argsort(descending=True).tolist())
        return found or sorted(self._ends)

    def _first_allowed(self, tokens: list[int]) -> list[int]:
        found: list[int] = []
        for token in tokens:
            if self._may_come(token):
                found.append(token)
                if not self._draws or len(tokens) > _LIKELIEST:
                    break
        return found

    def _may_come(self, token: int) -> bool:
        if token in self._ends:
            return self._derivation.may_end(self._left)
        text = self._text_of(token)
        return bool(text) and self._derivation.after(self._left, text) is not NOTHING
