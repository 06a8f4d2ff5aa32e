"""`terraformer-ls policies`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import click

from terraformer_ls.cli.settings_file import command_settings
from terraformer_ls.policy.rego.chosen import chosen_packs
from terraformer_ls.policy.rego.packs import Packs, Policy, shipped_folder


@click.command("policies")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
)
@click.option(
    "--policies",
    "folders",
    multiple=True,
    type=click.Path(exists=True, file_okay=False),
    help="A folder with Rego policies of your own; may be given more than once.",
)
def command(output_format: str, folders: tuple[str, ...]) -> None:
    """List the Rego policies that judge plans, pack by pack."""
    settings = command_settings()
    packs = chosen_packs(replace(settings, policy_folders=(*settings.policy_folders, *folders)))
    if output_format == "json":
        click.echo(json.dumps([_as_json(policy) for policy in packs.policies], indent=2))
    elif output_format == "markdown":
        click.echo(policies_page(packs), nl=False)
    else:
        for policy in packs.policies:
            click.echo(f"{policy.id:<18} {policy.severity:<12} {policy.pack:<18} {policy.title}")
    for problem in packs.problems:
        click.secho(problem, fg="yellow", err=True)


def policies_page(packs: Packs) -> str:
    """The page `docs/policy-list.md`: a table for each pack."""
    parts = [
        "# Rego policies\n\nMade by `terraformer-ls policies --format markdown` from the policies "
        f"themselves: {len(packs.policies)} in all. [Policies](policies.md) says how to choose "
        "among them, add your own and silence one.\n"
    ]
    ordered = sorted(packs.policies, key=lambda policy: (policy.pack, _number(policy)))
    for pack, policies in groupby(ordered, key=lambda policy: policy.pack):
        parts.append(f"## {pack}\n\n{_table(list(policies))}")
    return "\n".join(parts)


def _table(policies: Sequence[Policy]) -> str:
    rows = [
        f"| {policy.id} | [{policy.title}]({_link(policy.page)}) | {policy.severity} |"
        for policy in policies
    ]
    return "\n".join(["| id | policy | severity |", "| --- | --- | --- |", *rows, ""])


def _link(page: Path) -> str:
    """A page of ours as seen from `docs/`, another one as it is."""
    shipped = shipped_folder()
    inside = page.is_relative_to(shipped)
    return f"../policies/{page.relative_to(shipped).as_posix()}" if inside else page.as_posix()


def _number(policy: Policy) -> tuple[str, int]:
    """So that TF_AWS_NET_10 follows TF_AWS_NET_9."""
    name, _, number = policy.id.rpartition("_")
    return (name, int(number)) if number.isdigit() else (policy.id, 0)


def _as_json(policy: Policy) -> dict[str, object]:
    return {
        "id": policy.id,
        "title": policy.title,
        "severity": policy.severity,
        "pack": policy.pack,
        "file": str(policy.file),
        "references": list(policy.references),
    }
