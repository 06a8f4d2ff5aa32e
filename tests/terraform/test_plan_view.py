"""A plan as people read it."""

from __future__ import annotations

from stage_runs import snapshot_of

from terraformer_ls.terraform.engine import Terraform
from terraformer_ls.terraform.plan_view import planned_by_address, render_plan


def test_a_plan_is_told_per_resource_and_as_text(terraform: Terraform) -> None:
    files = {
        "main.tf": """
module "names" {
  for_each = toset(["a.b", "c"])
  source   = "./names"
}

resource "random_password" "p" {
  count  = 2
  length = 12
}

import {
  to = aws_vpc.main
  id = "vpc-1"
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

output "name" {
  value = module.names["c"].name
}
""",
        "names/main.tf": """
resource "random_pet" "pet" {
  length = 3
}

output "name" {
  value = random_pet.pet.id
}
""",
    }
    prepared = terraform.prepare(snapshot_of(files))
    plan = terraform.plan(prepared, prepared.roots[0]).plan
    assert plan is not None
    found = {address: planned.sentence for address, planned in planned_by_address(plan).items()}
    assert found["module.names.random_pet.pet"] == "+ create, 2 instances"
    assert found["random_password.p"] == "+ create, 2 instances"
    assert found["aws_vpc.main"] == "import"
    text = render_plan(plan)
    assert '# module.names["a.b"].random_pet.pet\n+ resource "random_pet" "pet" {' in text
    assert "    length = 3\n" in text
    assert "    result = (known after apply)\n" in text
    assert "+ output name = (known after apply)" in text
    assert text.endswith("Plan: 4 to add, 0 to change, 0 to destroy.\n")
