"""What the constraint at a cursor lets a model write, and what it doesn't.

Each case is a file with ◊ for the cursor and texts that may or may not stand there.
"""

from __future__ import annotations

import pytest
from module_files import snapshot_of

from terraformer_ls.model.grammar.derive import Derivation
from terraformer_ls.model.grammar.gbnf import gbnf
from terraformer_ls.model.grammar.notation import to_json
from terraformer_ls.propose.asked import Asked
from terraformer_ls.propose.constraint.configuration import ConfigurationConstraint
from terraformer_ls.propose.constraint.cursor import constraint_at

NETWORK = """\
variable "names" {
  type = list(string)
}

variable "cidr" {
  type = string
}

variable "anything" {}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

data "aws_ami" "linux" {
  most_recent = true
}

resource "aws_subnet" "many" {
  count      = 2
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}

"""
SUBNET = NETWORK + 'resource "aws_subnet" "a" {\n  cidr_block = var.cidr\n  ◊\n}\n'
INSTANCE = NETWORK + 'resource "aws_instance" "web" {\n  ◊\n}\n'


def allows(text: str, written: str, **others: str) -> bool:
    """Whether each line of what is written keeps to the constraint, up to its end."""
    before, after = text.split("◊")
    snapshot = snapshot_of(main=before + after, **others)
    constraint = constraint_at(snapshot, "main.tf", len(before.encode()), whole_block=True)
    assert constraint is not None
    so_far = ""
    for line in written.splitlines(keepends=True):
        step = constraint.next_line(so_far)
        if step is None:
            return False
        assert (before + so_far).endswith(step.typed)
        whole = step.typed + line
        derivation = Derivation()
        rest = derivation.after(step.grammar, whole)
        if derivation.longest(step.grammar, whole) < len(whole):
            return False
        if not line.endswith("\n") and not derivation.may_end(rest):
            return False
        so_far += line
    return True


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (SUBNET, "vpc_id = aws_vpc.main.id\n"),
        (SUBNET, "provider = aws.west\n"),
        (SUBNET, "\n  timeouts {\n"),
        (SUBNET, 'provider = "aws"\n'),
        (SUBNET, "vpc_id            = aws_vpc.main.id # the one\n"),
        (SUBNET, "map_public_ip_on_launch = false\n"),
        (SUBNET, "map_public_ip_on_launch = var.cidr == null ? true : !false\n"),
        (SUBNET, "\n  vpc_id = aws_vpc.main.id\n}\n"),
        (SUBNET, 'vpc_id = aws_vpc.main.id\n  tags = {\n    Name = "a-${var.cidr}"\n  }\n}\n'),
        (SUBNET, 'lifecycle {\n    ignore_changes = [tags["x"], cidr_block]\n  }\n'),
        (SUBNET, "timeouts {\n    create = null\n  }\n"),
        (SUBNET, "vpc_id = one([for v in [aws_vpc.main] : v.id])\n"),
        (SUBNET, 'vpc_id = try(data.aws_ami.linux.id, "x")\n'),
        (SUBNET.replace("◊", "vpc_◊"), "id = aws_vpc.main.id\n"),
        (SUBNET.replace("◊", "vpc_id = aws_vpc.ma◊"), "in.id"),
        (SUBNET.replace("◊", "vpc_id = ◊"), "aws_vpc.main.id"),
        (SUBNET.replace("◊", 'vpc_id = "${aws_vpc.◊'), 'main.id}"\n'),
        (SUBNET.replace("◊", "tags = merge({\n    a = var.◊"), "cidr\n"),
        (SUBNET.replace("◊", 'outpost_arn = <<-END\n    {"a": 1}\n  ◊'), "  b ${var.cidr}\n"),
        (SUBNET.replace("◊", 'outpost_arn = <<-END\n    {"a": 1}\n  ◊'), "END\n"),
        (SUBNET.replace("◊", "outpost_arn = <<-END\n  ◊"), "$EN ${var.cidr}$\n"),
        (SUBNET.replace("◊", "outpost_arn = <<-END\n  ◊"), "$\n"),
        (INSTANCE, "vpc_security_group_ids = [var.cidr, null]\n"),
        (INSTANCE, "vpc_security_group_ids = var.names\n"),
        (
            INSTANCE,
            "ami = data.aws_ami.linux.id\n  subnet_id = aws_subnet.many[0].id\n"
            '  user_data = file("x")\n',
        ),
        (
            INSTANCE.replace("◊", "for_each = {}\n  ◊"),
            "ebs_block_device {\n    device_name = each.key\n",
        ),
        (
            INSTANCE,
            'dynamic "ebs_block_device" {\n    for_each = var.names\n    content {\n'
            "      device_name = ebs_block_device.value\n    }\n  }\n",
        ),
        (INSTANCE, "count = length(var.names)\n"),
        (INSTANCE, "root_block_device { encrypted = true }\n"),
        (INSTANCE, "availability_zone = element(aws_subnet.many[*].availability_zone, 0)\n"),
        (INSTANCE, "ami = var.anything.a[0].b\n"),
        (
            INSTANCE,
            'provisioner "remote-exec" {\n    inline = ["id"]\n    connection {\n'
            '      bastion_user = "a"\n',
        ),
        (NETWORK + "◊", 'resource "aws_vpc" "other" {\n'),
        (NETWORK + "◊", 'data "aws_region" "current" {}\n'),
        (NETWORK + "◊", 'output "vpc" {\n'),
        (NETWORK + 'resource "aws_s3_buck◊', 'et_versioning" "logs" {\n'),
        (NETWORK + 'variable "x" {\n  ◊\n}\n', "type = map(object({ a = optional(string) }))\n"),
        (NETWORK + "locals {\n  ◊\n}\n", "any_name = [for name in var.names : upper(name)]\n"),
        (NETWORK + 'output "x" {\n  ◊\n}\n', "value = aws_vpc.main.arn\n  sensitive = true\n}\n"),
    ],
)
def test_what_is_right_may_be_written(text: str, written: str) -> None:
    assert allows(text, written)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param(SUBNET, "vpc = aws_vpc.main.id\n", id="an argument that does not exist"),
        pytest.param(SUBNET, 'cidr_block = "10.0.2.0/24"\n', id="an argument that is there"),
        pytest.param(
            SUBNET, "vpc_id = var.cidr\n  vpc_id = var.cidr\n", id="an argument just written"
        ),
        pytest.param(SUBNET, "\ntimeouts {\n", id="a block that looks as if it stood outside"),
        pytest.param(SUBNET, 'provider = "AWS"\n', id="a provider that hides the schema"),
        pytest.param(SUBNET, "provider = google\n", id="another type's provider"),
        pytest.param(SUBNET, 'arn = "x"\n', id="what only the provider sets"),
        pytest.param(SUBNET, "subnet {\n", id="a block that does not exist"),
        pytest.param(SUBNET, "}\n", id="the end before what is required"),
        pytest.param(SUBNET, "vpc_id = aws_vpc.other.id\n", id="a resource that does not exist"),
        pytest.param(SUBNET, "vpc_id = aws_subnet.a.id\n", id="the block itself"),
        pytest.param(SUBNET, "vpc_id = aws_vpc.main.ident\n", id="an attribute that is not there"),
        pytest.param(SUBNET, "vpc_id = aws_vpc.main\n", id="a whole resource for a string"),
        pytest.param(SUBNET, "vpc_id = var.names\n", id="a list for a string"),
        pytest.param(SUBNET, 'vpc_id = ["a"]\n', id="a list written out for a string"),
        pytest.param(SUBNET, "vpc_id = main\n", id="a bare word"),
        pytest.param(SUBNET, "vpc_id = var.vpc\n", id="a variable that does not exist"),
        pytest.param(SUBNET, "vpc_id = each.key\n", id="each without for_each"),
        pytest.param(SUBNET, "vpc_id = uppercase(var.cidr)\n", id="a function that does not exist"),
        pytest.param(SUBNET, 'map_public_ip_on_launch = "yes"\n', id="a word for true or false"),
        pytest.param(SUBNET, 'vpc_id = "${aws_vpc.none.id}"\n', id="the same inside a string"),
        pytest.param(
            SUBNET, "vpc_id = [for v in var.names : aws_vpc.none.id][0]\n", id="inside a for"
        ),
        pytest.param(
            SUBNET.replace("◊", "outpost_arn = <<-END\n  ◊"),
            "${aws_vpc.none.id}\n",
            id="inside a heredoc",
        ),
        pytest.param(SUBNET, 'vpc_id = "a" tags = {}\n', id="two arguments on a line"),
        pytest.param(SUBNET.replace("◊", "vpc_◊"), "cidr = 1\n", id="another end of the word"),
        pytest.param(INSTANCE, 'vpc_security_group_ids = "sg-1"\n', id="a string for a list"),
        pytest.param(INSTANCE, "subnet_id = aws_subnet.many.id\n", id="one of several, unnamed"),
        pytest.param(
            INSTANCE,
            "root_block_device {\n  }\n  root_block_device {\n",
            id="a second block where one is allowed",
        ),
        pytest.param(
            INSTANCE, "root_block_device {\n    device = 1\n", id="an unknown name one level down"
        ),
        pytest.param(INSTANCE, 'dynamic "volume" {\n', id="a dynamic block of no block"),
        pytest.param(
            INSTANCE,
            'provisioner "remote-exec" {\n    for_each = [1]\n',
            id="what no provisioner takes",
        ),
        pytest.param(
            INSTANCE,
            'connection {\n    bastion_user = "a"\n    bastion_user = "a"\n',
            id="an argument just written in a body of which not everything is known",
        ),
        pytest.param(NETWORK + "◊", 'resource "aws_buckets" "a" {\n', id="an unknown type"),
        pytest.param(NETWORK + "◊", 'resource "aws_vpc" "main" {\n', id="a name that is taken"),
        pytest.param(NETWORK + "◊", 'variable "cidr" {\n', id="a variable that is there"),
        pytest.param(NETWORK + "◊", "bucket {\n", id="an unknown top-level block"),
    ],
)
def test_inventions_may_not(text: str, written: str) -> None:
    assert not allows(text, written)


