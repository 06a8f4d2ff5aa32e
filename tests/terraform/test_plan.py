"""Module in, plan out: what stands in for the world, and what is said about it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from stage_runs import NOWHERE, Run, snapshot_of

from terraformer_ls.terraform.engine import Terraform
from terraformer_ls.verify.findings import Severity
from terraformer_ls.verify.report import Status


@pytest.fixture
def planned(terraform: Terraform) -> Any:
    def run(files: str | Mapping[str, str | bytes], root: Path = NOWHERE) -> dict[str, Any]:
        prepared = terraform.prepare(snapshot_of(files, root))
        outcome = terraform.plan(prepared, prepared.roots[0])
        assert outcome.plan is not None, (outcome.problem, outcome.diagnostics)
        return outcome.plan

    return run


def after(plan: dict[str, Any], address: str) -> dict[str, Any]:
    return next(
        change["change"]["after"]
        for change in plan["resource_changes"]
        if change["address"] == address
    )


def output(plan: dict[str, Any], name: str) -> Any:
    return plan["planned_values"]["outputs"][name].get("value")


def test_a_region_is_its_modules_alone(planned: Any) -> None:
    bucket = 'resource "aws_s3_bucket" "logs" {}\n'
    there = planned('provider "aws" {\n  region = "eu-west-1"\n}\n' + bucket)
    assert after(there, "aws_s3_bucket.logs")["region"] == "eu-west-1"
    assert after(planned(bucket), "aws_s3_bucket.logs")["region"] == "us-east-1"


def test_each_configuration_of_a_provider_is_its_own(planned: Any) -> None:
    text = """
provider "aws" {
  region = "eu-west-1"
  default_tags {
    tags = { team = "founders" }
  }
}

provider "aws" {
  alias  = "virginia"
  region = "us-east-1"
}

data "aws_region" "here" {}

data "aws_region" "there" {
  provider = aws.virginia
}

resource "aws_s3_bucket" "here" {}

resource "aws_s3_bucket" "there" {
  provider = aws.virginia
}

output "regions" {
  value = [data.aws_region.here.name, data.aws_region.there.name]
}
"""
    for number in range(10):  # which of them comes first is chance
        plan = planned(f"{text}# {number}\n")
        assert output(plan, "regions") == ["eu-west-1", "us-east-1"]
        here, there = after(plan, "aws_s3_bucket.here"), after(plan, "aws_s3_bucket.there")
        assert (here["region"], here["tags_all"]) == ("eu-west-1", {"team": "founders"})
        assert (there["region"], there.get("tags_all")) == ("us-east-1", None)


def test_the_plan_has_what_policies_look_at(planned: Any) -> None:
    plan = planned("""
provider "aws" {
  region = "eu-west-1"
  default_tags {
    tags = { team = "founders" }
  }
}

data "aws_caller_identity" "me" {}

resource "aws_s3_bucket" "logs" {
  bucket = "logs-${data.aws_caller_identity.me.account_id}"
  tags   = { name = "logs" }
}

resource "aws_s3_bucket_versioning" "logs" {
  bucket = aws_s3_bucket.logs.id
  versioning_configuration {
    status = "Enabled"
  }
}
""")
    bucket = after(plan, "aws_s3_bucket.logs")
    assert bucket["bucket"] == "logs-123456789012"
    assert bucket["region"] == "eu-west-1"
    assert bucket["tags_all"] == {"team": "founders", "name": "logs"}
    versioning = next(
        change
        for change in plan["resource_changes"]
        if change["name"] == "logs" and change["type"] == "aws_s3_bucket_versioning"
    )
    assert versioning["change"]["after_unknown"]["bucket"] is True
    configured = plan["configuration"]["root_module"]["resources"]
    references = next(
        resource["expressions"]["bucket"]["references"]
        for resource in configured
        if resource["type"] == "aws_s3_bucket_versioning"
    )
    assert references == ["aws_s3_bucket.logs.id", "aws_s3_bucket.logs"]
    assert [
        resource["address"]
        for resource in plan["prior_state"]["values"]["root_module"]["resources"]
    ] == ["data.aws_caller_identity.me"]


def test_policy_documents_are_rendered_as_the_provider_does(planned: Any) -> None:
    plan = planned("""
data "aws_iam_policy_document" "base" {
  statement {
    sid       = "Read"
    actions   = ["s3:ListBucket", "s3:GetObject"]
    resources = ["arn:aws:s3:::logs/*"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["true"]
    }
  }
}

