"""`terraformer.generate`: from words to a verified configuration."""

from __future__ import annotations

from collections.abc import Mapping

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from terraformer_ls.lsp.progress import with_progress
from terraformer_ls.lsp.session import Session
from terraformer_ls.propose import generate as propose


async def generate(
    session: Session, arguments: Mapping[str, object], token: types.ProgressToken | None
) -> dict[str, object] | None:
    """`{"words"}` to `{"text", "evidence"}`; None if nothing held or the user cancelled."""
    words = arguments.get("words")
    if not isinstance(words, str) or not words.strip():
        raise JsonRpcInvalidParams("terraformer.generate needs the words to generate from")
    engine = session.engine
    generated = await with_progress(
        session,
        "Generating",
        lambda cancellation, say: propose.generate(
            engine, words, cancellation=cancellation, on_progress=lambda message: say(message, None)
        ),
        token,
    )
    session.tell_notices()
    if generated is None:
        return None
    return {
        "text": generated.text,
        "evidence": generated.evidence.sentence,
        "origin": generated.origin,
        "unmet": list(generated.unmet),
    }
