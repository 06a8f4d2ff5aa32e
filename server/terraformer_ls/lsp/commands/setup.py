"""`terraformer.setup`: make what is made once, Checkov's environment and the embedded model."""

from __future__ import annotations

from collections.abc import Mapping

from lsprotocol import types

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.lsp.notifications.did_change_configuration import renew_engine
from terraformer_ls.lsp.progress import OnProgress, with_progress
from terraformer_ls.lsp.session import Session
from terraformer_ls.model.protocol import ModelUnavailable
from terraformer_ls.model.weights import ensure_weights
from terraformer_ls.policy.environment import Unavailable, ensure_environment
from terraformer_ls.settings import Settings


async def setup(
    session: Session, arguments: Mapping[str, object], token: types.ProgressToken | None
) -> dict[str, object] | None:
    """`{"ready", "problems"}`; None if the user cancelled it."""
    del arguments
    settings = session.settings
    problems = await with_progress(
        session,
        "Setting up TerraFormer",
        lambda cancellation, say: _set_up(settings, cancellation, say),
        token,
    )
    if problems is None:
        return None
    await renew_engine(session)
    for problem in problems:
        session.client.show(problem, types.MessageType.Warning)
    return {"ready": not problems, "problems": list(problems)}


def _set_up(settings: Settings, cancellation: Cancellation, say: OnProgress) -> tuple[str, ...]:
    """Fetch both, one after the other; returns what went wrong."""
    problems: list[str] = []

    def on_progress(message: str, fraction: float) -> None:
        cancellation.check()
        say(message, fraction / 2)

    environment = ensure_environment(settings, on_progress)
    if isinstance(environment, Unavailable):
        problems.append(environment.reason)
    try:
        ensure_weights(lambda message, fraction: say(message, 0.5 + fraction / 2), cancellation)
    except ModelUnavailable as error:
        problems.append(str(error))
    return tuple(problems)
