"""No false errors on the providers' documented examples.

The examples are of many provider versions, so each is checked against every major that we have: it
must be clean under one of them, or what is found under the best must have been judged to be true.
References to what an example leaves out are not looked at.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.hcl.document import Document
from terraformer_ls.verify.findings import Severity
from terraformer_ls.verify.stages.schema import SchemaStage
from terraformer_ls.workspace.snapshot import Snapshot

DATA = Path(__file__).parents[3] / "shared" / "data" / "provider-docs"
JUDGED = Path(__file__).parent / "documentation_errors.txt"
MAJORS = {
    "azurerm": ["hashicorp/azurerm ~> 4.0", "hashicorp/azurerm ~> 5.0", "hashicorp/azurerm ~> 3.0"],
    "google": [
        "hashicorp/google ~> 8.0",
        "hashicorp/google ~> 6.0",
        "hashicorp/google-beta ~> 8.0",
    ],
    "kubernetes": ["hashicorp/kubernetes ~> 3.0", "hashicorp/kubernetes ~> 2.0"],
    "random": ["hashicorp/random ~> 3.0"],
}


def errors(stage: SchemaStage, provider: str, text: str, major: str) -> set[str]:
    source, _, constraint = major.partition(" ")
    required = f'{provider} = {{\n source = "{source}"\n version = "{constraint}"\n }}\n'
    versions = f"terraform {{\n required_providers {{\n {required} }}\n }}\n"
    files = {"main.tf": Document(text.encode()), "versions.tf": Document(versions.encode())}
    result = stage.run(Snapshot(Path("/example"), files), (), Cancellation())
    return {
        f"{finding.rule}: {finding.message}"
        for finding in result.findings
        if finding.severity is not Severity.HINT
        and not finding.rule.startswith("undeclared-")
        and finding.rule != "invalid-reference"
    }


def judged() -> set[str]:
    lines = JUDGED.read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def found_in(provider: str) -> set[str]:
    stage = SchemaStage()
    found: set[str] = set()
    with gzip.open(DATA / f"{provider}.jsonl.gz", "rt", encoding="utf-8") as records:
        for record in map(json.loads, records):
            per_major: list[set[str]] = []
            for major in MAJORS[provider]:
                per_major.append(errors(stage, provider, record["hcl"], major))
                if not per_major[-1]:
                    break
            found |= {f"{record['type']}: {error}" for error in min(per_major, key=len)}
    return found


@pytest.mark.skipif(not DATA.is_dir(), reason="the providers' documentation is not at hand")
@pytest.mark.parametrize("provider", MAJORS)
def test_every_error_in_the_documented_examples_is_a_true_one(provider):
    assert found_in(provider) - judged() == set()
