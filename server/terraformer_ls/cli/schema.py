"""`terraformer-ls schema`: build and inspect schema packs."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from terraformer_ls.cli.target import fail
from terraformer_ls.schema.build import (
    BuildFailed,
    Built,
    Package,
    build,
    build_from_dump,
    listed_packages,
)
from terraformer_ls.schema.choose import Catalogue, user_packs_folder
from terraformer_ls.schema.model import AttributeSchema, BlockKind, BlockSchema
from terraformer_ls.schema.packs import Pack, open_file

_KINDS = [kind.value for kind in BlockKind]


@click.group("schema")
def command() -> None:
    """Build and inspect schema packs: what each provider offers, at which version."""


@command.command("list")
def list_packs() -> None:
    """List the packs at hand: those that ship with TerraFormer, and your own."""
    table = Table("provider", "version", "resources", "data sources", "made from", box=None)
    for pack in _packs():
        provider = pack.provider
        table.add_row(
            provider.source,
            provider.version,
            str(len(pack.types(BlockKind.RESOURCE))),
            str(len(pack.types(BlockKind.DATA))),
            provider.provenance,
        )
    Console().print(table)


@command.command("show")
@click.argument("type_", metavar="TYPE")
@click.option("--kind", type=click.Choice(_KINDS), default=_KINDS[0], show_default=True)
@click.option("--provider", default="", help="As in `hashicorp/aws`; any by default.")
@click.option("--version", default="", help="As in `6.69.1`; the newest by default.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
def show(type_: str, kind: str, provider: str, version: str, format_: str) -> None:
    """Show what a resource, data source or ephemeral resource takes and gives."""
    for pack in reversed(_packs()):
        matches = provider in ("", pack.provider.source) and version in ("", pack.provider.version)
        block = pack.block(BlockKind(kind), type_) if matches else None
        if block is None:
            continue
        if format_ == "json":
            click.echo(json.dumps(pack.as_provider_schema_json({type_}), indent=2))
            return
        click.secho(f"{type_} ({pack.provider})", bold=True)
        for line in _lines(block, ""):
            click.echo(line)
        return
    fail(f"no pack has a {kind} `{type_}`; `terraformer-ls schema list` shows what is at hand")


@command.command("build")
@click.argument("packages", nargs=-1, metavar="[NAME==VERSION]...")
@click.option("--dump", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--provider", default="", help="With --dump: whose schema, as in `hashicorp/aws`.")
@click.option("--version", default="", help="With --dump: of which version.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=None)
def build_packs(
    packages: tuple[str, ...], dump: Path | None, provider: str, version: str, out: Path | None
) -> None:
    """Build packs from prebuilt provider packages, or from Terraform's own dump.

    Without arguments: the packages that the shipped packs are made from. With --dump: the output of
    `terraform providers schema -json`. Packs are written to --out, or where TerraFormer looks for
    yours. The same packages always give the same bytes.
    """
    folder = out if out is not None else user_packs_folder()
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    try:
        if dump is not None:
            if not provider or not version:
                fail("--dump needs --provider and --version")
            _report(build_from_dump(dump, provider, version, folder))
            return
        with Progress(*columns, console=console, transient=True) as progress:
            task = progress.add_task("starting", total=None)
            wanted = [_package(text) for text in packages] or listed_packages()
            for built in build(
                wanted, folder, lambda text: progress.update(task, description=text)
            ):
                _report(built)
    except BuildFailed as reason:
        fail(str(reason))


def _packs() -> list[Pack]:
    folders = Catalogue().folders
    files = {file.name: file for folder in reversed(folders) for file in folder.glob("*.pack")}
    packs = [open_file(file) for file in files.values()]
    return sorted(packs, key=lambda pack: (pack.provider.source, _order(pack.provider.version)))


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def _package(text: str) -> Package:
    name, separator, version = text.partition("==")
    if not separator:
        fail(f"{text} is not of the form NAME==VERSION")
    return Package(name, version)


def _report(built: Built) -> None:
    counts = ", ".join(f"{count} {what}" for what, count in built.counts if count)
    size = f"{built.file.stat().st_size / 1024:.0f} KB"
    click.echo(f"{built.provider}: {counts} ({size})")
    for sentence in built.unrecovered:
        click.secho(f"  not recovered: {sentence}", dim=True)


def _lines(block: BlockSchema, indent: str) -> list[str]:
    lines = [f"{indent}{_line(attribute)}" for attribute in block.attributes.values()]
    for nested in block.blocks.values():
        often = "at most one" if nested.at_most_one else nested.nesting.value
        needed = ", required" if nested.min_items else ""
        lines.append(f"{indent}{nested.name} {{  ({often}{needed})")
        lines.extend(_lines(nested.block, indent + "  "))
        lines.append(f"{indent}}}")
    if block.folded:
        lines.append(f"{indent}...  (not recovered)")
    return lines


def _line(attribute: AttributeSchema) -> str:
    flags = [
        name
        for name, holds in (
            ("required", attribute.required),
            ("optional", attribute.optional),
            ("computed", attribute.computed),
            ("sensitive", attribute.sensitive),
            ("write-only", attribute.write_only),
            ("deprecated", bool(attribute.deprecated)),
        )
        if holds
    ]
    return f"{attribute.name}: {attribute.type}  ({', '.join(flags)})"
