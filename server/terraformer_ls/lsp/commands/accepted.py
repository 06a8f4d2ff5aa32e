"""`terraformer.accepted`: the user took a completion."""

from __future__ import annotations

from collections.abc import Mapping

from lsprotocol import types

from terraformer_ls.lsp.session import Session


async def accepted(
    session: Session, arguments: Mapping[str, object], token: types.ProgressToken | None
) -> None:
    """What was shown is in the text now, so there is nothing left of it to offer.

    Takes `{"shown", "number"}` as the completion's command has them; both may be missing.
    """
    del token
    shown, number = arguments.get("shown"), arguments.get("number")
    session.ghost_text.accepted(
        shown if isinstance(shown, int) else None, number if isinstance(number, int) else 0
    )
