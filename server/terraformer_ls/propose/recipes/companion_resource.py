"""Recipe: add the resource that a policy wants beside the one it found fault with.

Since version 4 of the AWS provider a bucket's versioning, encryption and public access are
resources of their own. What to add for which rule stands in `companions/<resource type>/<rule>.tf`,
with `@name@` for the resource's label and `@address@` for its address.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib import resources

from terraformer_ls.hcl.blocks import top_level_blocks
from terraformer_ls.hcl.rewrite import insert_after_block
from terraformer_ls.propose.proposal import Candidate
from terraformer_ls.propose.target_block import target_block
from terraformer_ls.verify.findings import Finding
from terraformer_ls.workspace.snapshot import Snapshot


def knows_companion(finding: Finding) -> bool:
    """Whether some resource type has a companion for the finding's rule."""
    return any(rule == finding.rule for _, rule in _companions())


def companion_resource(snapshot: Snapshot, finding: Finding) -> Iterator[Candidate]:
    """The companion resource, right after the resource itself.

    Nothing where the resource has instances (`count`, `for_each`): one companion would not serve
    them all.
    """
    found = target_block(snapshot, finding)
    if found is None or found.block.type != "resource" or len(found.block.labels) != 2:
        return
    block = found.block
    if block.attribute("count") is not None or block.attribute("for_each") is not None:
        return
    template = _companions().get((block.labels[0], finding.rule))
    if template is None:
        return
    text = template.replace("@name@", block.labels[1]).replace("@address@", block.address)
    added = text.split('"')[1]
    if any(
        other.type == "resource" and other.labels == (added, block.labels[1])
        for document in snapshot.hcl_files.values()
        for other in top_level_blocks(document)
    ):
        return  # it is there, and something else is wrong with it
    edit = insert_after_block(found.document, block, text)
    yield Candidate(f"Add {added}.{block.labels[1]}", {finding.file: (edit,)})


@lru_cache(maxsize=1)
def _companions() -> dict[tuple[str, str], str]:
    """What to add, by resource type and rule."""
    folder = resources.files("terraformer_ls.propose.recipes") / "companions"
    return {
        (type_folder.name, file.name.removesuffix(".tf")): file.read_text(encoding="utf-8")
        for type_folder in folder.iterdir()
        if type_folder.is_dir()
        for file in type_folder.iterdir()
        if file.name.endswith(".tf")
    }