def test_a_called_module_has_its_variables_and_outputs() -> None:
    text = 'module "network" {\n  source = "./network"\n  ◊\n}\n'
    before, after = text.split("◊")
    snapshot = snapshot_of(main=before + after).with_text(
        "network/main.tf", b'variable "cidr" {}\noutput "id" {\n  value = var.cidr\n}\n'
    )
    constraint = constraint_at(snapshot, "main.tf", len(before))
    assert constraint is not None
    step = constraint.next_line("")
    assert step is not None
    for name, right in (("cidr", True), ("cidrs", False)):
        written = f'{step.typed}{name} = "x"\n'
        assert (Derivation().longest(step.grammar, written) == len(written)) is right


def test_deep_nesting_is_gone_into() -> None:
    opened = "[" * 80
    text = SUBNET.replace("◊", f"tags = {{ a = jsonencode({opened}◊")
    assert allows(text, f"null{']' * 80}) }}\n")
    before, after = text.split("◊")
    constraint = constraint_at(snapshot_of(main=before + after), "main.tf", len(before.encode()))
    step = constraint.next_line("") if constraint is not None else None
    assert step is not None
    assert gbnf(step.grammar).count('"]"') >= 80
    assert to_json(step.grammar)


def test_a_file_that_is_no_configuration_has_no_constraint() -> None:
    assert constraint_at(snapshot_of(main="a = 1"), "main.tfvars", 0) is None


