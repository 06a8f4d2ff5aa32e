"""What a stage of the ladder reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from terraformer_ls.hcl.positions import Span


class Stage(StrEnum):
    """The rungs of the verification ladder, in order."""

    SYNTAX = "syntax"
    SCHEMA = "schema"
    VALIDATE = "validate"
    PLAN = "plan"
    POLICY = "policy"


class Severity(StrEnum):
    """How much a finding matters, most first; a hint never fails a stage."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"
    HINT = "hint"

    @property
    def rank(self) -> int:
        """0 for an error, rising as it matters less."""
        return list(Severity).index(self)


class Tag(StrEnum):
    """How an editor may draw what the finding is about."""

    UNNECESSARY = "unnecessary"
    DEPRECATED = "deprecated"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a stage found.

    Attributes:
        stage: who found it.
        rule: the tool's own id (`CKV_AWS_20`) or ours (`syntax-error`).
        message: one sentence for a person.
        severity: see `Severity`.
        address: the block it is about (`aws_s3_bucket.logs`, `module.a.aws_vpc.b`), or "".
        file: path relative to the snapshot's root, with `/`; "" when about the whole.
        span: byte offsets in that file, as of the snapshot that was verified.
        help: a link, or "".
        certificate: the tool's own words, whole: what a model is shown to repair it.
        tags: see `Tag`.
        data: what recipes need and the rest of us ignore (JSON-like values).
    """

    stage: Stage
    rule: str
    message: str
    severity: Severity
    file: str
    span: Span
    address: str = ""
    help: str = ""
    certificate: str = ""
    tags: tuple[Tag, ...] = ()
    data: tuple[tuple[str, object], ...] = field(default=(), compare=False, hash=False)

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes two findings the same one although text moved: stage, rule, file, address."""
        return (self.stage, self.rule, self.file, self.address)

    def datum(self, name: str) -> object:
        """A value of `data`, or None."""
        return dict(self.data).get(name)
