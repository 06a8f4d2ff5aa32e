"""Every trick that makes a finding go away without fixing it is refused, each for its reason."""

from __future__ import annotations

import pytest
from module_files import snapshot_of

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.engine import Engine
from terraformer_ls.hcl.edits import minimal_edit
from terraformer_ls.propose.proposal import Candidate
from terraformer_ls.propose.verified import Accepted, Rejected, judge
from terraformer_ls.verify.findings import Finding
from terraformer_ls.workspace.snapshot import Snapshot

VOLUME = """\
# The shop's uploads.
resource "aws_ebs_volume" "uploads" {
  availability_zone = "eu-west-1a"
  size              = 40
  encrypted         = false # was quicker
  tags = {
    Name = "uploads"
  }
}
"""
TOPIC = """\
resource "aws_sns_topic" "orders" {
  name              = "orders"
  kms_master_key_id = "alias/aws/sns"
}
"""
RULE = "CKV_AWS_3"


def verdict(engine: Engine, changed: str, **more: str) -> Accepted | Rejected:
    """What becomes of the volume rewritten as `changed`, asked to fix its encryption."""
    before = snapshot_of(main=VOLUME, topic=TOPIC)
    report = engine.verify(before)
    target = next(finding for finding in report.findings if finding.rule == RULE)
    edits = {"main.tf": _edit(before, "main.tf", changed)}
    for name, text in more.items():
        edits[f"{name}.tf"] = _edit(before, f"{name}.tf", text)
    return judge(
        engine,
        before,
        report,
        Candidate("Try", edits, "a model"),
        target=target,
        cancellation=Cancellation(),
    )


def _edit(before: Snapshot, path: str, text: str):
    old = before.files[path].text if path in before.files else b""
    edit = minimal_edit(old, text.encode())
    return (edit,) if edit is not None else ()


def test_the_fix_itself_is_accepted_with_its_evidence(engine: Engine) -> None:
    result = verdict(engine, VOLUME.replace("= false # was", "= true # was"))
    assert isinstance(result, Accepted)
    evidence = result.proposal.evidence
    assert evidence.fixes == (RULE,)
    assert evidence.lines_changed == 1
    assert evidence.made_by == "a model"
    assert f"fixes {RULE}" in evidence.sentence
    assert "1 line changed" in evidence.sentence


TRICKS = {
    "nothing changed": (VOLUME, "changes nothing"),
    "something else changed": (VOLUME.replace("40", "80"), "is still there"),
    "resource removed": ("# gone\n", "removes or renames"),
    "resource renamed": (VOLUME.replace('"uploads" {', '"other" {'), "adds CKV"),
    "resource commented out": (
        "".join(f"# {line}\n" for line in VOLUME.splitlines()),
        "removes or renames",
    ),
    "resource disabled by count": (
        VOLUME.replace("  availability_zone", "  count = 0\n  availability_zone"),
        "`count`",
    ),
    "resource disabled by for_each": (
        VOLUME.replace("= false # was quicker", "= true").replace(
            "  availability_zone", "  for_each = toset([])\n  availability_zone"
        ),
        "`for_each`",
    ),
    "check silenced": (
        VOLUME.replace(
            "  availability_zone", f"  # checkov:skip={RULE}: fine\n  availability_zone"
        ),
        "silences",
    ),
    "other scanner silenced": (
        VOLUME.replace("= false # was quicker", "= true # tfsec:ignore:aws-ec2-enable"),
        "silences",
    ),
    "arguments dropped": (
        VOLUME.replace("= false # was quicker", "= true").replace("  size              = 40\n", ""),
        "removes `size`",
    ),
    "value emptied": (
        VOLUME.replace("= false # was quicker", "= true").replace(
            '{\n    Name = "uploads"\n  }', "{}"
        ),
        "empties `tags`",
    ),
    "block that does not parse": (VOLUME.replace("= false", "= = true"), "syntax-error"),
}


@pytest.mark.parametrize("name", TRICKS)
def test_a_trick_is_refused(engine: Engine, name: str) -> None:
    changed, why = TRICKS[name]
    result = verdict(engine, changed)
    assert isinstance(result, Rejected)
    assert why in result.reason


def test_a_value_hidden_in_a_variable_is_refused(engine: Engine) -> None:
    result = verdict(
        engine,
        VOLUME.replace("= false # was quicker", "= var.encrypted"),
        variables='variable "encrypted" {\n  type = bool\n}\n',
    )
    assert isinstance(result, Rejected)


ENCRYPTED = VOLUME.replace("= false", "= true")
TOLD = """\
resource "aws_sns_topic_subscription" "orders" {
  topic_arn = aws_sns_topic.orders.arn
  protocol  = "email"
  endpoint  = var.contact
}
"""


def test_a_new_block_may_ask_for_what_only_the_author_knows(engine: Engine) -> None:
    asked = 'variable "contact" {\n  type = string\n}\n'
    assert isinstance(verdict(engine, ENCRYPTED, told=TOLD, variables=asked), Accepted)


def test_a_new_argument_may_ask_for_what_lies_elsewhere(engine: Engine) -> None:
    volume = ENCRYPTED.replace("  tags", "  kms_key_id = var.key\n  tags")
    asked = 'variable "key" {\n  type = string\n}\n'
    assert isinstance(verdict(engine, volume, variables=asked), Accepted)


def test_another_layout_changes_nothing(engine: Engine) -> None:
    counted = VOLUME.replace("  tags = {", "  count             = 2\n  tags = {")
    wider = counted.replace("= false", "= true").replace("count  ", "count    ")
    before = snapshot_of(main=counted)
    report = engine.verify(before)
    target = next(finding for finding in report.findings if finding.rule == RULE)
    candidate = Candidate("Try", {"main.tf": _edit(before, "main.tf", wider)})
    result = judge(engine, before, report, candidate, target=target, cancellation=Cancellation())
    assert isinstance(result, Accepted)


@pytest.mark.parametrize(
    ("volume", "default"),
    [
        pytest.param(ENCRYPTED, '  default = "all@example.com"\n', id="not asked for"),
        pytest.param(
            ENCRYPTED.replace("  tags", "  type = var.contact\n  tags"),
            "",
            id="in the volume",
        ),
    ],
)
def test_other_new_variables_are_refused(engine: Engine, volume: str, default: str) -> None:
    text = f'variable "contact" {{\n  type = string\n{default}}}\n'
    result = verdict(engine, volume, told=TOLD, variables=text)
    assert isinstance(result, Rejected)
    assert "where the problem could hide" in result.reason


def test_an_unrelated_block_may_not_change(engine: Engine) -> None:
    result = verdict(
        engine,
        VOLUME.replace("= false", "= true"),
        topic=TOPIC.replace('name              = "orders"', 'name              = "other"'),
    )
    assert isinstance(result, Rejected)
    assert "nothing to do with" in result.reason


def test_settings_of_a_checker_may_not_change(engine: Engine) -> None:
    before = snapshot_of(main=VOLUME)
    report = engine.verify(before)
    target: Finding = next(finding for finding in report.findings if finding.rule == RULE)
    edit = minimal_edit(b"", f"skip-check:\n  - {RULE}\n".encode())
    assert edit is not None
    result = judge(
        engine,
        before,
        report,
        Candidate("Skip", {".checkov.yaml": (edit,)}, "a model"),
        target=target,
        cancellation=Cancellation(),
    )
    assert isinstance(result, Rejected)