data "aws_iam_policy_document" "merged" {
  source_policy_documents = [data.aws_iam_policy_document.base.json]
  statement {
    effect    = "Deny"
    actions   = ["s3:DeleteObject"]
    resources = ["*"]
  }
}

output "json" {
  value = data.aws_iam_policy_document.merged.json
}
""")
    assert json.loads(output(plan, "json")) == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "Read",
                "Effect": "Allow",
                "Action": ["s3:ListBucket", "s3:GetObject"],
                "Resource": "arn:aws:s3:::logs/*",
                "Principal": {"Service": "ec2.amazonaws.com"},
                "Condition": {"Bool": {"aws:SecureTransport": "true"}},
            },
            {"Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "*"},
        ],
    }


def test_values_are_read_from_files_and_the_rest_is_assumed_and_said(
    planned: Any, plan: Run
) -> None:
    files = {
        "main.tf": """
variable "name" {
  type = string
}

variable "size" {
  type = number
}

variable "zones" {
  type = list(string)
}

variable "rules" {
  type = map(object({ port = number, note = optional(string) }))
}

output "all" {
  value = [var.name, var.size, length(var.zones), [for rule in var.rules : rule.port]]
}
""",
        "terraform.tfvars": 'name = "from tfvars"\n',
        "more.auto.tfvars.json": '{"size": 7}',
    }
    assert output(planned(files), "all") == ["from tfvars", 7, 3, [1]]
    reason = plan(files).reason
    assert "var.rules, var.zones" in reason
    assert "var.name" not in reason


def test_a_rule_that_an_assumed_value_breaks_is_not_held_against_the_module(plan: Run) -> None:
    result = plan("""
variable "cidr" {
  type = string
  validation {
    condition     = startswith(var.cidr, "192.168.")
    error_message = "Only private networks of the office."
  }
}

resource "aws_vpc" "main" {
  cidr_block = var.cidr
}
""")
    assert result.status is Status.PASSED
    assert "var.cidr" in result.reason


def test_an_allowed_value_is_assumed_where_the_rule_lists_them(planned: Any) -> None:
    plan = planned("""
variable "stage" {
  type = string
  validation {
    condition     = contains(["blue", "green"], var.stage)
    error_message = "Blue or green."
  }
}

output "stage" {
  value = var.stage
}
""")
    assert output(plan, "stage") == "blue"


def test_an_error_that_hangs_on_a_stand_in_value_is_said_but_no_finding(plan: Run) -> None:
    result = plan("""
data "aws_availability_zones" "all" {}

locals {
  zones = data.aws_availability_zones.all.names
}

resource "aws_subnet" "sixth" {
  vpc_id            = "vpc-0123456789abcdef0"
  cidr_block        = "10.0.0.0/24"
  availability_zone = local.zones[5]
}
""")
    assert (result.status, result.findings) == (Status.SKIPPED, ())
    assert "depends on local.zones" in result.reason


def test_an_error_of_the_users_own_is_a_finding_beside_doubtful_ones(plan: Run) -> None:
    result = plan("""
data "aws_availability_zones" "all" {}

variable "names" {
  type    = list(string)
  default = ["a"]
}

resource "aws_subnet" "sixth" {
  vpc_id            = "vpc-0123456789abcdef0"
  cidr_block        = "10.0.0.0/24"
  availability_zone = data.aws_availability_zones.all.names[5]
}

resource "aws_subnet" "second" {
  vpc_id     = "vpc-0123456789abcdef0"
  cidr_block = var.names[1]
}
""")
    assert result.status is Status.FAILED
    assert [finding.address for finding in result.findings] == ["aws_subnet.second"]


def test_what_is_unknown_in_the_real_world_is_a_finding_although_data_is_involved(
    plan: Run,
) -> None:
    result = plan("""
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

data "aws_subnets" "of" {
  filter {
    name   = "vpc-id"
    values = [aws_vpc.main.id]
  }
}

data "aws_subnet" "each" {
  for_each = toset(data.aws_subnets.of.ids)
  id       = each.value
}
""")
    assert [finding.rule for finding in result.findings] == ["invalid-for-each-argument"]


def test_a_module_that_is_not_downloaded_is_stubbed_and_said(planned: Any, plan: Run) -> None:
    text = """
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

provider "aws" {
  alias  = "west"
  region = "us-west-2"
}

