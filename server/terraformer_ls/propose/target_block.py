"""The block that a finding is about, found in the snapshot at hand, and what it may hold."""

from __future__ import annotations

from dataclasses import dataclass

from terraformer_ls.hcl.blocks import Block, top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.schema.choose import Choices, provider_of_type
from terraformer_ls.schema.model import BlockKind, BlockSchema
from terraformer_ls.verify.findings import Finding
from terraformer_ls.workspace.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class TargetBlock:
    """A top-level block with the document it stands in."""

    document: Document
    block: Block

    @property
    def text(self) -> str:
        """The block as written."""
        return self.document.slice(self.block.node)


def target_block(snapshot: Snapshot, finding: Finding) -> TargetBlock | None:
    """The top-level block around the finding, or None if it lies in none."""
    document = snapshot.hcl_files.get(finding.file)
    if document is None:
        return None
    for block in top_level_blocks(document):
        if block.span.encloses(finding.span):
            return TargetBlock(document, block)
    return None


def schema_of(
    snapshot: Snapshot, file: str, block: Block, choices: Choices | None = None
) -> BlockSchema | None:
    """The schema of a resource or data source, None where we have none for it.

    `choices` are those of the snapshot, if the caller has made them already.
    """
    if block.type not in (BlockKind.RESOURCE, BlockKind.DATA) or not block.labels:
        return None
    type_ = block.labels[0]
    folder = file.rpartition("/")[0] or "."
    choices = choices or Choices(snapshot)
    provider = choices.provider(folder, provider_of_type(type_)).schema
    return provider.block(BlockKind(block.type), type_) if provider is not None else None
