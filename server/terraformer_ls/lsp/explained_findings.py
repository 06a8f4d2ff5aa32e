"""What a hover says of the findings under the cursor: why, and what would be good."""

from __future__ import annotations

from terraformer_ls.editor.hover import Hover
from terraformer_ls.explain.explain import explain
from terraformer_ls.explain.explanation import Explanation
from terraformer_ls.lsp.cursor import Cursor
from terraformer_ls.settings import Settings

_MOST = 2


def explained_findings(cursor: Cursor, settings: Settings) -> Hover | None:
    """The explanations of the gravest findings at a cursor; None where there is nothing to say."""
    shown = cursor.scope.outlook.at(cursor.snapshot).shown.get(cursor.path, ())
    at = [finding for finding in shown if finding.span.contains(cursor.offset)]
    at.sort(key=lambda finding: (finding.severity.rank, finding.rule))
    rules = list(dict.fromkeys(finding.rule for finding in at))
    known = [found for rule in rules if (found := explain(rule, settings)) is not None]
    if not known:
        return None
    parts = [_summary(found) for found in known[:_MOST]]
    if known[_MOST:]:
        parts.append(f"Also here: {', '.join(found.rule for found in known[_MOST:])}")
    return Hover("\n\n".join(parts), at[0].span)


def _summary(found: Explanation) -> str:
    """Short enough for a hover: what is bad stands in the text already."""
    good = f"\n\n```hcl\n{found.good.rstrip()}\n```" if found.good else ""
    return f"**{found.rule}**: {found.title}\n\n{found.why}{good}"