WHOLE = """\
resource "aws_s3_bucket" "logs" {
  bucket = "logs"
}

resource "aws_s3_bucket_versioning" "logs" {
  bucket = aws_s3_bucket.logs.id
  versioning_configuration {
    status = "Enabled"
  }
}
"""


BOTH = Asked({"aws_s3_bucket": 1, "aws_s3_bucket_versioning": 1}, others=frozenset())


def lines_allowed(constraint: ConfigurationConstraint, text: str) -> int:
    """How many lines at the start of a text the constraint lets pass."""
    written = ""
    for number, line in enumerate(text.splitlines(keepends=True)):
        step = constraint.next_line(written)
        whole = step.typed + line if step is not None else ""
        if step is None or Derivation().longest(step.grammar, whole) < len(whole):
            return number
        written += line
    return len(text.splitlines())


@pytest.mark.parametrize("opening", ["", "```hcl"])
def test_a_whole_configuration_is_written_block_by_block(opening: str) -> None:
    constraint = ConfigurationConstraint(snapshot_of(), "main.tf", BOTH, opening=opening)
    answer = f"{opening}\n{WHOLE}```" if opening else WHOLE
    assert lines_allowed(constraint, answer) == len(answer.splitlines())


@pytest.mark.parametrize(
    ("right", "wrong", "line"),
    [
        ("aws_s3_bucket.logs.id", "aws_s3_bucket.log.id", 5),
        ("status", "state", 7),
        ('"aws_s3_bucket" "logs"', '"aws_vpc" "logs"', 0),
        ('resource "aws_s3_bucket_versioning"', '```\nresource "aws_s3_bucket_versioning"', 4),
    ],
)
def test_a_whole_configuration_invents_nothing(right: str, wrong: str, line: int) -> None:
    constraint = ConfigurationConstraint(snapshot_of(), "main.tf", BOTH, opening="```hcl")
    answer = "```hcl\n" + WHOLE.replace(right, wrong, 1)
    assert lines_allowed(constraint, answer) == line + 1


