"""Requests in words that need no model: what changes, and that nothing else does."""

from __future__ import annotations

import pytest
from module_files import snapshot_of

from terraformer_ls.engine import Engine
from terraformer_ls.hcl.positions import Span
from terraformer_ls.propose.difference import diff
from terraformer_ls.propose.extent import Extent, block_extent
from terraformer_ls.propose.mutate import Mutated, NotMutated, mutate
from terraformer_ls.workspace.snapshot import Snapshot

MAIN = """\
provider "aws" {
  region = "eu-west-1"
}

# The web tier.
resource "aws_instance" "web" {
  ami           = "ami-0123456789abcdef0" # golden
  instance_type = "t3.micro"
  monitoring    = true

  tags = {
    Name = "web"
  }
}

resource "aws_ebs_volume" "uploads" {
  availability_zone = "eu-west-1a"
  size              = 40
}

resource "aws_s3_bucket" "logs" {
  bucket = "acme-logs"
}

resource "aws_db_instance" "orders" {
  identifier                  = "orders"
  engine                      = "postgres"
  engine_version              = "16.3"
  instance_class              = "db.t4g.medium"
  allocated_storage           = 20
  username                    = "orders"
  manage_master_user_password = true
  deletion_protection         = true
  backup_retention_period     = 7
  skip_final_snapshot         = true
}

resource "aws_sqs_queue" "orders" {
  name = "orders"
}

resource "aws_security_group" "web" {
  name        = "web"
  description = "The web tier"
}

resource "aws_lambda_function" "thumbs" {
  function_name = "thumbs"
  role          = "arn:aws:iam::123456789012:role/thumbs"
  runtime       = "python3.12"
  handler       = "app.handler"
  filename      = "thumbs.zip"
  timeout       = 30
}
"""
OUTPUTS = """\
output "web_ip" {
  description = "Address of the web server."
  value       = aws_instance.web.private_ip
}
"""
MODULE = snapshot_of(main=MAIN, outputs=OUTPUTS)


def changed_lines(done: Mutated) -> list[str]:
    return [
        line
        for line in diff(done.before, done.after).splitlines()
        if line[:1] in ("+", "-") and line[:3] not in ("+++", "---") and line[1:].strip()
    ]


def done(
    engine: Engine, words: str, extent: Extent | None = None, snapshot: Snapshot = MODULE
) -> Mutated:
    result = mutate(engine, snapshot, extent or Extent(folder="."), words)
    assert isinstance(result, Mutated), result
    assert result.before.with_edits(result.proposal.edits).content_hash == result.after.content_hash
    assert result.proposal.evidence.made_by == "recipe"
    return result


