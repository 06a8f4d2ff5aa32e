"""`terraformer.accepted`: the user took a completion."""

from __future__ import annotations

from collections.abc import Mapping

from lsprotocol import types

from terraformer_ls.lsp.session import Session


async def accepted(
    session: Session, arguments: Mapping[str, object], token: types.ProgressToken | None
) -> None:
    """What was shown is in the text now, so there is nothing left of it to offer."""
    del arguments, token
    session.ghost_text.forget()
