"""The `syntax` stage: does every file parse?

It agrees with Terraform's parser on what is an error (`tests/hcl` measures that) and says nothing
about what the blocks mean.
"""

from __future__ import annotations

from collections.abc import Sequence

from terraformer_ls.cancellation import Cancellation
from terraformer_ls.hcl.blocks import top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.grammar import Problem, problems_of
from terraformer_ls.hcl.json_syntax import json_problems_of
from terraformer_ls.hcl.positions import Span
from terraformer_ls.hcl.tree_errors import tree_problems_of
from terraformer_ls.verify.findings import Finding, Severity, Stage
from terraformer_ls.verify.report import StageResult
from terraformer_ls.workspace.discover import MAX_FILE_SIZE, too_big
from terraformer_ls.workspace.snapshot import LeftOut, LeftOutKind, Snapshot, is_hcl

PROBLEMS_PER_FILE = 20
_RESULTS_KEPT = 4096
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class SyntaxStage:
    """Reports what keeps a file from being parsed; remembers the verdict on each text."""

    def __init__(self, max_file_size: int = MAX_FILE_SIZE) -> None:
        self._max_file_size = max_file_size
        self._known: dict[tuple[bytes, str], tuple[Finding, ...]] = {}

    @property
    def stage(self) -> Stage:
        """The first rung."""
        return Stage.SYNTAX

    @property
    def version(self) -> str:
        """The grammar's own version and the size above which files are not read."""
        return f"2 {self._max_file_size}"

    def run(
        self,
        snapshot: Snapshot,
        earlier: Sequence[StageResult],  # noqa: ARG002 - it is the first stage
        cancellation: Cancellation,
    ) -> StageResult:
        """One finding per independent problem, at most `PROBLEMS_PER_FILE` in a file."""
        findings = [_not_read(path, left_out) for path, left_out in snapshot.left_out.items()]
        for path, document in snapshot.files.items():
            cancellation.check()
            findings.extend(self._of_file(path, document))
        return StageResult.of(Stage.SYNTAX, tuple(findings))

    def close(self) -> None:
        """Nothing to let go of."""

    def _of_file(self, path: str, document: Document) -> tuple[Finding, ...]:
        if not is_hcl(path) and not path.endswith(".json"):
            return ()
        if len(document.text) > self._max_file_size:
            return (_not_read(path, too_big(len(document.text), self._max_file_size)),)
        key = (document.digest, path)
        known = self._known.get(key)
        if known is None:
            known = tuple(_findings_in(path, document))
            if len(self._known) >= _RESULTS_KEPT:
                self._known.clear()
            self._known[key] = known
        return known


def _findings_in(path: str, document: Document) -> list[Finding]:
    error = _encoding_error(document.text)
    if error is None:
        return _syntax_errors(path, document)
    span = Span(error.start, error.start + 1)
    if not is_hcl(path) or not _only_in_comments(document, error):
        return [_finding("not-utf8", _describe_encoding(document.text), path, span)]
    # Terraform does not look at what comments are made of, so the rest can be checked; a byte for
    # a byte keeps the places.
    legible = Document(bytes(byte if byte < 0x80 else 0x3F for byte in document.text))
    hint = _finding("not-utf8", "This comment is not UTF-8", path, span, severity=Severity.HINT)
    return [hint, *_syntax_errors(path, legible)]


def _encoding_error(text: bytes) -> UnicodeDecodeError | None:
    try:
        text.decode("utf-8")
    except UnicodeDecodeError as error:
        return error
    return None


def _syntax_errors(path: str, document: Document) -> list[Finding]:
    blocks = () if not is_hcl(path) else None
    findings: list[Finding] = []
    for problem in _problems(path, document):
        if blocks is None:
            blocks = top_level_blocks(document)
        address = next(
            (block.address for block in blocks if block.span.contains(problem.span.start)), ""
        )
        findings.append(_finding("syntax-error", problem.message, path, problem.span, address))
    return findings


def _problems(path: str, document: Document) -> tuple[Problem, ...]:
    if not is_hcl(path):
        return json_problems_of(document.text) or ()
    problems = problems_of(
        document.text, blocks=not path.endswith(".tfvars"), limit=PROBLEMS_PER_FILE
    )
    if problems is None:  # nested too deeply for the strict grammar, which the tree never is
        return tree_problems_of(document, limit=PROBLEMS_PER_FILE)
    return problems


def _only_in_comments(document: Document, error: UnicodeDecodeError | None) -> bool:
    text = document.text
    for _ in range(1000):  # what has more broken characters than that is no text
        if error is None:
            return True
        node = document.root.descendant_for_byte_range(error.start, error.start)
        if node is None or node.type != "comment":
            return False
        text = text[: error.start] + b"?" * (error.end - error.start) + text[error.end :]
        error = _encoding_error(text)
    return False


def _describe_encoding(text: bytes) -> str:
    if text.startswith(_UTF16_MARKS):
        return "This file is UTF-16; Terraform reads UTF-8 only, so save it as that"
    if b"\0" in text[:8192]:
        return "This file is binary, not Terraform configuration"
    return "This is not UTF-8; save the file as UTF-8"


def _not_read(path: str, left_out: LeftOut) -> Finding:
    too_big = left_out.kind is LeftOutKind.TOO_BIG
    return _finding(
        left_out.kind.value,
        f"{path or 'The folder'} was not analysed: {left_out.reason}",
        path,
        Span(0, 0),
        severity=Severity.INFORMATION if too_big else Severity.WARNING,
    )


def _finding(
    rule: str,
    message: str,
    path: str,
    span: Span,
    address: str = "",
    *,
    severity: Severity = Severity.ERROR,
) -> Finding:
    return Finding(
        stage=Stage.SYNTAX,
        rule=rule,
        message=message,
        severity=severity,
        file=path,
        span=span,
        address=address,
        certificate=message,
    )