UNFINISHED = 'resource "aws_subnet" "a" {\n  cidr_block = "10.0.1.0/24"\n'


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (UNFINISHED + '  vpc_id     = "vpc-1"\n\n  tags = {}\n}\n', 6),
        (UNFINISHED + '\n  vpc_id = "vpc-1"\n}\n', 2),  # what is required comes first
        (UNFINISHED + 'vpc_id = "vpc-1"\n}\n', 2),
        (UNFINISHED + '\tvpc_id = "vpc-1"\n}\n', 2),
        (UNFINISHED + "}\n", 2),
    ],
)
def test_who_may_not_close_a_block_yet_cant_go_on_as_if_it_were_closed(
    text: str, lines: int
) -> None:
    constraint = ConfigurationConstraint(snapshot_of(), "main.tf")
    assert lines_allowed(constraint, text) == lines


def test_what_opentofu_alone_knows_is_not_written() -> None:
    group = 'resource "aws_ebs_encryption_by_default" "a" {\n  lifecycle {\n'
    constraint = ConfigurationConstraint(snapshot_of(), "main.tf")
    assert lines_allowed(constraint, group + "    prevent_destroy = true\n") == 3
    assert lines_allowed(constraint, group + "    enabled = true\n") == 2


@pytest.mark.parametrize("changes", [True, False])
def test_an_answer_that_replaces_blocks_may_write_them_again(changes: bool) -> None:
    module = snapshot_of(before=WHOLE)
    constraint = ConfigurationConstraint(module, "answer.tf", changes=changes)
    assert lines_allowed(constraint, WHOLE) == (len(WHOLE.splitlines()) if changes else 0)


def may_end_after(constraint: ConfigurationConstraint, text: str) -> bool:
    lines, newline, last = text.rpartition("\n")
    step = constraint.next_line(lines + newline)
    if step is None:
        return True
    derivation = Derivation()
    return derivation.may_end(derivation.after(step.grammar, step.typed + last))


