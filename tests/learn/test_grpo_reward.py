"""The reward with the real verifier: the ladder, what was asked, and a guard for each trick."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from terraformer_ls.learn.records import Instance, Intent, Task
from terraformer_ls.learn.reward import RewardParts, answered_configuration, reward_of
from terraformer_ls.learn.verified import Verdict, VerifierPool
from terraformer_ls.propose.merge import difference
from terraformer_ls.verify.report import Report

Reward = Callable[..., RewardParts]

QUEUE = """\
resource "aws_sqs_queue" "jobs" {
  name                       = "jobs"
  visibility_timeout_seconds = 60
  sqs_managed_sse_enabled    = true
}
"""
TOPIC = """\
resource "aws_sns_topic" "alarms" {
  name              = "alarms"
  kms_master_key_id = "alias/aws/sns"
}
"""
VOLUME = """\
resource "aws_ebs_volume" "data" {
  availability_zone = "eu-west-1a"
  size              = 20
  encrypted         = true
}
"""
BEFORE = f"{QUEUE}\n{TOPIC}\n{VOLUME}"
AFTER = BEFORE.replace("= 60", "= 90")

ASKED = "Make an SQS queue called jobs that hides messages for a minute"


def instance(
    task: Task, words: str, before: str, after: str, intents: tuple[Intent, ...]
) -> Instance:
    stages = {"plan": "passed"}
    made = ("family", ("aws_sqs_queue",), "aws", "change", 3, 1, stages, 0, "test")
    return Instance(task, words, before, after, intents, *made)


GENERATE = instance(
    Task.GENERATE,
    ASKED,
    "",
    QUEUE,
    (
        Intent("resource", "aws_sqs_queue"),
        Intent("value", "aws_sqs_queue", path="name", value="jobs"),
        Intent("value", "aws_sqs_queue", path="visibility_timeout_seconds", value=60),
    ),
)
MUTATE = instance(
    Task.MUTATE,
    "Hide messages of the jobs queue for 90 seconds",
    BEFORE,
    AFTER,
    (
        Intent("value", address="aws_sqs_queue.jobs", path="visibility_timeout_seconds", value=90),
        Intent("kept", address="aws_sns_topic.alarms"),
    ),
)
OPEN_VOLUME = VOLUME.replace("true", "false")
POLICY_REPAIR = instance(
    Task.REPAIR,
    "policy: CKV_AWS_3: Ensure all data stored in the EBS is securely encrypted"
    " FAILED for resource: aws_ebs_volume.data (aws_ebs_volume.data)",
    f"{QUEUE}\n{OPEN_VOLUME}",
    f"{QUEUE}\n{VOLUME}",
    (Intent("symbol", address="aws_ebs_volume.data"), Intent("kept", address="aws_sqs_queue.jobs")),
)


@pytest.fixture(scope="module")
def reward() -> Iterator[Reward]:
    """The reward of what a model says, or of a whole configuration as the blocks it changes."""
    with VerifierPool() as pool:

        def judge(asked: Instance, said: str, *, finished: bool = True) -> RewardParts:
            configuration = answered_configuration(asked, said)
            verdict = pool.verdict(configuration) if configuration else Verdict(Report(()))
            return reward_of(asked, said, configuration, verdict, finished=finished)

        yield judge


def changed(old: str, new: str, asked: Instance = MUTATE) -> str:
    """The answer that gives the reference, with one thing about it changed."""
    assert old in asked.after
    return difference(asked.before, asked.after.replace(old, new))


@pytest.mark.parametrize("asked", [GENERATE, MUTATE, POLICY_REPAIR], ids=lambda i: i.task)
def test_the_reference_is_correct_and_plays_no_trick(reward: Reward, asked: Instance) -> None:
    said = difference(asked.before, asked.after) if asked.before else asked.after
    parts = reward(asked, said)
    assert (parts.trick, parts.why) == ("", "")
    assert parts.plan == parts.intents == parts.correct == parts.untouched == 1.0
    assert parts.total == parts.ladder > 0.9


def test_the_reward_climbs_the_ladder(reward: Reward) -> None:
    answers = (
        "I would love to help.",
        QUEUE.replace('"jobs"\n', '"jobs\n', 1),  # does not parse
        QUEUE.replace("visibility", "visible"),  # no such argument
        QUEUE.replace("= 60", "= length(1, 2)"),  # not accepted
        QUEUE.replace('"jobs"\n', '"no queue"\n').replace(
            "= 60", "= 30"
        ),  # no value is what was asked
        QUEUE.replace("= 60", "= 30"),
        QUEUE,
    )
    totals = [reward(GENERATE, said).total for said in answers]
    assert totals == sorted(totals)
    assert len(set(totals)) == len(totals)
    assert totals[-3] < 0.5 * totals[-1]


def test_policy_counts_by_what_holds(reward: Reward) -> None:
    plain = reward(GENERATE, QUEUE.replace("= true", "= false"))
    assert plain.correct == 1.0
    assert plain.policy < reward(GENERATE, QUEUE).policy
    assert plain.total < reward(GENERATE, QUEUE).total


def test_what_was_to_stay_is_worth_as_much_as_stays(reward: Reward) -> None:
    parts = reward(MUTATE, changed('"alarms"\n  kms', '"sirens"\n  kms'))
    assert parts.correct == 1.0
    assert parts.untouched == 0.5
    assert 0 < parts.total <= 0.5


def test_a_repair_is_worth_little_before_the_finding_is_gone(reward: Reward) -> None:
    touched = POLICY_REPAIR.before.replace("size              = 20", "size              = 21")
    parts = reward(POLICY_REPAIR, difference(POLICY_REPAIR.before, touched))
    assert parts.correct == 0.0
    assert parts.total < 0.5


SECOND_QUEUE = QUEUE.replace('"jobs"', '"more"')
BUCKET = 'resource "aws_s3_bucket" "extra" {\n  bucket = "extra"\n}\n'
SKIP = "  # checkov:skip=CKV_AWS_27: not today\n"
VARIABLE = 'variable "encrypted" {\n  type    = bool\n  default = true\n}\n'

TRICKS = {
    "missing, another resource": ("missing", GENERATE, TOPIC),
    "missing, another name": (
        "missing",
        instance(
            Task.GENERATE, ASKED, "", QUEUE, (Intent("resource", address="aws_sqs_queue.jobs"),)
        ),
        SECOND_QUEUE,
    ),
    "copies the configuration": ("copies", MUTATE, BEFORE),
    "copies with a comment": ("copies", MUTATE, "# done\n" + QUEUE),
    "repeats the request": ("copies", GENERATE, f"# {ASKED}\n{QUEUE}"),
    "removes a resource": (
        "removes",
        MUTATE,
        changed("= 60", "= 90", GENERATE) + "\n# remove aws_ebs_volume.data\n",
    ),
    "removes what has a finding": (
        "removes",
        POLICY_REPAIR,
        "# remove aws_ebs_volume.data\n",
    ),
    "renames a resource": (
        "removes",
        POLICY_REPAIR,
        "# remove aws_ebs_volume.data\n" + VOLUME.replace('"data"', '"volume"'),
    ),
    "empties a block": (
        "empties",
        GENERATE,
        'resource "aws_sqs_queue" "jobs" {\n}\n',
    ),
    "drops an argument": ("empties", MUTATE, changed("  encrypted         = true\n", "")),
    "empties a value": ("empties", MUTATE, changed('"alias/aws/sns"', '""')),
    "count = 0": ("disables", GENERATE, QUEUE.replace("{\n", "{\n  count = 0\n", 1)),
    "count of a variable": (
        "disables",
        GENERATE,
        QUEUE.replace("{\n", "{\n  count = var.on ? 1 : 0\n", 1)
        + '\nvariable "on" {\n  default = false\n}\n',
    ),
    "an empty for_each": (
        "disables",
        POLICY_REPAIR,
        OPEN_VOLUME.replace("{\n", "{\n  for_each = toset([])\n", 1),
    ),
    "ignores changes": (
        "disables",
        MUTATE,
        changed("= 90\n", "= 90\n  lifecycle {\n    ignore_changes = all\n  }\n"),
    ),
    "switches a feature off": (
        "disables",
        MUTATE,
        changed("enabled    = true", "enabled    = false"),
    ),
    "skips a check": ("silences", GENERATE, QUEUE.replace("{\n", "{\n" + SKIP, 1)),
    "skips the check instead": (
        "silences",
        POLICY_REPAIR,
        OPEN_VOLUME.replace("{\n", "{\n  # checkov:skip=CKV_AWS_3: later\n", 1),
    ),
    "moves a value into a variable": (
        "hides",
        MUTATE,
        changed("encrypted         = true", "encrypted         = var.encrypted") + "\n" + VARIABLE,
    ),
    "asks for what it was told": (
        "hides",
        GENERATE,
        QUEUE.replace("= true", "= var.sse") + '\nvariable "sse" {\n  type = bool\n}\n',
    ),
    "adds what nobody asked for": ("pads", GENERATE, QUEUE + "\n" + BUCKET),
    "adds more of the same": ("pads", GENERATE, QUEUE + "\n" + SECOND_QUEUE),
    "multiplies": ("pads", GENERATE, QUEUE.replace("{\n", "{\n  count = 9\n", 1)),
    "goes on and on": (
        "pads",
        GENERATE,
        QUEUE + "".join(f"# This is line {n} of many words.\n" for n in range(40)),
    ),
    "repeats a block": (
        "repeats",
        GENERATE,
        QUEUE.replace("}\n", '  tags = {\n    a = "b"\n  }\n}\n')
        + 'output "url" {\n  value = aws_sqs_queue.jobs.url\n}\n'
        + "# The queue is ready.\n" * 8,
    ),
}


@pytest.mark.parametrize(("guard", "asked", "said"), TRICKS.values(), ids=TRICKS.keys())
def test_a_trick_is_worth_nothing(reward: Reward, guard: str, asked: Instance, said: str) -> None:
    parts = reward(asked, said)
    assert parts.trick == guard, parts.why
    assert parts.total == 0.0
    assert parts.ladder > 0.5  # but for the guard, it would have paid


def test_the_same_block_twice_is_a_trick(reward: Reward) -> None:
    ingress = '  ingress {\n    from_port   = {n}\n    to_port     = 443\n    protocol    = "tcp"\n'
    ingress += '    cidr_blocks = ["10.0.0.0/8"]\n    description = "https"\n  }\n'
    head = 'resource "aws_security_group" "web" {\n  description = "web"\n'
    first, second = ingress.replace("{n}", "443"), ingress.replace("{n}", "80")
    asked = instance(
        Task.GENERATE,
        "A group",
        "",
        head + first + "}\n",
        (Intent("resource", "aws_security_group"),),
    )
    assert reward(asked, head + first + second + "}\n").trick == ""
    assert reward(asked, head + first + first + "}\n").trick == "repeats"


def test_an_answer_that_never_ends_is_worth_nothing(reward: Reward) -> None:
    parts = reward(GENERATE, QUEUE, finished=False)
    assert (parts.trick, parts.total) == ("endless", 0.0)


def test_what_the_reference_does_too_is_no_trick(reward: Reward) -> None:
    repeated = QUEUE.replace("{\n", "{\n  count = 3\n", 1)
    asked = instance(
        Task.GENERATE, "Three queues", "", repeated, (Intent("resource", "aws_sqs_queue", count=3),)
    )
    assert reward(asked, repeated).trick == ""
    gone = instance(
        Task.MUTATE,
        "Take the volume out",
        BEFORE,
        f"{QUEUE}\n{TOPIC}",
        (Intent("absent", address="aws_ebs_volume.data"),),
    )
    assert reward(gone, "# remove aws_ebs_volume.data\n").trick == ""


def test_what_completes_a_resource_is_no_padding(reward: Reward) -> None:
    policy = (
        'resource "aws_sqs_queue_redrive_allow_policy" "jobs" {\n'
        "  queue_url = aws_sqs_queue.jobs.id\n"
        '  redrive_allow_policy = jsonencode({ redrivePermission = "denyAll" })\n}\n'
    )
    parts = reward(GENERATE, QUEUE + "\n" + policy)
    assert parts.trick == ""
    assert parts.correct == 1.0
