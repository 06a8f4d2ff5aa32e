"""The test instances of a data set of ours as questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from terraformer_ls.learn.benchmarks.question import Question
from terraformer_ls.learn.records import Instance, Split, Task, read_instances


class NoInstances(ValueError):
    """There is nothing to ask; the message is one sentence."""


def read_questions(
    data: Path,
    file: str,
    task: Task,
    group: Callable[[Instance], str],
    split: Split | None = Split.TEST,
) -> dict[Question, Instance]:
    """Instances of a task, each once, by the question that they ask.

    Args:
        data: the file itself, or the data set's folder, where it is called `file`.
        file: for example `tf_gen.jsonl.gz`.
        task: others are left out.
        group: what results are told apart by.
        split: which split; None is all of them.

    Raises:
        NoInstances: there is no such file, or none of its instances is wanted.
    """
    path = data / file if data.is_dir() else data
    if not path.is_file():
        raise NoInstances(f"{path} is not there: `terraformer-ls data build` makes it")
    found = dict(_questions(path, task, group, split))
    if not found:
        kind = f"{split} " if split is not None else ""
        raise NoInstances(f"{path} holds no {kind}instance for {task}")
    return found


def _questions(
    path: Path, task: Task, group: Callable[[Instance], str], split: Split | None
) -> Iterator[tuple[Question, Instance]]:
    seen: set[str] = set()
    for instance in read_instances(path):
        if instance.task is not task or (split is not None and instance.split is not split):
            continue
        if instance.key not in seen:
            seen.add(instance.key)
            question = Question(
                instance.key,
                task,
                instance.words,
                instance.before,
                instance.after,
                group(instance),
            )
            yield question, instance