module "vpc" {
  source  = "terraform-aws-modules/vpc/aws"
  version = "~> 5.1, != 5.1.3"
  name    = "main"
}

module "bucket" {
  source    = "git::https://example.com/bucket.git?ref=v1.2.0"
  count     = 2
  providers = { aws = aws.west, aws.main = aws.west }
}

resource "aws_instance" "one" {
  count         = length(module.vpc.private_subnets)
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.micro"
  subnet_id     = module.vpc.private_subnets[count.index]
}

output "arns" {
  value = module.bucket[*].arn
}
"""
    result = plan(text)
    assert result.status is Status.PASSED
    assert '"terraform-aws-modules/vpc/aws" (module.vpc)' in result.reason
    assert "standin" not in json.dumps(planned(text)["configuration"]["provider_config"])


def test_downloaded_modules_are_used_as_they_are(validate: Run, tmp_path: Path) -> None:
    folder = tmp_path / ".terraform" / "modules"
    (folder / "net" / "inner").mkdir(parents=True)
    (folder / "net" / "main.tf").write_text(
        'variable "cidr" {\n  type = string\n}\n\nmodule "inner" {\n  source = "./inner"\n}\n'
    )
    (folder / "net" / "inner" / "main.tf").write_text('output "a" {\n  value = 1\n}\n')
    entry = {"Key": "net", "Source": "registry.terraform.io/acme/net/aws", "Version": "1.0.0"}
    manifest = {
        "Modules": [
            {"Key": "", "Source": "", "Dir": "."},
            {**entry, "Dir": ".terraform/modules/net"},
        ]
    }
    (folder / "modules.json").write_text(json.dumps(manifest))
    text = 'module "net" {\n  source  = "acme/net/aws"\n  version = "1.0.0"\n  cdir    = "a"\n}\n'
    result = validate(text, tmp_path)
    assert sorted(finding.rule for finding in result.findings) == [
        "missing-required-argument",
        "unsupported-argument",
    ]


def test_several_roots_share_a_child_that_is_checked_through_them(validate: Run, plan: Run) -> None:
    files = {
        "envs/prod/main.tf": 'module "app" {\n  source = "../../modules/app"\n  size   = 2\n}\n',
        "envs/dev/main.tf": 'module "app" {\n  source = "../../modules/app"\n  size   = "a"\n}\n',
        "modules/app/main.tf": """
variable "size" {
  type = number
}

resource "random_pet" "name" {
  length = var.size
  colour = "red"
}
""",
    }
    found = {(finding.file, finding.rule) for finding in validate(files).findings}
    assert found == {
        ("modules/app/main.tf", "unsupported-argument"),
        ("envs/dev/main.tf", "invalid-value-for-input-variable"),
    }
    files["modules/app/main.tf"] = files["modules/app/main.tf"].replace('  colour = "red"\n', "")
    files["envs/dev/main.tf"] = files["envs/dev/main.tf"].replace('"a"', "3")
    assert plan(files).applied == 2


def test_a_module_made_to_be_called_needs_no_caller(plan: Run) -> None:
    result = plan("""
terraform {
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      configuration_aliases = [aws.source, aws.target]
    }
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 3.0"
    }
  }
}

resource "aws_s3_bucket" "a" {
  provider = aws.source
}

resource "azurerm_resource_group" "a" {
  name     = "a"
  location = "westeurope"
}
""")
    assert result.status is Status.PASSED


def test_an_unknown_provider_is_guessed_from_its_use_and_said(plan: Run) -> None:
    result = plan("""
terraform {
  required_providers {
    dd = { source = "DataDog/datadog" }
  }
}

resource "random_pet" "p" {}

resource "datadog_dashboard" "d" {
  provider = dd
  title    = random_pet.p.id

  dynamic "widget" {
    for_each = random_pet.p.id == "x" ? ["a"] : ["b"]
    content {
      name = widget.value
      note {
        content = "x"
      }
    }
  }
}

output "url" {
  value = datadog_dashboard.d.url
}
""")
    assert result.status is Status.PASSED
    assert "registry.terraform.io/datadog/datadog" in result.reason


def test_the_versions_that_the_module_asks_for_decide(validate: Run) -> None:
    text = """
terraform {{
  required_providers {{
    aws = {{
      source  = "hashicorp/aws"
      version = "{version}"
    }}
  }}
}}

