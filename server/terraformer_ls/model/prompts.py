"""What chat models are asked, and how their answers are read.

Every word that a model is given stands in this file. The prompts are short: a model of 135 million
parameters reads 400 tokens of them a second, and larger ones need no more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from terraformer_ls.model.protocol import Message, Role

FENCE = "```hcl"
"""The line with which an answer begins that keeps to what is asked here."""

_GENERATE = """\
You write Terraform. Answer with one ```hcl code block and nothing else.
Encrypt data, grant least privilege, and make nothing public unless asked."""

_GENERATE_EXAMPLE = (
    "A private S3 bucket for logs",
    """\
resource "aws_s3_bucket" "logs" {
  bucket_prefix = "logs-"
}

resource "aws_s3_bucket_public_access_block" "logs" {
  bucket                  = aws_s3_bucket.logs.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}""",
)

_FIX = """\
You repair Terraform. Change as little as possible: keep the block's type, name and other arguments.
Never remove the resource or silence the check. Answer with the whole repaired block as one ```hcl
code block and nothing else."""

_FIX_EXAMPLE = (
    'resource "aws_ebs_volume" "data" {\n  availability_zone = "eu-west-1a"\n  size = 20\n}',
    "CKV_AWS_3",
    "Ensure all data stored in the EBS is securely encrypted",
    'resource "aws_ebs_volume" "data" {\n  availability_zone = "eu-west-1a"\n  size = 20\n'
    "  encrypted = true\n}",
)

_MUTATE = """\
You change Terraform as asked, and nothing else. Answer with one ```hcl code block and nothing else:
the blocks that change and the new ones, each whole; for a block to be removed a line
`# remove ADDRESS`. Leave out every block that stays as it is."""

_MUTATE_EXAMPLE = (
    'resource "aws_sqs_queue" "orders" {\n  name = "orders"\n}\n\n'
    'resource "aws_sns_topic" "orders" {\n  name = "orders"\n}',
    "Keep messages in the queue for 10 days and drop the topic",
    'resource "aws_sqs_queue" "orders" {\n  name                      = "orders"\n'
    "  message_retention_seconds = 864000\n}\n\n# remove aws_sns_topic.orders",
)

_INFILL = """\
You complete Terraform. The user shows a file with a gap marked <GAP/>. Answer with exactly the text
that belongs into the gap, in one ```hcl code block: nothing that stands before or after it."""


def generate_messages(
    words: str, examples: Sequence[tuple[str, str]] = (), schema: Sequence[str] = ()
) -> tuple[Message, ...]:
    """From words to a configuration.

    Args:
        words: the request.
        examples: words and the configuration that answers them, the most similar last; one of ours
            where there are none.
        schema: what types take that the request may be about, a line each.
    """
    said: list[Message] = []
    for asked, answered in examples or (_GENERATE_EXAMPLE,):
        said.append(Message(Role.USER, asked))
        said.append(Message(Role.ASSISTANT, _fenced(answered)))
    return (Message(Role.SYSTEM, _GENERATE), *said, Message(Role.USER, _told(schema, words)))


def fix_messages(
    block: str, rule: str, certificates: Sequence[str], schema: Sequence[str] = ()
) -> tuple[Message, ...]:
    """From a block and what a tool said about it to the repaired block.

    Args:
        block: the whole block as it is.
        rule: the finding's.
        certificates: the finding's own, then why each repair tried so far was rejected.
        schema: as for `generate_messages`.
    """
    broken, example_rule, said, repaired = _FIX_EXAMPLE
    return (
        Message(Role.SYSTEM, _FIX),
        Message(Role.USER, _fix_request(broken, example_rule, (said,))),
        Message(Role.ASSISTANT, _fenced(repaired)),
        Message(Role.USER, _told(schema, _fix_request(block, rule, certificates))),
    )


def mutate_messages(
    configuration: str,
    words: str,
    rejections: Sequence[str] = (),
    schema: Sequence[str] = (),
) -> tuple[Message, ...]:
    """From a configuration and a request to the blocks that change (see `propose/merge.py`).

    Args:
        configuration: the blocks that the request may be about.
        words: the request.
        rejections: why each answer so far was rejected.
        schema: as for `generate_messages`.
    """
    before, asked, changed = _MUTATE_EXAMPLE
    return (
        Message(Role.SYSTEM, _MUTATE),
        Message(Role.USER, _mutate_request(before, asked, ())),
        Message(Role.ASSISTANT, _fenced(changed)),
        Message(Role.USER, _told(schema, _mutate_request(configuration, words, rejections))),
    )


