"""`.tfvars` files against the variables of the module beside them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from terraformer_ls.hcl.blocks import Attribute, top_level_attributes
from terraformer_ls.hcl.document import Document
from terraformer_ls.schema.checks.problem import Certainty, Mark, Problem
from terraformer_ls.schema.suggest import nearest_name
from terraformer_ls.schema.symbols import Module


def belongs_to_folder(path: str) -> bool:
    """Whether Terraform reads the file by itself, so that it must be meant for its own folder."""
    name = PurePosixPath(path).name
    return name == "terraform.tfvars" or name.endswith(".auto.tfvars")


def problems_in_variable_file(document: Document, module: Module) -> Iterator[Problem]:
    """Values for variables that the module doesn't have, which Terraform only warns about.

    Spans are relative to the file's start.
    """
    variables = [address[1] for address in module.declarations if address[0] == "var"]
    seen: set[str] = set()
    for attribute in top_level_attributes(document):
        if attribute.name in seen:
            yield Problem(
                "duplicate-argument",
                f"`{attribute.name}` is set twice in this file",
                attribute.name_span,
                Certainty.CERTAIN,
                data=(("argument", attribute.name), ("path", ())),
            )
        seen.add(attribute.name)
        if not module.broken and not module.declares(("var", attribute.name)):
            yield _unknown(attribute, variables)


def _unknown(attribute: Attribute, variables: list[str]) -> Problem:
    suggestion = nearest_name(attribute.name, variables)
    message = f"The module has no variable `{attribute.name}`"
    return Problem(
        "unknown-variable",
        f"{message}; did you mean `{suggestion}`?" if suggestion else message,
        attribute.name_span,
        Certainty.HINT,
        Mark.UNNECESSARY,
        data=(
            ("name", attribute.name),
            ("suggestion", suggestion),
        ),
    )
