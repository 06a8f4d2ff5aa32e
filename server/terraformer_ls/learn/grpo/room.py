"""A cache of keys and values that has room for what comes, so that a token costs no copy of it."""

# torch and transformers are typed in part only.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportMissingTypeStubs=false

from __future__ import annotations

from typing import Any

import torch
from transformers.cache_utils import DynamicLayer

_MORE = 64


def with_room(cache: Any) -> Any:
    """The same cache; layers that keep everything, as most models' do, get room behind it."""
    for number, layer in enumerate(cache.layers):
        if type(layer) is DynamicLayer:
            cache.layers[number] = _Roomy(layer)
    return cache


class _Roomy(DynamicLayer):
    """transformers' layer, whose keys and values are the first part of larger tensors."""

    def __init__(self, layer: DynamicLayer) -> None:
        super().__init__()
        vars(self).update(vars(layer))
        self._room: list[torch.Tensor] = []

    def update(
        self, key_states: torch.Tensor, value_states: torch.Tensor, *others: Any, **named: Any
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """The keys and values with new ones behind them: (rows, heads, keys, size)."""
        del others, named
        there: tuple[Any, Any] = (self.keys, self.values)
        before = int(there[0].shape[-2])
        now = before + key_states.shape[-2]
        if not self._room or self._room[0].shape[-2] < now:
            self._room = [_larger(each, now + _MORE) for each in there]
        for room, states in zip(self._room, (key_states, value_states), strict=True):
            room[:, :, before:now] = states
        keys, values = (room[:, :, :now] for room in self._room)
        self.keys, self.values = keys, values
        return keys, values

    def batch_select_indices(self, indices: torch.Tensor) -> None:
        """Keep some of the rows."""
        super().batch_select_indices(indices)
        self._room = []


def _larger(tensor: torch.Tensor, keys: int) -> torch.Tensor:
    rows, heads, there, size = tensor.shape
    room = tensor.new_empty(rows, heads, keys, size)
    room[:, :, :there] = tensor
    return room
