"""The code action that changes the block at hand as the user's own words say."""

from __future__ import annotations

from lsprotocol import types

from terraformer_ls.hcl.positions import Span
from terraformer_ls.lsp.routes import MUTATE
from terraformer_ls.propose.extent import block_extent
from terraformer_ls.workspace.snapshot import Snapshot


def mutate_action(
    snapshot: Snapshot, uri: str, path: str, asked: Span, range_: types.Range
) -> types.CodeAction | None:
    """The action, whose words the server will ask for; None outside of blocks."""
    extent = block_extent(snapshot, path, asked)
    if extent is None:
        return None
    [(_, _, block)] = extent.blocks(snapshot)
    title = f"Change {block.address} with TerraFormer…"
    arguments = {"uri": uri, "reach": "block", "range": range_}
    return types.CodeAction(
        title=title, kind=MUTATE, command=types.Command(title, MUTATE, arguments=[arguments])
    )