VALUES = {
    "change the instance type to t3.large": (
        '-  instance_type = "t3.micro"',
        '+  instance_type = "t3.large"',
    ),
    "Please use t3.small for the web server.": (
        '-  instance_type = "t3.micro"',
        '+  instance_type = "t3.small"',
    ),
    "set the timeout of the thumbs function to 5 minutes": (
        "-  timeout       = 30",
        "+  timeout       = 300",
    ),
    "the timeout of the thumbs function should be 60 seconds": (
        "-  timeout       = 30",
        "+  timeout       = 60",
    ),
    "give the function 512 MB of memory": ("+  memory_size   = 512",),
    "set memory to 1 GB for the thumbs function": ("+  memory_size   = 1024",),
    "upgrade the function to python3.13": (
        '-  runtime       = "python3.12"',
        '+  runtime       = "python3.13"',
    ),
    "increase the volume size to 100 GB": (
        "-  size              = 40",
        "+  size              = 100",
    ),
    "set backup retention to 30 days": (
        "-  backup_retention_period     = 7",
        "+  backup_retention_period     = 30",
    ),
    "keep backups for 30 days": (
        "-  backup_retention_period     = 7",
        "+  backup_retention_period     = 30",
    ),
    "keep messages in the queue for 10 days": (
        '-  name = "orders"',
        '+  name                      = "orders"',
        "+  message_retention_seconds = 864000",
    ),
    "bump postgres to 16.8": (
        '-  engine_version              = "16.3"',
        '+  engine_version              = "16.8"',
    ),
    "replace t3.micro by t3.nano": (
        '-  instance_type = "t3.micro"',
        '+  instance_type = "t3.nano"',
    ),
    "enable multi-AZ for the database": ("+  multi_az                    = true",),
    "disable monitoring on the web instance": (
        "-  monitoring    = true",
        "+  monitoring    = false",
    ),
    "set prevent_destroy to true for the database": (
        "+  lifecycle {",
        "+    prevent_destroy = true",
        "+  }",
    ),
    'set the name of the queue to "incoming orders"': (
        '-  name = "orders"',
        '+  name = "incoming orders"',
    ),
    "move everything to eu-central-1": (
        '-  region = "eu-west-1"',
        '+  region = "eu-central-1"',
        '-  availability_zone = "eu-west-1a"',
        '+  availability_zone = "eu-central-1a"',
    ),
    "add tag Owner=platform to the queue": (
        "+  tags = {",
        '+    Owner = "platform"',
        "+  }",
    ),
    'tag the web instance with "cost:center" = 4711': (
        '-    Name = "web"',
        '+    Name          = "web"',
        '+    "cost:center" = "4711"',
    ),
    "remove the tags from the web instance": (
        "-  tags = {",
        '-    Name = "web"',
        "-  }",
    ),
    "delete the queue": (
        '-resource "aws_sqs_queue" "orders" {',
        '-  name = "orders"',
        "-}",
    ),
    "make the instance type configurable": (
        '-  instance_type = "t3.micro"',
        "+  instance_type = var.instance_type",
        '+variable "instance_type" {',
        "+  type        = string",
        '+  description = "Instance type of aws_instance.web."',
        '+  default     = "t3.micro"',
        "+}",
    ),
    "turn the engine version into a variable called postgres_version": (
        '-  engine_version              = "16.3"',
        "+  engine_version              = var.postgres_version",
        '+variable "postgres_version" {',
        "+  type        = string",
        '+  description = "Engine version of aws_db_instance.orders."',
        '+  default     = "16.3"',
        "+}",
    ),
    "output the ARN of the bucket": (
        '+output "logs_arn" {',
        '+  description = "ARN of aws_s3_bucket.logs."',
        "+  value       = aws_s3_bucket.logs.arn",
        "+}",
    ),
    "expose the database's endpoint as an output": (
        '+output "orders_endpoint" {',
        '+  description = "Endpoint of aws_db_instance.orders."',
        "+  value       = aws_db_instance.orders.endpoint",
        "+}",
    ),
    "allow HTTPS from 10.0.0.0/8 to the web security group": (
        '+resource "aws_vpc_security_group_ingress_rule" "web_https" {',
        "+  security_group_id = aws_security_group.web.id",
        '+  description       = "HTTPS from 10.0.0.0/8"',
        '+  cidr_ipv4         = "10.0.0.0/8"',
        "+  from_port         = 443",
        "+  to_port           = 443",
        '+  ip_protocol       = "tcp"',
        "+}",
    ),
    "rename aws_sqs_queue.orders to incoming": (
        '-resource "aws_sqs_queue" "orders" {',
        '+resource "aws_sqs_queue" "incoming" {',
        "+moved {",
        "+  from = aws_sqs_queue.orders",
        "+  to   = aws_sqs_queue.incoming",
        "+}",
    ),
    "enable versioning on the logs bucket": (
        '+resource "aws_s3_bucket_versioning" "logs" {',
        "+  bucket = aws_s3_bucket.logs.id",
        "+  versioning_configuration {",
        '+    status = "Enabled"',
        "+  }",
        "+}",
    ),
    "set the retention of messages in the queue to 10 days and add the tag Team = shop to it": (
        '-  name = "orders"',
        '+  name                      = "orders"',
        "+  message_retention_seconds = 864000",
        "+  tags = {",
        '+    Team = "shop"',
        "+  }",
    ),
}


@pytest.mark.parametrize("words", VALUES)
def test_the_words_are_done_and_nothing_else(engine: Engine, words: str) -> None:
    result = done(engine, words)
    assert sorted(changed_lines(result)) == sorted(line for line in VALUES[words])


AZURE = """\
resource "azurerm_storage_account" "files" {
  name                     = "shopfiles"
  resource_group_name      = "shop"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "LRS"
}

resource "azurerm_linux_virtual_machine" "web" {
  name                  = "web"
  resource_group_name   = "shop"
  location              = "westeurope"
  size                  = "Standard_B2s"
  admin_username        = "ops"
  network_interface_ids = ["nic"]

  admin_ssh_key {
    username   = "ops"
    public_key = "ssh-rsa AAAA"
  }

  os_disk {
    caching              = "ReadWrite"
    storage_account_type = "Standard_LRS"
  }
}
"""
GOOGLE = """\
resource "google_storage_bucket" "data" {
  name     = "acme-data"
  location = "EU"
}

resource "google_compute_instance" "vm" {
  name         = "vm"
  machine_type = "e2-medium"
  zone         = "europe-west1-b"

  boot_disk {
    initialize_params {
      image = "debian-12"
      size  = 20
    }
  }

  network_interface {
    network = "default"
  }
}
"""


@pytest.mark.parametrize(
    ("main", "words", "has"),
    [
        (AZURE, "change the replication type to GRS", '_replication_type = "GRS"'),
        (AZURE, "resize the vm to Standard_D2s_v5", 'size                  = "Standard_D2s_v5"'),
        (AZURE, "set the os disk size to 64 GB", "disk_size_gb         = 64"),
        (AZURE, "disable public network access on the storage account", "_enabled = false"),
        (AZURE, "set minimum tls version to TLS1_2", 'min_tls_version          = "TLS1_2"'),
        (GOOGLE, "add label team=data to the bucket", 'labels = {\n    team = "data"'),
        (GOOGLE, "enable versioning on the bucket", "versioning {\n    enabled = true"),
        (GOOGLE, "change the machine type to e2-standard-4", '= "e2-standard-4"'),
        (GOOGLE, "increase the boot disk to 50 GB", "size  = 50"),
        (GOOGLE, "move the vm to europe-west3-a", 'zone         = "europe-west3-a"'),
    ],
)
def test_other_providers_are_understood_by_their_schemas(
    engine: Engine, main: str, words: str, has: str
) -> None:
    assert has not in main
    result = done(engine, words, None, snapshot_of(main=main))
    assert has in result.after.files["main.tf"].text.decode()
    assert len(result.changed) == 1


