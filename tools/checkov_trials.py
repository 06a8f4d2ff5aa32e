"""Find out by trial what a Checkov check that is only code wants: arguments it reads, examples.

For `checkov_catalogue.py`, in Checkov's environment. The code of a check names the arguments that
it reads and the values that it compares them with; blocks with these are put before the check, the
plainest first. What comes out is a guess until Checkov has scanned it as text.
"""
# Checkov is not installed where this file is type-checked, and its own types are loose.
# pyright: basic, reportMissingImports=false

from __future__ import annotations

import ast
import inspect
import itertools
import re
import textwrap
from collections.abc import Iterator
from typing import Any

from checkov.common.models.enums import CheckResult

Settings = list[tuple[list[str], Any]]
"""Arguments of a block by their paths."""

MOST_KEYS = 6
MOST_VALUES = 12
MOST_TRIALS = 4000
ANYTHING = "example"
_VALUE = re.compile(r"(?!True$|False$)[A-Za-z][\w .:/-]{2,}|[\d./]+")
_SWITCHES = ("enabled", "enable", "encrypted", "public", "only", "required", "accessible")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_NOT_ARGUMENTS = frozenset({"resource", "count", "for_each", "result", "name", "id"})


def arguments_read(check: Any) -> list[str]:
    """The arguments that a check's code names, in its order; [] for a check that is no code."""
    tree = _code(check)
    if tree is None:
        return []
    found: list[str] = []
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr="get"), args=[ast.Constant(value=str(name)), *_]):
                found.append(name)
            case ast.Subscript(slice=ast.Constant(value=str(name))):
                found.append(name)
            case ast.Compare(left=ast.Constant(value=str(name)), ops=[ast.In() | ast.NotIn()]):
                found.append(name)
            case _:
                pass
    names = dict.fromkeys(found)
    return [name for name in names if _NAME.fullmatch(name) and name not in _NOT_ARGUMENTS]


def examples(check: Any, type_: str) -> tuple[list[Settings], list[Settings]]:
    """Blocks on which the check passes, and such on which it fails, the plainest first.

    Where a block without any argument is judged one way, that block and the plainest one that is
    judged the other way; they then differ in what the check looks at and in nothing else. A text
    counts only where another text would be judged otherwise, or where the code names none.
    """
    keys = arguments_read(check)[:MOST_KEYS]
    passing: list[Settings] = []
    failing: list[Settings] = []
    values = _values(check, keys)
    names_texts = any(isinstance(value, str) and value != ANYTHING for value in values)
    for settings in itertools.islice(_trials(keys, values), MOST_TRIALS):
        verdict = _judged(check, type_, settings)
        other: Settings = [
            (path, ANYTHING if _is_told_by_its_value(path, value, names_texts) else value)
            for path, value in settings
        ]
        if other != settings and _judged(check, type_, other) == verdict:
            continue
        # Where the code names texts, one that passes without being named passes by the way.
        by_the_way = names_texts and any(value == ANYTHING for _, value in settings)
        if verdict == CheckResult.PASSED and len(passing) < 3 and not by_the_way:
            passing.append(settings)
        elif verdict == CheckResult.FAILED and len(failing) < 3:
            failing.append(settings)
        if passing and failing:
            break
    if not passing or not failing:
        return [], []
    return passing, failing


def _is_told_by_its_value(path: list[str], value: Any, names_texts: bool) -> bool:
    """Whether any text in its place should be judged otherwise, for the value to be the point."""
    if isinstance(value, bool):
        return names_texts or not path[-1].endswith(_SWITCHES)
    return isinstance(value, str) and names_texts


def _trials(keys: list[str], values: list[Any]) -> Iterator[Settings]:
    yield []
    for value in values:
        for key in keys:
            yield [([key], value)]
    for value in values:
        for outer, inner in itertools.permutations(keys, 2):
            yield [([outer, inner], value)]
    for one, other in itertools.permutations(keys, 2):
        for first, second in itertools.product(values[:6], repeat=2):
            yield [([one], first), ([other], second)]
    for value in values:
        for path in itertools.permutations(keys[:5], 3):
            yield [(list(path), value)]


def _values(check: Any, keys: list[str]) -> list[Any]:
    """The values that the code compares with, then what most arguments may be."""
    tree = _code(check)
    said: list[Any] = []
    for node in ast.walk(tree) if tree is not None else ():
        if isinstance(node, ast.Compare):
            constants = (inner for inner in ast.walk(node) if isinstance(inner, ast.Constant))
            said += (one.value for one in constants if isinstance(one.value, str | int))
    booleans: list[Any] = [True, False]
    texts = [value for value in said if isinstance(value, str) and 0 < len(value) <= 40]
    numbers = [value for value in said if type(value) is int and 1 < value < 100_000]
    near = [number + step for number in numbers for step in (0, 1, -1)]
    wanted = [text for text in texts if text not in keys and _VALUE.fullmatch(text)]
    ordered = [*wanted, *near, ANYTHING, *booleans]
    if not wanted and not near and any(key.endswith(_SWITCHES) for key in keys):
        ordered = [*booleans, ANYTHING]
    # Python takes 1 for True, so each is told by its type as well.
    return list({(type(value), value): value for value in ordered}.values())[:MOST_VALUES]


def _judged(check: Any, type_: str, settings: Settings) -> Any:
    """What the check's code says of a block, as if it had been parsed; None if it can't."""
    scan = getattr(check, "scan_resource_conf", None) or getattr(check, "scan_data_conf", None)
    if scan is None:
        return None
    configuration: dict[str, Any] = {}
    for path, value in settings:
        at = configuration
        for part in path[:-1]:
            at = at.setdefault(part, [{}])[0]
        at[path[-1]] = [value]
    check.entity_type, check.entity_path = type_.removeprefix("data."), "example"
    try:
        said = scan(configuration)
    except Exception:  # the code takes another kind of value there
        return None
    return said[0] if isinstance(said, tuple) else said


def _code(check: Any) -> ast.AST | None:
    if getattr(check, "check_path", ""):  # a graph check, which is no code
        return None
    try:
        return ast.parse(textwrap.dedent(inspect.getsource(type(check))))
    except (OSError, TypeError, SyntaxError):
        return None
