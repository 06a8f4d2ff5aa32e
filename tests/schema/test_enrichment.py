"""Descriptions from a package that has the provider's resources under other names."""

from __future__ import annotations

import zipfile
from pathlib import Path

from package import make_package

from terraformer_ls.schema.extract.enrichment import enrich
from terraformer_ls.schema.extract.provider import extract

THING = '''\
class _ThingState:
    def __init__(__self__, *,
                 disks: pulumi.Input[Optional[Sequence['ThingDiskArgs']]] = None):
        """
        Input properties used for looking up and filtering Thing resources.

        :param pulumi.Input[Sequence[pulumi.Input['ThingDiskArgs']]] disks: The disks.
        :param pulumi.Input[Sequence[pulumi.Input[_builtins.str]]] ips: Where it is reached.
        :param pulumi.Input[Mapping[str, pulumi.Input[_builtins.str]]] labels: For Pulumi only.
        :param pulumi.Input[_builtins.str] name: Another description.
        :param pulumi.Input['ThingNetworkArgs'] network: The network.

               A second paragraph.
        :param pulumi.Input[Sequence[pulumi.Input[_builtins.str]]] zones: Where it is.
        """
        if labels is not None:
            warnings.warn("""labels is deprecated. Use tags.""", DeprecationWarning)
        if zones is not None:
            warnings.warn("""Use of zones is discouraged.""", DeprecationWarning)
        secret_opts = pulumi.ResourceOptions(additional_secret_outputs=["name"])
        super(Thing, __self__).__init__(
            'aws:acme/thing:Thing',
'''

INPUTS = '''\
class ThingDiskArgsDict(TypedDict):
    size: pulumi.Input[_builtins.int]
    """
    How large it is.
    """

@pulumi.input_type
class ThingDiskArgs:
    pass
'''


def enriched(folder: Path, thing: str):
    wheel = folder / "pulumi_acme-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("pulumi_acme/acme/thing.py", thing)
        archive.writestr("pulumi_acme/acme/_inputs.py", INPUTS)
    resources = extract(make_package(folder)).schema["resource_schemas"]
    count = enrich(wheel, resources)
    return count, resources["acme_thing"]["block"]


def test_descriptions_deprecations_and_secrets_are_added(tmp_path):
    count, block = enriched(tmp_path, THING)
    assert count == 1
    attributes = block["attributes"]
    assert attributes["ips"]["description"] == "Where it is reached."
    assert attributes["name"]["description"] == "What to call it."  # its own stays
    assert "description" not in attributes["labels"]  # Pulumi's own business
    network = block["block_types"]["network"]["block"]
    assert network["description"] == "The network."
    size = block["block_types"]["disk"]["block"]["attributes"]["size"]
    assert size["description"] == "How large it is."
    assert attributes["name"]["sensitive"]
    assert attributes["labels"]["deprecated"]
    assert "deprecated" not in attributes["zones"]  # only Pulumi discourages it


def test_a_resource_that_consists_of_something_else_is_not_recognised(tmp_path):
    other = THING.replace(":param pulumi.Input['ThingNetworkArgs'] network:", ":param str other:")
    count, block = enriched(tmp_path, other)
    assert count == 0
    assert "description" not in block["attributes"]["ips"]
