"""What the shipped packs say, checked by hand against the providers' documentation."""

from __future__ import annotations

import pytest

from terraformer_ls.schema.model import BlockKind, Nesting
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


REQUIRED, OPTIONAL, COMPUTED = "required", "optional", "computed"
EITHER = f"{OPTIONAL} {COMPUTED}"

# Written from the providers' documentation, not from the packs.
ATTRIBUTES = [
    ("hashicorp/aws 6.69.1", "aws_lambda_function", "function_name", "string", REQUIRED),
    ("hashicorp/aws 6.69.1", "aws_lambda_function", "role", "string", REQUIRED),
    ("hashicorp/aws 6.69.1", "aws_lambda_function", "layers", "list(string)", OPTIONAL),
    (
        "hashicorp/aws 6.69.1",
        "aws_lambda_function",
        "environment.variables",
        "map(string)",
        OPTIONAL,
    ),
    ("hashicorp/aws 6.69.1", "aws_lambda_function", "invoke_arn", "string", COMPUTED),
    ("hashicorp/aws 6.69.1", "aws_s3_bucket", "bucket", "string", EITHER),
    ("hashicorp/aws 6.69.1", "aws_s3_bucket", "force_destroy", "bool", OPTIONAL),
    ("hashicorp/aws 5.99.1", "aws_db_instance", "instance_class", "string", REQUIRED),
    ("hashicorp/aws 5.99.1", "aws_db_instance", "allocated_storage", "number", EITHER),
    ("hashicorp/aws 5.99.1", "aws_db_instance", "endpoint", "string", COMPUTED),
    ("hashicorp/azurerm 4.55.0", "azurerm_resource_group", "name", "string", REQUIRED),
    ("hashicorp/azurerm 4.55.0", "azurerm_resource_group", "location", "string", REQUIRED),
    ("hashicorp/azurerm 4.55.0", "azurerm_resource_group", "tags", "map(string)", OPTIONAL),
    ("hashicorp/azurerm 4.55.0", "azurerm_storage_account", "account_tier", "string", REQUIRED),
    (
        "hashicorp/azurerm 4.55.0",
        "azurerm_storage_account",
        "primary_access_key",
        "string",
        COMPUTED,
    ),
    (
        "hashicorp/azurerm 3.116.0",
        "azurerm_storage_container",
        "storage_account_name",
        "string",
        REQUIRED,
    ),
    (
        "hashicorp/azurerm 5.10.0",
        "azurerm_storage_container",
        "storage_account_id",
        "string",
        REQUIRED,
    ),
    ("hashicorp/google 8.7.0", "google_storage_bucket", "name", "string", REQUIRED),
    ("hashicorp/google 8.7.0", "google_storage_bucket", "location", "string", REQUIRED),
    ("hashicorp/google 8.7.0", "google_storage_bucket", "versioning.enabled", "bool", REQUIRED),
    ("hashicorp/google 8.7.0", "google_storage_bucket", "url", "string", COMPUTED),
    ("hashicorp/google 6.50.0", "google_compute_instance", "machine_type", "string", REQUIRED),
    ("hashicorp/kubernetes 2.38.0", "kubernetes_config_map", "data", "map(string)", OPTIONAL),
    ("hashicorp/kubernetes 3.4.0", "kubernetes_namespace_v1", "metadata.name", "string", EITHER),
    ("hashicorp/random 3.9.1", "random_password", "length", "number", REQUIRED),
    ("hashicorp/random 3.9.1", "random_password", "result", "string", COMPUTED),
    ("hashicorp/random 3.9.1", "random_password", "keepers", "map(string)", OPTIONAL),
    ("hashicorp/tls 4.4.1", "tls_private_key", "algorithm", "string", REQUIRED),
    ("hashicorp/tls 4.4.1", "tls_private_key", "private_key_pem", "string", COMPUTED),
    ("hashicorp/null 3.3.2", "null_resource", "triggers", "map(string)", OPTIONAL),
    ("hashicorp/local 2.9.1", "local_file", "filename", "string", REQUIRED),
    ("hashicorp/local 2.9.1", "local_file", "file_permission", "string", EITHER),
    ("hashicorp/time 0.14.2", "time_sleep", "create_duration", "string", OPTIONAL),
    ("hashicorp/helm 2.17.0", "helm_release", "chart", "string", REQUIRED),
    ("kreuzwerker/docker 4.6.0", "docker_container", "image", "string", REQUIRED),
]


@pytest.mark.parametrize(("provider", "type_", "path", "written", "which"), ATTRIBUTES)
def test_attributes_are_as_documented(provider, type_, path, written, which):
    block = open_pack(*provider.split(" ")).resource(type_)
    *outer, name = path.split(".")
    for step in outer:
        block = block.blocks[step].block
    type_of, required, optional, computed = flags(block, name)
    words = (REQUIRED, required), (OPTIONAL, optional), (COMPUTED, computed)
    assert (type_of, " ".join(word for word, holds in words if holds)) == (written, which)


# Nesting, whether one at least is needed, whether one at most is allowed.
BLOCKS = [
    ("hashicorp/aws 6.69.1", "aws_lambda_function", "environment", Nesting.LIST, False, True),
    ("hashicorp/aws 6.69.1", "aws_lb_listener", "default_action", Nesting.LIST, True, False),
    ("hashicorp/aws 6.69.1", "aws_wafv2_web_acl", "rule", Nesting.SET, False, False),
    (
        "hashicorp/azurerm 4.55.0",
        "azurerm_storage_account",
        "network_rules",
        Nesting.LIST,
        False,
        True,
    ),
    ("hashicorp/google 6.50.0", "google_compute_instance", "boot_disk", Nesting.LIST, True, True),
    (
        "hashicorp/google 6.50.0",
        "google_compute_instance",
        "network_interface",
        Nesting.LIST,
        True,
        False,
    ),
    ("hashicorp/kubernetes 2.38.0", "kubernetes_namespace", "metadata", Nesting.LIST, True, True),
]


@pytest.mark.parametrize(("provider", "type_", "name", "nesting", "needed", "single"), BLOCKS)
def test_blocks_are_as_documented(provider, type_, name, nesting, needed, single):
    block = open_pack(*provider.split(" ")).resource(type_).blocks[name]
    assert (block.nesting, block.min_items > 0, block.at_most_one) == (nesting, needed, single)


def test_what_helm_3_made_of_its_blocks():
    old = open_pack("hashicorp/helm", "2.17.0").resource("helm_release")
    new = open_pack("hashicorp/helm", "3.3.0").resource("helm_release")
    assert "set" in old.blocks
    assert new.attributes["set"].nested.attributes["name"].required
    assert not new.attributes["set"].accepts_blocks


def test_flags_that_other_sources_told():
    aws = open_pack("hashicorp/aws", "6.69.1")
    assert aws.resource("aws_s3_bucket").attributes["acl"].deprecated
    assert aws.resource("aws_db_instance").attributes["password"].sensitive
    assert aws.resource("aws_db_instance").attributes["password_wo"].write_only
    assert (
        "gibibytes"
        in aws.descriptions(BlockKind.RESOURCE, "aws_instance")["root_block_device.volume_size"]
    )
