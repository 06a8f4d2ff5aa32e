"""The code action that suppresses a policy: offered beside the fixes, never among them."""

from __future__ import annotations

from lsprotocol import types

from terraformer_ls.lsp.routes import SUPPRESS
from terraformer_ls.propose.suppress import can_be_suppressed
from terraformer_ls.verify.findings import Finding


def suppress_action(uri: str, finding: Finding) -> types.CodeAction | None:
    """The action for a finding; None for what no comment can silence."""
    if not can_be_suppressed(finding):
        return None
    title = f"Suppress {finding.rule} here…"
    arguments = {"uri": uri, "rule": finding.rule, "address": finding.address}
    return types.CodeAction(
        title=title,
        kind=SUPPRESS,
        command=types.Command(title, SUPPRESS, arguments=[arguments]),
    )