def test_an_answer_without_a_fence_may_end_when_what_is_asked_for_is_there() -> None:
    constraint = ConfigurationConstraint(snapshot_of(), "main.tf", BOTH)
    bucket = WHOLE.partition("\n\n")[0] + "\n"
    assert not may_end_after(constraint, "")
    assert not may_end_after(constraint, "# Buckets\n")
    assert not may_end_after(constraint, bucket)
    assert may_end_after(constraint, WHOLE)
    # A model that ends in the middle of a block has wasted what it wrote.
    lines = WHOLE.splitlines(keepends=True)
    ends = ["".join(lines[:number]) + lines[number].rstrip() for number in range(len(lines))]
    assert [text for text in ends if may_end_after(constraint, text)] == [WHOLE.rstrip()]
    assert not any(may_end_after(constraint, f"{text}\n") for text in ends[:-1])
    anything = ConfigurationConstraint(snapshot_of(), "main.tf")
    assert not may_end_after(anything, "# Buckets\n")
    assert may_end_after(anything, bucket)


def test_as_many_resources_as_asked_for_are_written() -> None:
    first, second = (f'resource "aws_sqs_queue" "{name}" {{\n}}\n' for name in "ab")
    constraint = ConfigurationConstraint(snapshot_of(), "main.tf", Asked({"aws_sqs_queue": 2}))
    assert not may_end_after(constraint, first)
    assert may_end_after(constraint, first + second)
    many = first.replace("{\n", "{\n  count = 2\n")
    assert may_end_after(constraint, many)


def test_one_of_the_types_that_may_be_meant_is_written() -> None:
    asked = Asked(choices={frozenset({"aws_sqs_queue", "aws_sns_topic"}): 2})
    constraint = ConfigurationConstraint(snapshot_of(), "main.tf", asked)
    queue, topic, key = (
        f'resource "aws_{type_}" "a" {{\n}}\n' for type_ in ("sqs_queue", "sns_topic", "kms_key")
    )
    assert not may_end_after(constraint, queue)
    assert may_end_after(constraint, queue + topic)
    assert not may_end_after(constraint, topic + key)


def test_data_sources_that_are_asked_for_are_read() -> None:
    asked = Asked(sources=frozenset({"aws_vpc"}))
    constraint = ConfigurationConstraint(snapshot_of(), "main.tf", asked)
    vpc, region = (f'data "aws_{type_}" "a" {{\n}}\n' for type_ in ("vpc", "region"))
    assert may_end_after(constraint, vpc)
    assert lines_allowed(constraint, region) == 0
    assert lines_allowed(constraint, vpc + region) == 4


def test_what_is_missing_comes_before_more_of_what_is_there() -> None:
    queue, another = (f'resource "aws_sqs_queue" "{name}" {{\n}}\n' for name in "ab")
    topic = 'resource "aws_sns_topic" "a" {\n}\n'
    asked = Asked({"aws_sqs_queue": 1, "aws_sns_topic": 1})
    constraint = ConfigurationConstraint(snapshot_of(), "main.tf", asked)
    assert lines_allowed(constraint, queue + another) == 2
    assert lines_allowed(constraint, queue + topic + another) == 6


def test_behind_what_nobody_asked_for_comes_what_is_missing() -> None:
    queue, topic, cluster, key = (
        f'resource "aws_{type_}" "a" {{\n}}\n'
        for type_ in ("sqs_queue", "sns_topic", "ecs_cluster", "kms_key")
    )
    cluster = cluster.replace("{\n", '{\n  name = "a"\n')
    asked = Asked({"aws_sqs_queue": 1, "aws_sns_topic": 1})
    constraint = ConfigurationConstraint(snapshot_of(), "main.tf", asked)
    assert lines_allowed(constraint, queue + cluster + topic + key) == 9
    assert lines_allowed(constraint, queue + cluster + key) == 5


