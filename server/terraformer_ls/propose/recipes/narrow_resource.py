"""Recipe: name the module's own resource where an IAM policy allows something on all of them.

That is done where all actions of a statement are about one kind of thing, and the module has
exactly one such: a role that may read secrets is meant to read the module's only secret. Where it
has several or none, or where an action has no resource to be limited to, nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.hcl.positions import Span
from terraformer_ls.propose.proposal import Candidate
from terraformer_ls.propose.recipes.filling import Missing, Module
from terraformer_ls.propose.target_block import TargetBlock, target_block
from terraformer_ls.verify.findings import Finding
from terraformer_ls.workspace.snapshot import Snapshot

_RULES = frozenset(
    f"CKV_AWS_{number}"
    for number in (*range(107, 112), 286, 287, 288, 289, 290, 355, 356)  # documents, then policies
)

_LIMITED: Mapping[str, Sequence[str]] = {
    "aws_cloudwatch_event_bus": ("events:PutEvents",),
    "aws_cloudwatch_log_group:*": (
        *("logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogGroups"),
        *("logs:DescribeLogStreams", "logs:PutLogEvents"),
    ),
    "aws_dynamodb_table": (
        *("dynamodb:BatchGetItem", "dynamodb:BatchWriteItem", "dynamodb:ConditionCheckItem"),
        *("dynamodb:DeleteItem", "dynamodb:DescribeTable", "dynamodb:DescribeTimeToLive"),
        *("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:Scan"),
        *("dynamodb:UpdateItem", "dynamodb:UpdateTable"),
    ),
    "aws_dynamodb_table/index/*": ("dynamodb:Query", "dynamodb:Scan"),
    "aws_ecr_repository": (
        *("ecr:BatchCheckLayerAvailability", "ecr:BatchDeleteImage", "ecr:BatchGetImage"),
        *("ecr:CompleteLayerUpload", "ecr:DescribeImages", "ecr:GetDownloadUrlForLayer"),
        *("ecr:InitiateLayerUpload", "ecr:ListImages", "ecr:PutImage", "ecr:UploadLayerPart"),
    ),
    "aws_kinesis_stream": (
        *("kinesis:DescribeStream*", "kinesis:GetRecords", "kinesis:GetShardIterator"),
        *("kinesis:ListShards", "kinesis:PutRecord*", "kinesis:SubscribeToShard"),
    ),
    "aws_kms_key": (
        *("kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*"),
        *("kms:ReEncrypt*", "kms:Sign", "kms:Verify"),
    ),
    "aws_lambda_function": ("lambda:GetFunction", "lambda:InvokeAsync", "lambda:InvokeFunction"),
    "aws_s3_bucket": (
        *("s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"),
        "s3:ListBucket*",
    ),
    "aws_s3_bucket/*": (
        *("s3:AbortMultipartUpload", "s3:DeleteObject*", "s3:GetObject*"),
        *("s3:ListMultipartUploadParts", "s3:PutObject*", "s3:RestoreObject"),
    ),
    "aws_secretsmanager_secret": (
        *("secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"),
        *("secretsmanager:ListSecretVersionIds", "secretsmanager:PutSecretValue"),
        "secretsmanager:UpdateSecret*",
    ),
    "aws_sfn_state_machine": ("states:StartExecution", "states:StartSyncExecution"),
    "aws_sns_topic": ("sns:GetTopicAttributes", "sns:Publish", "sns:Subscribe"),
    "aws_sqs_queue": (
        *("sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes"),
        *("sqs:GetQueueUrl", "sqs:PurgeQueue", "sqs:ReceiveMessage", "sqs:SendMessage"),
    ),
    "aws_ssm_parameter": (
        *("ssm:DeleteParameter", "ssm:GetParameter", "ssm:GetParameterHistory"),
        *("ssm:GetParameters", "ssm:PutParameter"),
    ),
}
"""Actions by what they can be limited to: a type of resource, and what follows its ARN.

