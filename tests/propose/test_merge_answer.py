"""An answer of blocks, worked into a file, and taken out of two files again."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from terraformer_ls.hcl.blocks import top_level_blocks
from terraformer_ls.hcl.document import Document
from terraformer_ls.propose.examples import all_examples
from terraformer_ls.propose.merge import difference, merge

BEFORE = """# The team's own words, about nothing below.

# Keeps the logs.
resource "aws_s3_bucket" "logs" { # not for others
  bucket = "logs"
} # end of logs

locals {
  one = 1
  two = 2
}

resource "aws_s3_bucket_versioning" "logs" {
  bucket = aws_s3_bucket.logs.id
}

output "name" {
  value = aws_s3_bucket.logs.bucket
}
"""


def test_a_changed_block_takes_its_own_place_and_the_rest_stays() -> None:
    answer = 'resource "aws_s3_bucket" "logs" {\n  bucket = "records"\n}'
    merged = merge(BEFORE, answer)
    start, end = BEFORE.index('resource "aws_s3_bucket" "logs"'), BEFORE.index(" # end of logs")
    assert merged == BEFORE[:start] + answer + BEFORE[end:]


def test_a_new_block_stands_after_what_it_refers_to() -> None:
    answer = 'resource "aws_sns_topic" "x" {\n  name = aws_s3_bucket.logs.bucket\n}\n'
    merged = merge(BEFORE, answer)
    assert merged is not None
    assert "} # end of logs\n\n" + answer + "\nlocals {" in merged


def test_a_new_variable_or_output_stands_with_its_like_or_at_the_end() -> None:
    merged = merge(BEFORE, 'variable "a" {}\n\noutput "b" { value = 1 }\n')
    assert merged == BEFORE + '\noutput "b" { value = 1 }\n\nvariable "a" {}\n'


def test_a_removed_block_goes_with_its_comment_and_nothing_else() -> None:
    merged = merge(BEFORE, "# remove aws_s3_bucket.logs\n")
    start, end = BEFORE.index("# Keeps the logs"), BEFORE.index("locals")
    assert merged == BEFORE[:start] + BEFORE[end:]


def test_a_block_after_the_removal_of_its_like_takes_the_place() -> None:
    merged = merge(
        BEFORE,
        '# remove aws_s3_bucket.logs\nresource "aws_s3_bucket" "audit" {\n  bucket = "logs"\n}\n',
    )
    assert merged is not None
    names = [block.address for block in top_level_blocks(Document(merged.encode()))]
    assert names[:2] == ["aws_s3_bucket.audit", "locals"]


def test_one_local_value_goes_and_the_other_stays() -> None:
    assert merge(BEFORE, "# remove local.one") == BEFORE.replace("  one = 1\n", "")


def test_an_answer_to_a_broken_block_leaves_its_neighbours_alone() -> None:
    broken = BEFORE.replace('  bucket = "logs"\n} # end of logs\n', '  bucket = "logs"\n')
    merged = merge(broken, 'resource "aws_s3_bucket" "logs" {\n  bucket = "logs"\n}\n')
    assert merged == BEFORE.replace(" # not for others", "").replace(" # end of logs", "")


def test_what_is_no_answer_is_none() -> None:
    for text in ("", "Sure, here it is:", 'bucket = "logs"', "# remove aws_s3_bucket.other", "a {"):
        assert merge(BEFORE, text) is None


def test_windows_line_ends_stay_and_are_given_to_new_blocks() -> None:
    merged = merge(BEFORE.replace("\n", "\r\n"), 'variable "a" {\n  default = 1\n}\n')
    assert merged == BEFORE.replace("\n", "\r\n") + '\r\nvariable "a" {\r\n  default = 1\r\n}\r\n'


BLOCKS = st.sampled_from(
    [
        'resource "a_x" "{}" {{\n  name = {}\n}}',
        'resource "a_y" "{}" {{\n  x = {}\n}}',
        'provider "a" {{\n  alias = "{}"\n  size = {}\n}}',
        'variable "{}" {{\n  default = {}\n}}',
        "locals {{\n  {} = {}\n}}",
        'output "{}" {{ value = {} }}',
        "moved {{\n  from = a_x.{}\n  to = a_x.new{}\n}}",
    ]
)
BLOCK = st.builds(
    lambda form, name, value: form.format(name, value),
    BLOCKS,
    st.sampled_from("abcd"),
    st.integers(0, 3),
)
LEAD = st.sampled_from(["", "# about it\n", "# two\n# lines\n"])
GAP = st.sampled_from(["", "\n", "# alone\n\n", "\n\n"])


@st.composite
def files(draw: st.DrawFn) -> str:
    blocks = draw(st.lists(BLOCK, max_size=6, unique_by=lambda block: block.split("=")[0]))
    return "".join(f"{draw(GAP)}{draw(LEAD)}{block}\n" for block in blocks)


def blocks_of(text: str) -> list[str]:
    document = Document(text.encode())
    return [document.slice(block.node) for block in top_level_blocks(document)]


@given(files(), files())
def test_the_difference_worked_in_gives_the_blocks_of_the_other_file(
    before: str, after: str
) -> None:
    answer = difference(before, after)
    if not answer:
        assert Counter(blocks_of(before)) == Counter(blocks_of(after))
        return
    merged = merge(before, answer)
    assert merged is not None
    assert Counter(blocks_of(merged)) == Counter(blocks_of(after))
    again = merge(before, difference(before, merged)) if merged != before else before
    assert again is not None
    assert Counter(blocks_of(again)) == Counter(blocks_of(merged))


def test_every_example_loses_and_gains_blocks_by_its_difference() -> None:
    for example in all_examples():
        whole = blocks_of(example.text)
        after = "\n\n".join([*whole[:-1], 'variable "added" {}']) + "\n"
        merged = merge(example.text, difference(example.text, after))
        assert merged is not None
        assert Counter(blocks_of(merged)) == Counter(blocks_of(after))
        lost = blocks_of(example.text)[-1]
        assert merged.startswith(example.text[: example.text.rindex(lost)].rstrip()[:200])
