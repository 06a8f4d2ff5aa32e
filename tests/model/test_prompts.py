from __future__ import annotations

import pytest

from terraformer_ls.model.prompts import (
    extract_hcl,
    extract_infill,
    fix_messages,
    generate_messages,
    infill_messages,
)
from terraformer_ls.model.protocol import Role

BUCKET = 'resource "aws_s3_bucket" "logs" {\n  bucket = "logs"\n}\n'
REGION = 'variable "region" {\n  type = string\n}\n'


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (f"```hcl\n{BUCKET}```", BUCKET),
        (f"Sure! Here it is:\n\n```terraform\n{BUCKET}```\n\nThis creates a bucket.", BUCKET),
        (f"```\n{BUCKET}```", BUCKET),
        (f"```tf title=main.tf\n{BUCKET}```", BUCKET),
        (f"```HCL\n{BUCKET}```", BUCKET),
        (f"main.tf:\n```hcl\n{BUCKET}```\nvars:\n```hcl\n{REGION}```", f"{BUCKET}\n{REGION}"),
        (f"```hcl\n{BUCKET}```\nThen run:\n```bash\nterraform apply\n```", BUCKET),
        (f"```hcl\n{BUCKET}", BUCKET),
        (f"<think>A bucket? ```hcl\nno\n```</think>\n```hcl\n{BUCKET}```", BUCKET),
        (f"Here is the code:\n{BUCKET}\nI hope this helps!", BUCKET),
        (f"# A bucket\n{BUCKET}", f"# A bucket\n{BUCKET}"),
        (BUCKET + REGION, BUCKET + REGION),
        (f'{BUCKET}variable "a" {{}}\nDone.', f'{BUCKET}variable "a" {{}}\n'),
        (f"  ```hcl\n{BUCKET}  ```", BUCKET),
        ("```bash\nterraform init\n```", ""),
        ("I can't help with that.", ""),
        ("<think>" + BUCKET, ""),
        ("", ""),
    ],
)
def test_hcl_is_taken_out_of_a_chat_answer(answer: str, expected: str) -> None:
    assert extract_hcl(answer) == expected


@pytest.mark.parametrize(
    ("answer", "prefix", "expected"),
    [
        ("```hcl\n  acl = true\n```", "x {\n", "  acl = true"),
        ('bucket = "logs"', "  bucket = ", '"logs"'),
        ('"logs"', "  bucket = ", '"logs"'),
        ('```hcl\n  bucket = "logs"\n```', "  bucket", ' = "logs"'),
        ("<think>hm</think>true", "  acl = ", "true"),
    ],
)
def test_the_text_for_a_gap_is_taken_out_of_a_chat_answer(
    answer: str, prefix: str, expected: str
) -> None:
    assert extract_infill(answer, prefix) == expected


def test_turns_alternate_and_end_with_the_request() -> None:
    for messages, last in (
        (generate_messages("a queue"), "a queue"),
        (generate_messages("a queue", [("a topic", REGION), ("a bucket", BUCKET)]), "a queue"),
        (fix_messages(BUCKET, "CKV_AWS_18", ["no logging", "still there"]), "still there"),
        (infill_messages("a {\n", "}\n"), "a {\n<GAP/>}\n"),
    ):
        assert messages[0].role == Role.SYSTEM
        roles = [message.role for message in messages[1:]]
        assert roles == [Role.USER, Role.ASSISTANT] * (len(roles) // 2) + [Role.USER]
        assert last in messages[-1].content


def test_a_repair_is_told_the_rule_the_block_and_each_rejection() -> None:
    asked = fix_messages(BUCKET, "CKV_AWS_18", ["no logging", "a new finding", "no plan"])[-1]
    for part in ("CKV_AWS_18", "no logging", BUCKET.strip(), "- a new finding", "- no plan"):
        assert part in asked.content


def test_our_own_examples_are_read_back_as_they_are_shown() -> None:
    for messages in (generate_messages("x"), fix_messages(BUCKET, "R", ["c"])):
        [shown] = [turn.content for turn in messages if turn.role == Role.ASSISTANT]
        assert extract_hcl(shown).strip() in shown
        assert extract_hcl(shown).startswith("resource ")
