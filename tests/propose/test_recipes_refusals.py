"""What recipes leave alone: where nobody can tell what is meant, and what would only look fixed."""

from __future__ import annotations

import pytest
from module_files import snapshot_of

from terraformer_ls.engine import Engine
from terraformer_ls.propose.fix import AskModel, propose_fixes
from terraformer_ls.propose.proposal import Proposal

SECOND_NETWORK = """
resource "aws_vpc" "second" {
  cidr_block = "10.1.0.0/16"
}
"""
OPEN_RULE = """\
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_security_group_rule" "ssh" {
  type              = "ingress"
  from_port         = 22
  to_port           = 22
  protocol          = "tcp"
  cidr_blocks       = ["192.0.2.0/24", "0.0.0.0/0"]
  security_group_id = "sg-0123456789abcdef0"
}
"""
SECRET = """\
resource "aws_secretsmanager_secret" "database" {
  name = "database"
}
"""
KEY = """
resource "aws_kms_key" "{name}" {{
  enable_key_rotation = true
}}
"""
ANY_BALANCER = """\
resource "aws_lb" "front" {
  name    = "front"
  subnets = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
}
"""
GRAPHQL = """\
resource "aws_appsync_graphql_api" "database" {
  name                = "database"
  authentication_type = "API_KEY"
}
"""
ANY_LISTENER = """\
resource "aws_lb_listener" "plain" {
  load_balancer_arn = "arn:aws:elasticloadbalancing:eu-central-1:1:loadbalancer/app/front/0"
  port              = 80
  protocol          = "HTTP"

  default_action {
    type             = "forward"
    target_group_arn = "arn:aws:elasticloadbalancing:eu-central-1:1:targetgroup/front/0"
  }
}
"""
ANY_FUNCTION = """\
resource "aws_lambda_function" "resize" {
  function_name = "resize"
  role          = "arn:aws:iam::123456789012:role/resize"
  runtime       = "python3.6"
  handler       = "main.handler"
  filename      = "resize.zip"
}
"""
OLD_MACHINE = """\
resource "aws_instance" "old" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t2.micro"
}
"""
BUCKET = """\
resource "aws_s3_bucket" "reports" {
  bucket = "example-reports"
}
"""
ROLE_POLICY = """
resource "aws_iam_role_policy" "shop" {{
  role = "shop"
  policy = jsonencode({{
    Version = "2012-10-17"
    Statement = [
      {{
        Effect   = "Deny"
        Action   = "secretsmanager:UpdateSecret"
        Resource = "*"
      }},
      {{
        Effect   = "Allow"
        Action   = {actions}
        Resource = "*"
      }},
    ]
  }})
}}
"""
READ = ROLE_POLICY.format(actions='"secretsmanager:GetSecretValue"')
LIST = ROLE_POLICY.format(actions='["secretsmanager:GetSecretValue", "secretsmanager:ListSecrets"]')
SUBNETS = """\
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "inside" {
  count      = 2
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.${count.index}.0/24"
}

resource "aws_subnet" "data" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.8.0/24"
  map_public_ip_on_launch = true
}

resource "aws_subnet" "public" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.9.0/24"
}
"""
TWO_NETWORKS = """\
resource "aws_subnet" "a" {
  vpc_id     = "vpc-0123456789abcdef0"
  cidr_block = "10.0.8.0/24"
}

resource "aws_subnet" "b" {
  vpc_id     = "vpc-0123456789abcdef1"
  cidr_block = "10.0.9.0/24"
}
"""
SEVERAL_NETWORKS = """\
resource "aws_vpc" "main" {
  count      = 2
  cidr_block = "10.${count.index}.0.0/16"
}
"""


def fixes(engine: Engine, text: str, rule: str) -> tuple[Proposal, ...]:
    snapshot = snapshot_of(main=text)
    report = engine.verify(snapshot)
    finding = next(finding for finding in report.findings if finding.rule == rule)
    return propose_fixes(engine, snapshot, finding, report=report, ask_model=AskModel.NEVER)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        pytest.param(OPEN_RULE + SECOND_NETWORK, "CKV_AWS_24", id="two networks"),
        pytest.param(
            SECRET + KEY.format(name="a") + KEY.format(name="b"), "CKV_AWS_149", id="two keys"
        ),
        pytest.param(SEVERAL_NETWORKS, "CKV2_AWS_12", id="one companion for several instances"),
        pytest.param(ANY_LISTENER, "CKV_AWS_2", id="made TCP instead of encrypted"),
        pytest.param(
            SECRET + SECRET.replace("database", "mail") + READ, "CKV_AWS_355", id="two secrets"
        ),
        pytest.param(SECRET + LIST, "CKV_AWS_288", id="what is not about one secret"),
        pytest.param(READ, "CKV_AWS_355", id="nothing in the module that may be meant"),
        pytest.param(ANY_FUNCTION, "CKV_AWS_363", id="another runtime"),
        pytest.param(OLD_MACHINE, "CKV_AWS_135", id="what the machine cannot do"),
    ],
)
def test_nothing_is_offered(engine: Engine, text: str, rule: str) -> None:
    assert fixes(engine, text, rule) == ()


def test_only_the_internet_is_taken_from_the_sources(engine: Engine) -> None:
    proposals = fixes(engine, OPEN_RULE, "CKV_AWS_24")
    after = snapshot_of(main=OPEN_RULE).with_edits(proposals[0].edits)
    assert after.files["main.tf"].text.decode() == OPEN_RULE.replace(
        '"0.0.0.0/0"', "aws_vpc.main.cidr_block"
    )