def test_variables_and_outputs_that_are_named_are_declared() -> None:
    variable = 'variable "zone" {\n  type = string\n}\n'
    output = 'output "id" {\n  value = var.zone\n}\n'
    asked = Asked(symbols={"variable": ("zone",), "output": ("id",)})
    constraint = ConfigurationConstraint(snapshot_of(), "main.tf", asked)
    assert not may_end_after(constraint, variable)
    assert may_end_after(constraint, variable + output)
    assert lines_allowed(constraint, variable.replace("zone", "region")) == 0
    assert lines_allowed(constraint, variable + variable.replace("zone", "region")) == 6


def test_arguments_that_are_named_are_set_by_the_last_resource_at_the_latest() -> None:
    asked = Asked({"aws_sqs_queue": 2}, arguments={"aws_sqs_queue": {"fifo_queue": None}})
    constraint = ConfigurationConstraint(snapshot_of(), "main.tf", asked)
    without, another = (f'resource "aws_sqs_queue" "{name}" {{\n}}\n' for name in "ab")
    having = another.replace("{\n", "{\n  fifo_queue = true\n")
    assert lines_allowed(constraint, without + another) == 3
    assert lines_allowed(constraint, without + having) == 5
    assert lines_allowed(constraint, having + without) == 5


def test_an_argument_has_the_value_that_was_given_for_it() -> None:
    given = {"name": '"jobs"', "delay_seconds": "5"}
    asked = Asked({"aws_sqs_queue": 1}, arguments={"aws_sqs_queue": given})
    constraint = ConfigurationConstraint(snapshot_of(), "main.tf", asked)
    right = 'resource "aws_sqs_queue" "a" {\n  name = "jobs"\n  delay_seconds = 5\n}\n'
    assert lines_allowed(constraint, right) == 4
    assert lines_allowed(constraint, right.replace("jobs", "queue")) == 1
    assert lines_allowed(constraint, right.replace("= 5", "= 50")) == 2
    assert lines_allowed(constraint, right.replace("aws_sqs_queue", "aws_sns_topic")) > 1


def test_of_several_resources_none_has_the_value_that_was_given_for_one() -> None:
    given = {"aws_sqs_queue": {"name": '"jobs"'}}
    constraint = ConfigurationConstraint(
        snapshot_of(), "main.tf", Asked({"aws_sqs_queue": 2}, arguments=given)
    )
    assert lines_allowed(constraint, 'resource "aws_sqs_queue" "a" {\n  name = "other"\n}\n') == 3


def test_what_any_block_may_have_comes_behind_what_is_required() -> None:
    constraint = ConfigurationConstraint(snapshot_of(), "main.tf")
    header, required = 'resource "aws_vpc_peering_connection" "a" {\n', 'vpc_id = "vpc-1"\n'
    required = f"  {required}  peer_{required}"
    late = "  lifecycle {\n    prevent_destroy = true\n  }\n"
    assert lines_allowed(constraint, f"{header}{late}{required}}}\n") == 1
    assert lines_allowed(constraint, f"{header}{required}{late}}}\n") == 7
    assert lines_allowed(constraint, f"{header}  count = 2\n{required}}}\n") == 5


def test_after_a_few_others_there_is_nothing_but_what_is_missing() -> None:
    asked = Asked({"aws_sqs_queue": 1}, arguments={"aws_sqs_queue": {"fifo_queue": None}})
    constraint = ConfigurationConstraint(snapshot_of(), "main.tf", asked)
    others = ('name = "a"', "delay_seconds = 1", "max_message_size = 1024", "policy = null")
    header = 'resource "aws_sqs_queue" "a" {\n'
    lines = [f"  {line}\n" for line in others]
    assert lines_allowed(constraint, header + "".join(lines)) == 4
    late = [*lines[:3], "  fifo_queue = true\n", lines[3]]
    assert lines_allowed(constraint, header + "".join(late)) == 6


