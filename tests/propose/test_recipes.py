"""Each finding that a recipe is there for: a verified fix without a model, and nothing new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from fix_cases import case, fixable

from terraformer_ls.engine import Engine
from terraformer_ls.hcl.format import formatted
from terraformer_ls.propose.evidence import identity
from terraformer_ls.propose.fix import AskModel, has_recipe, propose_fixes
from terraformer_ls.propose.recipes.template import template_rules
from terraformer_ls.settings import Settings
from terraformer_ls.verify.findings import Severity, Stage
from terraformer_ls.verify.report import Report


@pytest.fixture(scope="module")
def whole_engine() -> Iterator[Engine]:
    engine = Engine(Settings(model="off"))
    yield engine
    engine.close()


def loud(report: Report) -> Counter[tuple[str, str, str, str]]:
    return Counter(identity(f) for f in report.findings if f.severity is not Severity.HINT)


@pytest.mark.parametrize(("name", "address", "rule"), [*fixable()])
def test_a_finding_has_a_verified_fix(
    whole_engine: Engine, name: str, address: str, rule: str
) -> None:
    before = case(name)
    report = whole_engine.verify(before)
    assert {finding.stage for finding in report.findings} <= {Stage.POLICY}
    finding = next(f for f in report.findings if (f.rule, f.address) == (rule, address))
    assert has_recipe(finding)

    proposals = propose_fixes(
        whole_engine, before, finding, report=report, ask_model=AskModel.NEVER
    )

    assert proposals
    assert proposals[0].evidence.not_checked == ()
    after = before.with_edits(proposals[0].edits)
    new_report = whole_engine.verify(after)
    assert identity(finding) not in map(identity, new_report.findings)
    assert loud(new_report) - loud(report) == Counter()
    text = after.files["main.tf"].text
    assert text == formatted(text)


def test_every_template_has_a_case() -> None:
    cases = {(address.partition(".")[0], rule) for _, address, rule in fixable()}
    assert template_rules() - cases == set()
