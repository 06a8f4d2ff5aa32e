"""What an answer to an instance of a data set is held to, in benchmarks and in reinforcement."""

from __future__ import annotations

from pathlib import Path

from terraformer_ls.learn.records import Task
from terraformer_ls.propose.asked import asked_for
from terraformer_ls.propose.constraint.configuration import ConfigurationConstraint
from terraformer_ls.propose.merge import removable_addresses
from terraformer_ls.workspace.snapshot import Snapshot


def constraint(task: Task, before: str, words: str, fence: str = "") -> ConfigurationConstraint:
    """The schema's constraint on an answer, beside what was there before.

    A generation has to write what its words name, too, as `generate` does. A mutation and a repair
    write blocks anew that are there; a mutation may take some out, too.

    Args:
        task: of the instance.
        before: its configuration before the answer, "" for none.
        words: what was asked.
        fence: with which the answer begins, for models that fence code.
    """
    module = Snapshot(Path("/answer"), {})
    if before:
        module = module.with_text("before.tf", before.encode("utf-8", "replace"))
    return ConfigurationConstraint(
        module,
        "answer.tf",
        asked_for(words) if task is Task.GENERATE else None,
        changes=task is not Task.GENERATE,
        removable=removable_addresses(before) if task is Task.MUTATE else (),
        opening=fence,
    )
