"""Every rule can be explained, offline and at once, by its id."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from terraformer_ls.explain.explain import explain
from terraformer_ls.hcl.blocks import top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.policy import environment
from terraformer_ls.policy.rego.packs import read_packs, shipped_folder
from terraformer_ls.settings import Settings

CATALOGUE = Path(__file__).parents[2] / "server" / "terraformer_ls" / "explain" / "checkov.json"
CHECKS = {
    rule: check
    for checks in json.loads(CATALOGUE.read_text())["checks"].values()
    for rule, check in checks.items()
}
POLICIES = read_packs([shipped_folder()]).policies


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "terraformer_ls.cli", "explain", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_check_of_checkovs_is_explained_by_what_it_looks_at() -> None:
    found = explain("CKV_AWS_3")
    assert found is not None
    assert found.title == "Ensure all data stored in the EBS is securely encrypted"
    assert "`encrypted` is true" in found.why
    assert "encrypted = false" in found.bad
    assert "encrypted = true" in found.good
    assert found.references[0].endswith("/checks/resource/aws/EBSEncryption.py")


def test_a_check_that_is_only_code_is_explained_by_what_its_code_looks_at() -> None:
    found = explain("CKV_AWS_240")
    assert found is not None
    assert "Its code looks at" in found.why
    assert "`server_side_encryption`" in found.why
    assert "server_side_encryption" in found.good
    assert found.bad != found.good


def test_few_checks_are_explained_by_their_title_alone() -> None:
    bare = [rule for rule, check in CHECKS.items() if not {"wants", "reads", "bad"} & check.keys()]
    assert len(bare) <= len(CHECKS) / 15


def test_a_graph_check_is_explained_by_its_definition() -> None:
    found = explain("ckv2_aws_6")
    assert found is not None
    assert "`aws_s3_bucket_public_access_block` connected" in found.why


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.id)
def test_a_policy_is_explained_by_its_page(policy) -> None:
    found = explain(policy.id, Settings(policy_packs=()))
    assert found is not None
    assert found.title == policy.title
    assert found.why
    assert found.bad
    assert found.good
    assert found.references == policy.references
    assert f"## Bad\n\n```hcl\n{found.bad.rstrip()}" in found.markdown


def test_a_policy_without_a_page_is_explained_by_its_metadata(tmp_path: Path) -> None:
    (tmp_path / "own.rego").write_text(
        "# METADATA\n# title: Nothing\n# description: Because.\n# custom:\n#   id: OWN_1\n"
        "package own\n"
    )
    found = explain("OWN_1", Settings(policy_folders=(str(tmp_path),)))
    assert found is not None
    assert (found.title, found.why, found.bad) == ("Nothing", "Because.", "")


def test_the_catalogue_is_that_of_the_pinned_checkov() -> None:
    lock = (Path(environment.__file__).parent / "checkov.lock").read_text()
    version = json.loads(CATALOGUE.read_text())["version"]
    assert f"checkov=={version}\n" in lock
    assert CATALOGUE.stat().st_size <= 440_000


def test_every_check_has_an_explanation_with_examples_that_parse() -> None:
    for rule in CHECKS:
        found = explain(rule)
        assert found is not None, rule
        assert found.title, rule
        assert found.references, rule
        for example in filter(None, (found.bad, found.good)):
            document = Document(example.encode())
            assert not document.root.has_error, rule
            assert top_level_blocks(document), rule


def test_the_command_explains_and_says_what_it_does_not_know() -> None:
    done = run("wrong-type")
    assert done.returncode == 0
    assert done.stdout.startswith("# wrong-type: ")
    told = json.loads(run("CKV_AWS_24", "--format", "json").stdout)
    assert told["rule"] == "CKV_AWS_24"
    unknown = run("no-such-rule")
    assert unknown.returncode == 2
    assert "no-such-rule" in unknown.stderr