def infill_messages(prefix: str, suffix: str) -> tuple[Message, ...]:
    """For servers that only chat: what belongs between `prefix` and `suffix`."""
    return (
        Message(Role.SYSTEM, _INFILL),
        Message(Role.USER, f"{prefix}<GAP/>{suffix}"),
    )


def extract_hcl(answer: str) -> str:
    """The HCL in a chat answer, without fences, thoughts and chatter; "" where there is none.

    Several code blocks are joined, since models like to show one per file; an answer that was cut
    in the middle of its code block counts to its end.
    """
    answer = _without_thoughts(answer)
    fenced = [body for language, body in _fences(answer) if language not in _NOT_HCL]
    if fenced:
        return "\n\n".join(part.strip("\n") for part in fenced) + "\n"
    if "```" in answer:
        return ""
    return _bare_hcl(answer)


def extract_infill(answer: str, prefix: str) -> str:
    """The text for the gap in a chat answer: models tend to repeat the line they continue."""
    answer = _without_thoughts(answer)
    fenced = _fences(answer)
    text = fenced[0][1].removesuffix("\n") if fenced else answer.strip("\n")
    line = prefix.rpartition("\n")[2].lstrip()
    for repeated in (line, line.rstrip()):
        if repeated and text.lstrip().startswith(repeated):
            return text.lstrip()[len(repeated) :]
    return text


def _fix_request(block: str, rule: str, certificates: Sequence[str]) -> str:
    problem, *rejections = certificates or ("",)
    lines = [f"Problem {rule}: {problem}", _fenced(block)]
    if rejections:
        lines.append("Repairs tried before were rejected, so answer differently:")
        lines.extend(f"- {rejection}" for rejection in rejections)
    return "\n".join(lines)


def _mutate_request(configuration: str, words: str, rejections: Sequence[str]) -> str:
    lines = [_fenced(configuration), words]
    if rejections:
        lines.append("Changes tried before were rejected, so answer differently:")
        lines.extend(f"- {rejection}" for rejection in rejections)
    return "\n".join(lines)


def _told(schema: Sequence[str], asked: str) -> str:
    if not schema:
        return asked
    return "\n".join(("Arguments (* is required):", *schema, "", asked))


def _fenced(code: str) -> str:
    return f"```hcl\n{code.strip()}\n```"


_NOT_HCL = {"bash", "sh", "shell", "console", "text", "json", "yaml", "yml", "python", "markdown"}
_FENCE = re.compile(r"^[ \t]*```[ \t]*([\w+-]*)[^\n]*\n(.*?)(?:^[ \t]*```[ \t]*$|\Z)", re.S | re.M)
_BLOCK_STARTS = re.compile(
    r"^(?:(?:resource|data|module|variable|output|provider|ephemeral|check|import|action|list)"
    r'(?:[ \t]+"[^"\n]*")*|terraform|locals|moved|removed|import)[ \t]*\{|^(?:#|//|/\*)',
    re.M,
)


def _without_thoughts(answer: str) -> str:
    return re.sub(r"<think>.*?(?:</think>|\Z)", "", answer, flags=re.S)


def _fences(answer: str) -> list[tuple[str, str]]:
    return [(found[1].lower(), found[2]) for found in _FENCE.finditer(answer)]


def _bare_hcl(answer: str) -> str:
    """From the first line that opens a block to the last that closes one."""
    starts = _BLOCK_STARTS.search(answer)
    if starts is None:
        return ""
    lines = answer[starts.start() :].splitlines()
    closing = [number for number, line in enumerate(lines) if line.startswith("}")]
    if closing:
        one_liner = [
            number
            for number, line in enumerate(lines)
            if number > closing[-1] and _BLOCK_STARTS.match(line) and line.rstrip().endswith("}")
        ]
        lines = lines[: (one_liner or closing)[-1] + 1]
    return "\n".join(lines).rstrip() + "\n"