def test_new_blocks_come_from_the_library(engine: Engine) -> None:
    result = done(engine, "add an SQS queue with a dead letter queue called invoices")
    assert "aws_sqs_queue.invoices" in result.changed
    assert result.after.files["main.tf"].text.decode().startswith(MAIN)


def test_outputs_of_what_goes_go_with_it(engine: Engine) -> None:
    result = done(engine, "remove the web instance")
    assert set(result.changed) == {"aws_instance.web", "output.web_ip"}
    assert "aws_instance" not in result.after.files["main.tf"].text.decode()
    assert result.proposal.evidence.fixes == ()  # what is gone was not fixed


def test_an_output_joins_the_others(engine: Engine) -> None:
    result = done(engine, "output the arn of the bucket")
    assert set(result.proposal.edits) == {"outputs.tf"}


def test_everything_that_takes_tags_is_tagged(engine: Engine) -> None:
    result = done(engine, "tag everything with CostCenter = 4711")
    text = result.after.files["main.tf"].text.decode()
    assert text.count('CostCenter = "4711"') == 7
    assert '    Name       = "web"\n    CostCenter = "4711"\n' in text


def test_tags_from_elsewhere_stay(engine: Engine) -> None:
    main = 'locals {\n  tags = { Team = "a" }\n}\n\n' + (
        'resource "aws_sqs_queue" "orders" {\n  name = "orders"\n  tags = local.tags\n}\n'
    )
    result = done(engine, "add the tag Owner=b to the queue", None, snapshot_of(main=main))
    text = result.after.files["main.tf"].text.decode()
    assert '  tags = merge(local.tags, { Owner = "b" })\n' in text


def test_encryption_asked_for_is_what_the_policies_mean(engine: Engine) -> None:
    result = done(engine, "encrypt the volume")
    assert "CKV_AWS_3" in result.proposal.evidence.fixes
    assert {"aws_ebs_volume.uploads"} <= set(result.changed)
    assert "aws_db_instance.orders" not in result.changed


def test_what_the_request_itself_brings_is_told(engine: Engine) -> None:
    result = done(engine, "turn off deletion protection of the database")
    assert {finding.rule for finding in result.adds} == {"CKV_AWS_293"}
    assert "adds CKV_AWS_293 with it" in result.proposal.evidence.sentence


def test_a_block_at_hand_is_meant_whatever_is_said(engine: Engine) -> None:
    at = MAIN.index("allocated_storage")
    extent = block_extent(MODULE, "main.tf", Span(at, at))
    assert extent is not None
    result = done(engine, "set the storage to 50 GB", extent)
    assert result.changed == ("aws_db_instance.orders",)
    result = done(engine, "remove the deletion protection", extent)
    assert changed_lines(result) == ["-  deletion_protection         = true"]


@pytest.mark.parametrize(
    "words",
    [
        "make it sing",
        "move the queue to happiness",
        "add a unicorn with a golden horn",
        "set the name to x",  # of which of them?
        "change the tags",
        "remove the unicorn",
        "set the timeout of the thumbs function to 30 seconds",  # it is so already
        "set the memory of the function to banana",
        "rename the queue to orders",
        "",
    ],
)
def test_nothing_is_changed_on_a_guess(engine: Engine, words: str) -> None:
    result = mutate(engine, MODULE, Extent(folder="."), words)
    assert isinstance(result, NotMutated)
    assert result.sentence


def test_what_is_still_needed_is_not_removed(engine: Engine) -> None:
    main = (
        MAIN
        + '\nresource "aws_sns_topic_subscription" "s" {\n'
        + (
            '  topic_arn = "arn:aws:sns:eu-west-1:123456789012:a"\n  protocol  = "sqs"\n'
            "  endpoint  = aws_sqs_queue.orders.arn\n}\n"
        )
    )
    result = mutate(engine, snapshot_of(main=main), Extent(folder="."), "delete the orders queue")
    assert isinstance(result, NotMutated)
    assert "aws_sqs_queue" in result.sentence


def test_all_of_a_request_is_done_or_nothing(engine: Engine) -> None:
    words = "set the size of the volume to 80 and rename the unicorn to horse"
    assert isinstance(mutate(engine, MODULE, Extent(folder="."), words), NotMutated)


def test_line_ends_of_the_file_are_kept(engine: Engine) -> None:
    windows = snapshot_of(main=MAIN.replace("\n", "\r\n"))
    for words in ("add tag Owner=a to the queue", "make the instance type configurable"):
        text = done(engine, words, None, windows).after.files["main.tf"].text
        assert text.count(b"\n") == text.count(b"\r\n")
