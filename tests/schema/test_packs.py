"""What the shipped packs say, checked by hand against the providers' documentation."""

from __future__ import annotations

import pytest

from terraformer_ls.schema.model import Nesting
from terraformer_ls.schema.packs import open_pack, shipped


def flags(block, name):
    attribute = block.attributes[name]
    return (str(attribute.type), attribute.required, attribute.optional, attribute.computed)


def test_a_vpc_has_what_its_page_says():
    vpc = open_pack("hashicorp/aws", "6.69.1").resource("aws_vpc")
    assert flags(vpc, "cidr_block") == ("string", False, True, True)
    assert flags(vpc, "enable_dns_support") == ("bool", False, True, False)
    assert flags(vpc, "tags") == ("map(string)", False, True, False)
    assert flags(vpc, "arn") == ("string", False, False, True)
    assert "cidr" not in vpc.attributes
    assert not vpc.blocks


def test_an_instance_has_its_blocks():
    instance = open_pack("hashicorp/aws", "6.69.1").resource("aws_instance")
    root = instance.blocks["root_block_device"]
    assert (root.nesting, root.at_most_one) == (Nesting.LIST, True)
    devices = instance.blocks["ebs_block_device"]
    assert (devices.nesting, devices.at_most_one) == (Nesting.SET, False)
    assert flags(devices.block, "device_name") == ("string", True, False, False)
    assert flags(instance, "vpc_security_group_ids") == ("set(string)", False, True, True)


def test_rules_of_a_security_group_may_be_written_as_blocks():
    group = open_pack("hashicorp/aws", "6.69.1").resource("aws_security_group")
    ingress = group.attributes["ingress"]
    assert ingress.accepts_blocks
    assert str(ingress.type.element.attributes["cidr_blocks"]) == "list(string)"


def test_what_is_not_there_is_none():
    aws = open_pack("hashicorp/aws")
    assert aws.resource("aws_vcp") is None
    assert aws.data_source("aws_s3_bucket_versioning") is None
    assert open_pack("hashicorp/nothing") is None
    assert open_pack("hashicorp/aws", "1.2.3") is None


def test_ephemeral_resources_and_functions_are_known():
    aws = open_pack("hashicorp/aws", "6.69.1")
    assert aws.ephemeral("aws_secretsmanager_secret_version") is not None
    build = aws.function("arn_build")
    assert [parameter.name for parameter in build.parameters][:2] == ["partition", "service"]
    assert str(build.result) == "string"


@pytest.mark.parametrize("provider", shipped(), ids=str)
def test_every_pack_reads_whole(provider):
    pack = open_pack(provider.source, provider.version)
    assert (pack.provider.source, pack.provider.version) == (provider.source, provider.version)
    assert "MPL-2.0" in pack.provider.provenance
    address = f"registry.terraform.io/{provider.source}"
    whole = pack.as_provider_schema_json()["provider_schemas"][address]
    assert whole["resource_schemas"] or whole["data_source_schemas"]


def test_the_json_of_chosen_types_holds_them_alone():
    aws = open_pack("hashicorp/aws", "6.69.1")
    schemas = aws.as_provider_schema_json({"aws_vpc", "aws_ami"})["provider_schemas"]
    schema = schemas["registry.terraform.io/hashicorp/aws"]
    assert list(schema["resource_schemas"]) == ["aws_ami", "aws_vpc"]
    assert list(schema["data_source_schemas"]) == ["aws_ami", "aws_vpc"]
    cidr_block = schema["resource_schemas"]["aws_vpc"]["block"]["attributes"]["cidr_block"]
    assert cidr_block == {"computed": True, "optional": True, "type": "string"}
