"""The values that a request gives to arguments by their names, put into a draft.

`asked_values.py` finds values wherever a draft has one of the kind; here the request says which
argument of which type has what ("a public IP address named `a-b` with sku set to Standard").
"""

from __future__ import annotations

from collections.abc import Mapping

from terraformer_ls.hcl.blocks import Block
from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.propose.adapt.draft import Draft
from terraformer_ls.propose.recipes.merge import merge
from terraformer_ls.propose.spoken_arguments import spoken_arguments


def with_given_arguments(text: str, words: str) -> str:
    """A draft whose resources have the values that a request gives; those that are there once.

    A value that is a variable stays one, and its default becomes what was given.
    """
    draft = Draft.of(text, words)
    for type_, given in spoken_arguments(words).items():
        values = {name: value for name, value in given.items() if value is not None}
        own = [target.block for target in draft.targets() if target.block.labels[:1] == (type_,)]
        if len(own) == 1 and values:
            draft = _with(draft, own[0], values)
    return draft.text


def _with(draft: Draft, block: Block, values: Mapping[str, str]) -> Draft:
    defaults: list[TextEdit] = []
    arguments: list[str] = []
    for name, value in values.items():
        attribute = block.attribute(name)
        default = draft.variable_default(draft.value(attribute)) if attribute is not None else None
        if default is not None:
            defaults.append(TextEdit(default.value_span, value))
        else:
            arguments.append(f"{name} = {value}")
    edit = merge(draft.document, block, "\n".join(arguments)) if arguments else None
    return draft.edited([*defaults, *([edit] if edit is not None else [])])
