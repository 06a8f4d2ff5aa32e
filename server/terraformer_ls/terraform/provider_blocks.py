"""What `provider` blocks lack.

The stand-in requires nothing of a provider's configuration, because a module that is made to be
called has none. Where there is a block, it must be complete; here that is said in Terraform's
words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from terraformer_ls.hcl.blocks import Block, top_level_blocks
from terraformer_ls.schema.packs import open_file
from terraformer_ls.terraform.prepare import Root
from terraformer_ls.terraform.providers import address_of
from terraformer_ls.workspace.snapshot import Snapshot


@dataclass(frozen=True)
class Lack:
    """A required argument or block that a `provider` block does not have."""

    file: str
    block: Block
    summary: str
    detail: str


def lacks(root: Root, layout: Snapshot) -> Iterator[Lack]:
    """Everything that the `provider` blocks of a root module's files lack."""
    sources = root.tree.records[0].sources
    served = {provider.address: provider for provider in root.providers}
    for path in root.tree.records[0].files:
        if path.endswith(".json") or path not in layout.files:
            continue
        for block in top_level_blocks(layout.files[path]):
            if block.type != "provider" or not block.labels:
                continue
            name = block.labels[0]
            provider = served.get(address_of(sources.get(name, name)))
            if provider is None or provider.pack is None:
                continue
            schema = open_file(provider.pack).configuration
            for attribute in schema.attributes.values():
                if attribute.required and block.attribute(attribute.name) is None:
                    detail = (
                        f'The argument "{attribute.name}" is required, but no definition was found.'
                    )
                    yield Lack(path, block, "Missing required argument", detail)
            for nested in schema.blocks.values():
                present = nested.name in {inner.type for inner in block.blocks}
                dynamic = any(inner.labels == (nested.name,) for inner in block.blocks)
                if nested.min_items and not present and not dynamic:
                    yield Lack(
                        path,
                        block,
                        f"Insufficient {nested.name} blocks",
                        f'At least {nested.min_items} "{nested.name}" blocks are required.',
                    )