After AWS's Service Authorization Reference. What only lists is not among them.
"""

_TYPE_END = re.compile(r"[/:]")
_ANY_RESOURCE = re.compile(
    r"""(?P<key>"?\bresources?"?\s*(?P<sign>[=:])\s*)(?P<value>"\*"|\[\s*"\*"\s*,?\s*\])""",
    re.IGNORECASE,
)
_ACTIONS = re.compile(
    r'"?\bactions?"?\s*[=:]\s*(?P<value>"[^"]*"|\[[^\[\]]*\])', re.IGNORECASE | re.DOTALL
)
_DENIES = re.compile(r'"?\beffect"?\s*[=:]\s*"deny"', re.IGNORECASE)
_QUOTED = re.compile(r'"(?P<text>[^"]*)"')


def knows_narrow_resource(finding: Finding) -> bool:
    """Whether the finding is about what an IAM policy allows on all resources."""
    return finding.rule in _RULES


def narrow_resource(snapshot: Snapshot, finding: Finding) -> Iterator[Candidate]:
    """The statements that allow something on all resources, limited to the module's own."""
    found = target_block(snapshot, finding)
    if found is None or finding.rule not in _RULES:
        return
    module = Module(snapshot, finding.file, found.document, found.block)
    edits: list[TextEdit] = []
    named: list[str] = []
    # An argument of a block takes a list in any case.
    is_document = found.block.type == "data"
    for start, end, is_text, actions in _statements(found):
        arns = _arns(module, actions)
        if not arns:
            continue
        values = [_as_text(arn) if is_text else _as_expression(arn) for arn in arns]
        is_one = len(values) == 1 and not is_document
        value = values[0] if is_one else f"[{', '.join(values)}]"
        edits.append(TextEdit(Span(start, end), value))
        named += [address for address, _ in arns]
    if edits:
        title = f"Allow it on {' and '.join(dict.fromkeys(named))} alone"
        yield Candidate(title, {finding.file: tuple(edits)})


def _statements(found: TargetBlock) -> Iterator[tuple[int, int, bool, list[str]]]:
    """Where a statement says `*`, whether it does so in JSON, and the actions that it allows."""
    text = _bytes(found.document, found.block.span)
    for resource in _ANY_RESOURCE.finditer(text):
        statement = _around(text, resource.start())
        actions = _ACTIONS.search(statement)
        if actions is None or _DENIES.search(statement) is not None:
            continue
        start = found.block.span.start + resource.start("value")
        is_text = resource["sign"] == ":"
        names = [each["text"] for each in _QUOTED.finditer(actions["value"])]
        yield start, start + len(resource["value"]), is_text, names


def _around(text: str, offset: int) -> str:
    """What stands between the innermost braces around an offset."""
    depth, start = 0, offset
    while start > 0 and depth >= 0:
        start -= 1
        depth += {"}": 1, "{": -1}.get(text[start], 0)
    depth, end = 0, offset
    while end < len(text) and depth >= 0:
        depth += {"{": 1, "}": -1}.get(text[end], 0)
        end += 1
    return text[start:end]


def _arns(module: Module, actions: Sequence[str]) -> list[tuple[str, str]]:
    """Address and suffix of each ARN that the actions are limited to; none if one of them isn't."""
    arns: dict[tuple[str, str], None] = {}
    for action in actions:
        kinds = [
            kind
            for kind, limited in _LIMITED.items()
            if any(_covers(known, action) for known in limited)
        ]
        if not kinds:
            return []
        for kind in kinds:
            type_ = _TYPE_END.split(kind)[0]
            try:
                only = module.existing(f"{type_}.shared")
            except Missing:
                return []
            if only is None:
                return []
            arns[only.address, kind.removeprefix(type_)] = None
    return list(arns)


def _covers(known: str, action: str) -> bool:
    if known.endswith("*"):
        return action.lower().startswith(known[:-1].lower())
    return action.lower() == known.lower()


def _as_expression(arn: tuple[str, str]) -> str:
    address, suffix = arn
    return _as_text(arn) if suffix else f"{address}.arn"


def _as_text(arn: tuple[str, str]) -> str:
    address, suffix = arn
    return f'"${{{address}.arn}}{suffix}"'


def _bytes(document: Document, span: Span) -> str:
    """The text of a span, a character a byte, so that offsets are the document's."""
    return document.text[span.start : span.end].decode("latin-1")
