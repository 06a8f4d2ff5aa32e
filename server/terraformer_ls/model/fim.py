"""How code models were taught to fill a gap: which marks stand where around prefix and suffix."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FimFormat:
    """Marks for filling a gap.

    The prompt is `start`, then prefix and suffix after their marks in the order that
    `suffix_first` says, then `end`.

    Attributes:
        prefix: stands before the text left of the gap.
        suffix: stands before the text right of the gap.
        end: stands last; the model continues after it.
        suffix_first: whether the suffix comes first. Then typing only appends to the prompt, and
            a cache of what was read survives each key.
        start: stands before everything else.
        stop: marks that end an answer, besides the model's own end of text.
    """

    prefix: str
    suffix: str
    end: str
    suffix_first: bool = False
    start: str = ""
    stop: tuple[str, ...] = ()

    def around(self, suffix: str) -> tuple[str, str]:
        """What to write before and after the prefix."""
        if self.suffix_first:
            return f"{self.start}{self.suffix}{suffix}{self.prefix}", self.end
        return f"{self.start}{self.prefix}", f"{self.suffix}{suffix}{self.end}"

    def prompt(self, prefix: str, suffix: str) -> str:
        """The whole prompt."""
        before, after = self.around(suffix)
        return f"{before}{prefix}{after}"


_STARCODER = FimFormat(
    prefix="<fim_prefix>",
    suffix="<fim_suffix>",
    end="<fim_middle>",
    stop=("<fim_prefix>", "<fim_suffix>", "<fim_middle>", "<file_sep>", "<|endoftext|>"),
)
_QWEN = FimFormat(
    prefix="<|fim_prefix|>",
    suffix="<|fim_suffix|>",
    end="<|fim_middle|>",
    stop=(
        "<|fim_prefix|>",
        "<|fim_suffix|>",
        "<|fim_middle|>",
        "<|fim_pad|>",
        "<|repo_name|>",
        "<|file_sep|>",
        "<|endoftext|>",
    ),
)

# Each model's own card or paper says its marks; the first match in a folder's name or id counts.
_BY_NAME: tuple[tuple[str, FimFormat], ...] = (
    (r"qwen(2\.5|3).?coder|codeqwen", _QWEN),
    (r"starcoder", _STARCODER),
    (r"granite-?4", _QWEN),
    (r"granite", _STARCODER),
    (
        r"codellama|code-llama",
        FimFormat(prefix="▁<PRE>", suffix="▁<SUF>", end="▁<MID>", stop=("▁<EOT>", "<EOT>")),
    ),
    (
        r"deepseek.?coder",
        FimFormat(
            prefix="<｜fim▁begin｜>",
            suffix="<｜fim▁hole｜>",
            end="<｜fim▁end｜>",
            stop=("<｜fim▁begin｜>", "<｜fim▁hole｜>", "<｜fim▁end｜>", "<|EOT|>"),
        ),
    ),
    (
        r"codestral",
        FimFormat(
            prefix="[PREFIX]", suffix="[SUFFIX]", end="", suffix_first=True, stop=("[SUFFIX]",)
        ),
    ),
)

LAYOUTS: dict[str, FimFormat | None] = {
    # Never taught to fill a gap: continues the prefix.
    "plain": None,
    # SmolLM2 tuned by TerraFormer: tokens 8 and 9 under their published names, no third mark.
    "joined-fim": FimFormat(
        prefix="<issue_comment>", suffix="<issue_start>", end="", suffix_first=True
    ),
}

LAYOUTS_WITH_CONTEXT: frozenset[str] = frozenset()
"""The layouts of `LAYOUTS` whose models were trained with text about a gap's surroundings before
the file's own. Without such training it does a small model more harm than good."""


def format_of(model: str) -> FimFormat | None:
    """The format of the model of this name, folder or hub id, or None where we know of none."""
    name = model.rstrip("/\\").lower()
    for pattern, known in _BY_NAME:
        if re.search(pattern, name):
            return known
    return None


def formats() -> tuple[FimFormat, ...]:
    """Every format there is, for those who can see which marks a tokenizer knows."""
    return tuple(known for _, known in _BY_NAME)
