"""`terraformer.verify`: verify a file's surroundings now and say in a sentence what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from lsprotocol import types

from terraformer_ls.lsp.session import Session
from terraformer_ls.lsp.verification import schedule, scope_for
from terraformer_ls.verify.findings import Severity


async def verify(
    session: Session, arguments: Mapping[str, object], token: types.ProgressToken | None
) -> dict[str, object]:
    """`{"uri"?}` to `{"summary", "findings", "stages"}`; without a URI, all that is open."""
    del token
    uri = arguments.get("uri")
    if isinstance(uri, str):
        scope = await scope_for(session, uri)
        scopes = [scope] if scope is not None else []
    else:
        await asyncio.gather(*session.finding_scope.values(), return_exceptions=True)
        scopes = list(session.scopes.values())
    for scope in scopes:
        schedule(session, scope, at_once=True)
    for scope in scopes:
        await scope.settled.wait()
    findings = [
        finding
        for scope in scopes
        for found in scope.outlook.shown.values()
        for finding in found
        if finding.severity is not Severity.HINT
    ]
    stages = {
        str(stage): str(result.status)
        for scope in scopes
        for stage, result in scope.outlook.results.items()
    }
    said = ", ".join(f"{stage} {status}" for stage, status in stages.items()) or "nothing is open"
    return {
        "summary": f"{len(findings)} findings ({said})",
        "findings": len(findings),
        "stages": stages,
    }
