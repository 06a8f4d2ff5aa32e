"""A policy finding that a recipe can fix, as something to repair."""

from __future__ import annotations

from random import Random

from terraformer_ls.hcl.edits import OverlappingEditsError, apply_edits
from terraformer_ls.learn.mutn.configuration import Configuration
from terraformer_ls.learn.verified import FILE
from terraformer_ls.propose.recipes import candidates_from_recipes
from terraformer_ls.verify.findings import Finding, Severity, Stage


def insecure(configuration: Configuration, random: Random) -> tuple[Finding, str] | None:
    """One finding of the configuration's own report, and the text without it."""
    report = configuration.report
    result = report.result(Stage.POLICY) if report is not None else None
    found = [f for f in (result.findings if result else ()) if f.severity is not Severity.HINT]
    random.shuffle(found)
    for finding in found:
        candidate = next(iter(candidates_from_recipes(configuration.snapshot, finding)), None)
        if candidate is None or list(candidate.edits) != [FILE]:
            continue
        try:
            text = apply_edits(configuration.document.text, candidate.edits[FILE])
        except OverlappingEditsError:
            continue
        return finding, text.decode()
    return None