resource "aws_eip" "a" {{
  vpc = true
}}
"""
    assert validate(text.format(version="~> 5.0")).status is Status.PASSED
    assert validate(text.format(version="~> 6.0")).status is Status.FAILED
    oldest = validate(text.format(version="~> 2.0"))
    assert "There is no schema of hashicorp/aws" in oldest.reason


def test_a_schema_of_another_version_only_hints(validate: Run) -> None:
    result = validate("""
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 99.0"
    }
  }
}

resource "aws_eip" "a" {
  from_the_future = true
}
""")
    assert [finding.severity for finding in result.findings] == [Severity.HINT]
    assert result.status is Status.PASSED


def test_blocks_without_a_known_inside_are_left_out_and_said(plan: Run) -> None:
    result = plan("""
resource "aws_wafv2_rule_group" "a" {
  name     = "a"
  scope    = "REGIONAL"
  capacity = 2
  rule {
    name     = "a"
    priority = 1
    action {
      allow {}
    }
    statement {
      geo_match_statement {
        country_codes = ["US"]
      }
    }
    visibility_config {
      cloudwatch_metrics_enabled = false
      metric_name                = "a"
      sampled_requests_enabled   = false
    }
  }
  visibility_config {
    cloudwatch_metrics_enabled = false
    metric_name                = "a"
    sampled_requests_enabled   = false
  }
}
""")
    assert result.status is Status.PASSED
    assert "left out" in result.reason


def test_moves_imports_removals_ephemerals_and_provider_functions(planned: Any) -> None:
    plan = planned("""
terraform {
  required_providers {
    terraform = { source = "terraform.io/builtin/terraform" }
    aws       = { source = "hashicorp/aws" }
  }
}

import {
  to = aws_s3_bucket.imported
  id = "my-bucket"
}

resource "aws_s3_bucket" "imported" {
  bucket = "my-bucket"
}

moved {
  from = aws_vpc.old
  to   = aws_vpc.new
}

removed {
  from = aws_vpc.gone
  lifecycle {
    destroy = false
  }
}

resource "aws_vpc" "new" {
  cidr_block = "10.0.0.0/16"
}

ephemeral "random_password" "database" {
  length = 20
}

resource "aws_db_instance" "database" {
  instance_class      = "db.t3.micro"
  engine              = "postgres"
  allocated_storage   = 20
  username            = "postgres"
  password_wo         = ephemeral.random_password.database.result
  password_wo_version = 1
}

output "account" {
  value = provider::aws::arn_parse("arn:aws:iam::123456789012:role/a").account_id
}

output "values" {
  value = provider::terraform::encode_tfvars({ a = 1 })
}
""")
    assert output(plan, "account") == "123456789012"
    imported = next(change for change in plan["resource_changes"] if change["name"] == "imported")
    assert imported["change"]["importing"] == {"id": "my-bucket"}
    assert after(plan, "aws_db_instance.database")["password_wo"] is None


def test_positions_are_right_with_a_byte_order_mark_and_windows_line_ends(validate: Run) -> None:
    text = '\ufeffresource "aws_vpc" "a" {\r\n  # 😀 é\r\n  cidr_blok = "😀"\r\n}\r\n'
    result = validate(text)
    finding = next(found for found in result.findings if found.rule == "unsupported-argument")
    assert text.encode()[finding.span.start : finding.span.end] == b"cidr_blok"


def test_opentofu_files_and_json_are_read(validate: Run) -> None:
    tofu = validate({"main.tofu": 'resource "aws_vpc" "a" {\n  cidr_blok = "a"\n}\n'})
    assert {finding.file for finding in tofu.findings} == {"main.tofu"}
    text = '{"resource": {"aws_vpc": {"a": {"cidr_block": "10.0.0.0/16", "bogus": 1}}}}'
    json_file = validate({"main.tf.json": text})
    assert [text[finding.span.start : finding.span.end] for finding in json_file.findings] == [
        '"bogus"'
    ]


def test_a_module_without_files_is_skipped(validate: Run) -> None:
    assert validate({"terraform.tfvars": "a = 1\n"}).status is Status.SKIPPED


def test_what_providers_know_at_plan_is_known(planned: Any) -> None:
    plan = planned("""
provider "google" {
  project = "founders"
  region  = "europe-west1"
}

resource "aws_acm_certificate" "site" {
  domain_name               = "example.com"
  subject_alternative_names = ["www.example.com"]
  validation_method         = "DNS"
}