def test_what_is_written_again_keeps_its_order() -> None:
    others = ('name = "a"', "delay_seconds = 1", "max_message_size = 1024", "policy = null")
    lines = "".join(f"  {line}\n" for line in (*others, "fifo_queue = true"))
    queue = f'resource "aws_sqs_queue" "a" {{\n  lifecycle {{\n  }}\n{lines}}}\n'
    asked = Asked({"aws_sqs_queue": 1}, arguments={"aws_sqs_queue": {"fifo_queue": None}})
    anew = ConfigurationConstraint(snapshot_of(), "main.tf", asked)
    assert lines_allowed(anew, queue) == 1
    again = ConfigurationConstraint(snapshot_of(before=queue), "answer.tf", asked, changes=True)
    assert lines_allowed(again, queue) == len(queue.splitlines())


@pytest.mark.parametrize(
    ("declared", "lines"),
    [
        ("", 1),
        ('provider "aws" {\n  alias = "west"\n}\n', 3),
        (
            "terraform {\n  required_providers {\n    aws = {\n"
            '      source = "hashicorp/aws"\n      configuration_aliases = [aws.west]\n'
            "    }\n  }\n}\n",
            3,
        ),
    ],
)
def test_a_configuration_of_a_provider_is_named_where_it_is_declared(
    declared: str, lines: int
) -> None:
    constraint = ConfigurationConstraint(snapshot_of(before=declared), "main.tf")
    queue = 'resource "aws_sqs_queue" "a" {\n  provider = aws.west\n}\n'
    assert lines_allowed(constraint, queue) == lines


def test_what_nobody_sets_is_not_written() -> None:
    constraint = ConfigurationConstraint(snapshot_of(), "main.tf")
    queue, vpc = (
        f'{kind} "aws_{type_}" "a" {{\n  id = "a"\n}}\n'
        for kind, type_ in (("resource", "sqs_queue"), ("data", "vpc"))
    )
    assert lines_allowed(constraint, queue) == 1
    assert lines_allowed(constraint, vpc) == 3


def test_an_argument_that_a_type_does_not_have_keeps_nobody_from_closing() -> None:
    asked = Asked({"aws_sqs_queue": 1}, arguments={"aws_sqs_queue": {"colour": None}})
    constraint = ConfigurationConstraint(snapshot_of(), "main.tf", asked)
    assert may_end_after(constraint, 'resource "aws_sqs_queue" "a" {\n}\n')


def test_only_what_is_removable_may_be_removed_line_by_line() -> None:
    constraint = ConfigurationConstraint(
        snapshot_of(before=WHOLE),
        "answer.tf",
        changes=True,
        removable=("aws_s3_bucket.logs", "aws_s3_bucket_versioning.logs"),
        opening="```hcl",
    )
    both = "# remove aws_s3_bucket_versioning.logs\n# remove aws_s3_bucket.logs\n"
    assert lines_allowed(constraint, f"```hcl\n{both}```") == 4
    wrong = both.replace("aws_s3_bucket.logs", "aws_s3_bucket.other")
    assert lines_allowed(constraint, f"```hcl\n{wrong}```") == 2


@pytest.mark.parametrize(("name", "lines"), [("zone", 3), ("region", 1)])
def test_a_variable_that_is_named_may_be_used_before_it_is_declared(name: str, lines: int) -> None:
    zone = f'resource "aws_route53_zone" "a" {{\n  name = var.{name}\n}}\n'
    constraint = ConfigurationConstraint(
        snapshot_of(), "main.tf", Asked(symbols={"variable": ("zone",)})
    )
    assert lines_allowed(constraint, zone) == lines
    assert not may_end_after(constraint, zone)


@pytest.mark.parametrize(
    ("value", "is_allowed"),
    [
        ('"${aws_vpc.main.id}-a"', True),
        ('"${"a" == aws_vpc.main.id ? 1 : 2}"', False),
        ('"a-${"${aws_vpc.main.id}"}"', False),
        ('"a-${\naws_vpc.main.id}"', False),
        ('"a-${join("-", ["a", aws_vpc.main.id])}"', True),
    ],
)
def test_a_text_has_no_text_of_its_own_in_it(value: str, is_allowed: bool) -> None:
    assert allows(SUBNET, f"vpc_id = {value}\n") is is_allowed
