"""What models tuned by TerraFormer are asked: the very words they were trained with.

Short, since every token costs a small model time. A mutation's or a repair's answer holds the
changed and the new blocks only; a line `# remove ADDRESS` stands for a block that goes
(`propose/merge.py` puts such an answer back into the configuration).
"""

from __future__ import annotations

from collections.abc import Sequence

from terraformer_ls.model.protocol import Message, Role


def generate_prompt(words: str, schema: Sequence[str] = ()) -> tuple[Message, ...]:
    """From words to a configuration; `schema` is what the likely types take, a line each."""
    return _turns("Write Terraform.", "\n".join(schema), words)


def mutate_prompt(before: str, words: str, schema: Sequence[str] = ()) -> tuple[Message, ...]:
    """From a configuration and an instruction to the blocks that change."""
    return _turns("Change this Terraform.", before.strip(), "\n".join(schema), words)


def repair_prompt(
    before: str, certificates: Sequence[str], schema: Sequence[str] = ()
) -> tuple[Message, ...]:
    """From a configuration and what the verifier said about it to the blocks that change."""
    said = "\n".join(certificates)
    return _turns("Repair this Terraform.", before.strip(), "\n".join(schema), said)


def _turns(task: str, *said: str) -> tuple[Message, ...]:
    # A system message of our own keeps chat templates from adding their default one.
    told = "\n\n".join(part for part in said if part)
    return (Message(Role.SYSTEM, task), Message(Role.USER, told))
