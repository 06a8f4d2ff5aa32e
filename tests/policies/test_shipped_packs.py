"""Every shipped policy does what its page and its test file say, on real plans.

`<policy>.test.tf` marks the blocks that must be denied with `# denied`; everything else in it must
pass. The bad example of `<policy>.md` must be denied, the good one must not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from terraformer_ls.hcl.blocks import top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.policy.rego.engine import Judgement, RegoEngine
from terraformer_ls.policy.rego.packs import Packs, Policy, read_packs, shipped_folder
from terraformer_ls.terraform.engine import Terraform
from terraformer_ls.verify.stages.plan import PlanStage
from terraformer_ls.workspace.snapshot import Snapshot

PACKS = read_packs([shipped_folder()])
POLICIES = {f"{policy.pack}/{policy.file.stem}": policy for policy in PACKS.policies}


@dataclass
class Bench:
    """Plans text and asks the policies about it."""

    plans: PlanStage
    engine: RegoEngine

    def judge(self, text: str, engine: RegoEngine | None = None) -> Judgement:
        snapshot = Snapshot(Path("/policy"), {"main.tf": Document(text.encode())})
        plans = self.plans.plans(snapshot)
        assert plans, f"the example does not plan:\n{text}"
        return (engine or self.engine).judge(plans["."])

    def denied(self, policy: Policy, text: str) -> set[str]:
        judgement = self.judge(text)
        assert not judgement.problems
        return {v.address for v in judgement.violations if v.policy.id == policy.id}


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    bench = Bench(PlanStage(Terraform()), RegoEngine(PACKS))
    yield bench
    bench.engine.close()
    bench.plans.close()


def marked(text: str) -> set[str]:
    """The addresses of the blocks that are marked `# denied`."""
    document = Document(text.encode())
    lines = text.splitlines()
    return {
        block.address
        for block in top_level_blocks(document)
        if lines[document.lines.line_of(block.span.start)].rstrip().endswith("# denied")
    }


def example(policy: Policy, heading: str) -> str:
    page = policy.page.read_text(encoding="utf-8")
    found = re.search(rf"^## {heading}\n.*?^```hcl\n(.*?)^```", page, re.M | re.S)
    assert found, f"{policy.page} has no example under {heading}"
    return found[1]


def test_nothing_is_wrong_with_the_packs() -> None:
    assert PACKS.problems == ()
    assert len({policy.id for policy in PACKS.policies}) == len(PACKS.policies)


@pytest.mark.parametrize("name", POLICIES)
def test_a_policy_denies_what_its_test_marks_and_nothing_else(bench: Bench, name: str) -> None:
    policy = POLICIES[name]
    text = policy.file.with_suffix(".test.tf").read_text(encoding="utf-8")
    expected = marked(text)
    assert expected, "a test that marks nothing would pass with an empty policy"
    assert {re.sub(r"\[.*?\]", "", address) for address in bench.denied(policy, text)} == expected


@pytest.mark.parametrize("name", POLICIES)
def test_the_page_tells_the_truth(bench: Bench, name: str) -> None:
    policy = POLICIES[name]
    assert bench.denied(policy, example(policy, "Bad"))
    assert not bench.denied(policy, example(policy, "Good"))
    page = policy.page.read_text(encoding="utf-8")
    assert page.startswith(f"# {policy.title}\n")
    for reference in policy.references:
        assert reference in page


@pytest.mark.parametrize("name", POLICIES)
def test_a_policy_says_what_it_is(name: str) -> None:
    policy = POLICIES[name]
    assert policy.file.parent.name == policy.file.stem
    assert policy.title
    assert policy.description
    assert policy.references
    assert re.fullmatch(r"TF_(AWS|AZURE|GCP)_[A-Z]+_\d+", policy.id)


def test_an_emptied_policy_fails_its_test(bench: Bench) -> None:
    policy = next(iter(POLICIES.values()))
    emptied = replace(policy, text=f"package {policy.package}\n")
    engine = RegoEngine(Packs((emptied,), PACKS.libraries))
    try:
        text = policy.file.with_suffix(".test.tf").read_text(encoding="utf-8")
        assert bench.judge(text, engine).violations == ()
    finally:
        engine.close()
