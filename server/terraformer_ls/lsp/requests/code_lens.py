"""`textDocument/codeLens`: what the plan would do to each block, above it."""

from __future__ import annotations

from pathlib import PurePosixPath

from lsprotocol import types

from terraformer_ls.hcl.blocks import top_level_blocks
from terraformer_ls.hcl.positions import Span
from terraformer_ls.lsp.cursor import cursor_at
from terraformer_ls.lsp.plan_document import uri_of_plan
from terraformer_ls.lsp.positions import range_of
from terraformer_ls.lsp.session import Session
from terraformer_ls.terraform.planned import planned_in_folder


async def code_lens(session: Session, params: types.CodeLensParams) -> list[types.CodeLens]:
    """`+ create, 3 instances`; a click shows the whole plan. None while there is no plan.

    Nothing is planned for this: what the last verification planned is shown, and the client is
    told to ask again when there is a newer plan.
    """
    cursor = await cursor_at(session, params.text_document.uri, types.Position(0, 0))
    if cursor is None or cursor.scope.planned is None:
        return []
    engine, snapshot = session.engine, cursor.scope.planned
    folder = PurePosixPath(cursor.path).parent.as_posix()
    planned = await session.background.run(
        lambda cancelled: planned_in_folder(engine.plans(snapshot, cancelled), snapshot, folder)
    )
    uri = uri_of_plan(snapshot.root / folder)
    return [
        types.CodeLens(
            range=range_of(
                cursor.document, Span(block.header.start, block.header.start), session.encoding
            ),
            command=types.Command(
                planned[block.address].sentence, "terraformer.plan", arguments=[{"plan": uri}]
            ),
        )
        for block in top_level_blocks(cursor.document)
        if block.type in ("resource", "data") and block.address in planned
    ]
