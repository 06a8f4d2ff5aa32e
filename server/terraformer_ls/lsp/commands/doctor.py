"""`terraformer.doctor`: what is installed, what is missing, and how to get it."""

from __future__ import annotations

from collections.abc import Mapping

from lsprotocol import types

from terraformer_ls.cli.doctor import report
from terraformer_ls.lsp.session import Session


async def doctor(
    session: Session, arguments: Mapping[str, object], token: types.ProgressToken | None
) -> str:
    """The same report as `terraformer-ls doctor` prints."""
    del arguments, token
    return await session.background.run(lambda _: report())
