"""What models tuned by TerraFormer are asked: the very words they were trained with.

Short, since every token costs a small model time. A mutation's or a repair's answer holds the
changed and the new blocks only; a line `# remove ADDRESS` stands for a block that goes
(`propose/merge.py` puts such an answer back into the configuration).
"""

from __future__ import annotations

from collections.abc import Sequence

from terraformer_ls.model.protocol import Message, Role


def generate_prompt(words: str) -> tuple[Message, ...]:
    """From words to a configuration."""
    return _turns("Write Terraform.", words)


def mutate_prompt(before: str, words: str) -> tuple[Message, ...]:
    """From a configuration and an instruction to the blocks that change."""
    return _turns("Change this Terraform.", f"{before.strip()}\n\n{words}")


def repair_prompt(before: str, certificates: Sequence[str]) -> tuple[Message, ...]:
    """From a configuration and what the verifier said about it to the blocks that change."""
    return _turns("Repair this Terraform.", f"{before.strip()}\n\n" + "\n".join(certificates))


def _turns(task: str, said: str) -> tuple[Message, ...]:
    # A system message of our own keeps chat templates from adding their default one.
    return (Message(Role.SYSTEM, task), Message(Role.USER, said))
