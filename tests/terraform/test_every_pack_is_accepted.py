"""Terraform takes every schema that ships with us: it refuses a whole provider for one bad type."""

from __future__ import annotations

import pytest
from stage_runs import snapshot_of

from terraformer_ls.schema.model import BlockKind, Provider
from terraformer_ls.schema.packs import open_pack, shipped
from terraformer_ls.terraform.engine import Terraform


@pytest.mark.parametrize("provider", shipped(), ids=str)
def test_a_pack_is_accepted(terraform: Terraform, provider: Provider) -> None:
    pack = open_pack(provider.source, provider.version)
    assert pack is not None
    types = pack.types(BlockKind.RESOURCE) or pack.types(BlockKind.DATA)
    kind = "resource" if pack.types(BlockKind.RESOURCE) else "data"
    text = f"""
terraform {{
  required_providers {{
    {provider.name} = {{
      source  = "{provider.source}"
      version = "{provider.version}"
    }}
  }}
}}

{kind} "{types[0]}" "a" {{
  an_argument_that_nobody_has = 1
}}
"""
    for edit in range(2):  # a refused schema is kept, and then looks fine
        prepared = terraform.prepare(snapshot_of(f"{text}# {edit}"))
        root = prepared.roots[0]
        served = next(found for found in root.providers if found.address.endswith(provider.source))
        assert (served.version, served.approximate) == (provider.version, "")
        outcome = terraform.validate(prepared, root)
        summaries = {found["summary"] for found in outcome.diagnostics}
        assert "Unsupported argument" in summaries, (outcome.problem, outcome.diagnostics)
        known = {"Unsupported argument", "Missing required argument"}
        assert all(
            summary in known or summary.startswith("Insufficient") for summary in summaries
        ), outcome.diagnostics