def test_a_public_balancer_is_protected_and_stays_public(engine: Engine) -> None:
    proposals = fixes(engine, ANY_BALANCER, "CKV2_AWS_28")
    after = snapshot_of(main=ANY_BALANCER).with_edits(proposals[0].edits)
    text = after.files["main.tf"].text.decode()
    assert text.startswith(ANY_BALANCER)
    assert "aws_wafv2_web_acl_association" in text


def test_what_is_denied_stays_denied_everywhere(engine: Engine) -> None:
    proposals = fixes(engine, SECRET + READ, "CKV_AWS_288")
    after = snapshot_of(main=SECRET + READ).with_edits(proposals[0].edits)
    before, _, allowed = (SECRET + READ).rpartition('"*"')
    text = after.files["main.tf"].text.decode()
    assert text == f"{before}aws_secretsmanager_secret.database.arn{allowed}"


@pytest.mark.parametrize(
    ("text", "rule", "asked"),
    [
        pytest.param(BUCKET, "CKV_AWS_144", "reports_replica_bucket", id="another region"),
        pytest.param(BUCKET, "CKV_AWS_18", "reports_log_bucket", id="no bucket for logs"),
        pytest.param(
            ANY_BALANCER, "CKV_AWS_91", "front_log_bucket", id="no bucket that lets it in"
        ),
        pytest.param(ANY_FUNCTION, "CKV_AWS_117", "resize_subnets", id="no network"),
        pytest.param(
            TWO_NETWORKS + ANY_FUNCTION, "CKV_AWS_117", "resize_subnets", id="two networks"
        ),
    ],
)
def test_what_nobody_can_know_is_asked_for(
    engine: Engine, text: str, rule: str, asked: str
) -> None:
    proposals = fixes(engine, text, rule)
    after = snapshot_of(main=text).with_edits(proposals[0].edits).files["main.tf"].text.decode()
    assert f"var.{asked}" in proposals[0].title
    variable = after[after.index(f'variable "{asked}" {{') :].partition("}")[0]
    assert "default" not in variable


def test_functions_join_private_networks_alone(engine: Engine) -> None:
    proposals = fixes(engine, SUBNETS + ANY_FUNCTION, "CKV_AWS_117")
    after = snapshot_of(main=SUBNETS + ANY_FUNCTION).with_edits(proposals[0].edits)
    text = after.files["main.tf"].text.decode()
    assert "= aws_subnet.inside[*].id" in text
    assert "aws_subnet.public" not in text
    assert "vpc_id = aws_subnet.inside[0].vpc_id" in " ".join(text.split())


def test_two_resources_of_one_label_get_companions_of_their_own(engine: Engine) -> None:
    balancer = ANY_BALANCER.replace('"front"', '"database"', 1)
    text = "\n".join([balancer, GRAPHQL])
    for address in ("aws_lb.database", "aws_appsync_graphql_api.database"):
        snapshot = snapshot_of(main=text)
        report = engine.verify(snapshot)
        finding = next(
            finding
            for finding in report.findings
            if finding.rule in ("CKV2_AWS_28", "CKV2_AWS_33") and finding.address == address
        )
        proposals = propose_fixes(
            engine, snapshot, finding, report=report, ask_model=AskModel.NEVER
        )
        text = snapshot.with_edits(proposals[0].edits).files["main.tf"].text.decode()
    assert '"aws_wafv2_web_acl_association" "database" {' in text
    assert '"aws_wafv2_web_acl_association" "database_appsync_graphql_api" {' in text
    assert text.count('resource "aws_wafv2_web_acl" "database" {') == 1


def test_a_companion_that_is_there_already_gets_no_twin(engine: Engine) -> None:
    suspended = (
        BUCKET
        + """
resource "aws_s3_bucket_versioning" "reports" {
  bucket = aws_s3_bucket.reports.id

  versioning_configuration {
    status = "Suspended"
  }
}
"""
    )
    assert fixes(engine, suspended, "CKV_AWS_21") == ()


def test_the_only_key_is_shared(engine: Engine) -> None:
    text = SECRET + KEY.format(name="data")
    proposals = fixes(engine, text, "CKV_AWS_149")
    after = snapshot_of(main=text).with_edits(proposals[0].edits)
    assert after.files["main.tf"].text.decode() == text.replace(
        '  name = "database"\n',
        '  name       = "database"\n  kms_key_id = aws_kms_key.data.arn\n',
    )


def test_a_map_keeps_its_elements(engine: Engine) -> None:
    text = """\
resource "google_compute_instance" "web" {
  name         = "web"
  machine_type = "e2-small"
  zone         = "europe-west1-b"

  boot_disk {}

  network_interface {
    network = "main"
  }

  metadata = { team = "web" }
}
"""
    proposals = fixes(engine, text, "CKV_GCP_32")
    after = snapshot_of(main=text).with_edits(proposals[0].edits)
    assert after.files["main.tf"].text.decode() == text.replace(
        '{ team = "web" }', '{ team = "web", block-project-ssh-keys = true }'
    )


def test_rules_that_are_there_keep_their_meaning(engine: Engine) -> None:
    text = """\
resource "google_storage_bucket" "reports" {
  name     = "reports"
  location = "EU"

  lifecycle_rule {
    action {
      type          = "SetStorageClass"
      storage_class = "ARCHIVE"
    }
    condition {
      age = 30
    }
  }
}
"""
    proposals = fixes(engine, text, "CKV_GCP_78")
    after = snapshot_of(main=text).with_edits(proposals[0].edits).files["main.tf"].text.decode()
    assert after == text[:-2] + "\n  versioning {\n    enabled = true\n  }\n}\n"