resource "aws_route53_record" "validation" {
  for_each = {
    for option in aws_acm_certificate.site.domain_validation_options : option.domain_name => option
  }
  zone_id = "Z0123456789ABCDEFGHIJ"
  name    = each.value.resource_record_name
  type    = each.value.resource_record_type
  records = [each.value.resource_record_value]
  ttl     = 60
}

resource "google_compute_address" "a" {
  name   = "a"
  labels = { team = "founders" }
}
""")
    addresses = [change["address"] for change in plan["resource_changes"]]
    assert 'aws_route53_record.validation["www.example.com"]' in addresses
    address = after(plan, "google_compute_address.a")
    assert (address["project"], address["region"]) == ("founders", "europe-west1")
    assert address["effective_labels"] == {"team": "founders"}


def test_a_secret_has_the_keys_that_the_module_takes_from_it(planned: Any) -> None:
    plan = planned("""
data "aws_secretsmanager_secret_version" "database" {
  secret_id = "database"
}

locals {
  login = jsondecode(data.aws_secretsmanager_secret_version.database.secret_string)
}

output "user" {
  value     = local.login.username
  sensitive = true
}

output "password" {
  value = nonsensitive(
    jsondecode(data.aws_secretsmanager_secret_version.database.secret_string)["password"]
  )
}
""")
    assert output(plan, "user") == "standin-username"
    assert output(plan, "password") == "standin-password"


def test_most_of_the_language_plans(planned: Any) -> None:
    plan = planned("""
variable "servers" {
  type = map(object({
    size  = optional(string, "small")
    disks = optional(list(object({ gb = number, type = optional(string, "gp3") })), [])
  }))
  nullable = false
  default = {
    a = { disks = [{ gb = 10 }] }
    b = { size = "large" }
  }
}

locals {
  disks = flatten([
    for name, server in var.servers : [
      for index, disk in server.disks : merge(disk, { key = "${name}-${index}" })
    ]
  ])
  settings = yamldecode(<<-EOT
    a: 1
    b: [x, y]
  EOT
  )
}

data "aws_ami" "image" {
  most_recent = true
  owners      = ["amazon"]
  filter {
    name   = "name"
    values = ["al2023-*"]
  }
}

resource "terraform_data" "settings" {
  input            = { a = local.settings.a }
  triggers_replace = [local.settings.b]
}

resource "aws_ebs_volume" "disk" {
  for_each          = { for disk in local.disks : disk.key => disk }
  availability_zone = "us-east-1a"
  size              = each.value.gb
  type              = each.value.type
}

resource "aws_instance" "server" {
  for_each      = var.servers
  ami           = data.aws_ami.image.id
  instance_type = { small = "t3.small", large = "t3.large" }[each.value.size]

  user_data = <<-EOF
    #!/bin/bash
    %{ for key, value in local.settings ~}
    echo ${key}
    %{ endfor ~}
  EOF

  dynamic "ebs_block_device" {
    for_each = each.value.disks
    iterator = disk
    content {
      device_name = "/dev/xvd${disk.key}"
      volume_size = disk.value.gb
    }
  }

  lifecycle {
    create_before_destroy = true
    ignore_changes        = [user_data]
    replace_triggered_by  = [terraform_data.settings.id]

    precondition {
      condition     = data.aws_ami.image.architecture == "x86_64"
      error_message = "Wrong architecture."
    }

    postcondition {
      condition     = self.public_dns != ""
      error_message = "No name."
    }
  }

  provisioner "remote-exec" {
    inline = ["true"]

    connection {
      host = self.public_ip
    }
  }
}

output "ids" {
  value = { for key, server in aws_instance.server : key => server.id }
}

output "volumes" {
  value = values(aws_ebs_volume.disk)[*].arn
}

output "large" {
  value = one([
    for server in aws_instance.server : server.private_ip if server.instance_type == "t3.large"
  ])
}
""")
    assert after(plan, 'aws_instance.server["b"]')["instance_type"] == "t3.large"
    assert after(plan, 'aws_ebs_volume.disk["a-0"]')["type"] == "gp3"


def test_a_check_of_a_stand_in_value_is_said_but_no_finding(plan: Run) -> None:
    result = plan("""
check "site" {
  data "http" "site" {
    url = "https://example.com"
  }

  assert {
    condition     = data.http.site.response_body == "fine"
    error_message = "The site is not fine."
  }
}
""")
    assert (result.status, result.findings) == (Status.PASSED, ())
    assert "The site is not fine. (depends on data.http.site)" in result.reason
