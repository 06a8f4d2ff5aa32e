"""A value of a given type that looks like what the real provider would answer.

Chosen by the attribute's name and the type it belongs to, so that configurations which take such
values apart (an ARN, a CIDR, JSON) find what they expect. What matters more than its look has an
entry in `data_sources.py`.
"""

from __future__ import annotations

import base64

from terraformer_ls.schema.cty import STRING, Kind, Type
from terraformer_ls.schema.model import AttributeSchema, BlockSchema, Nesting
from terraformer_ls.terraform.standin.served import served_type
from terraformer_ls.terraform.standin.values import Object, Value, dynamic

ACCOUNT = "123456789012"
UUID = "11111111-2222-3333-4444-555555555555"
HEX17 = "0123456789abcdef0"
PEM = "-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUQmFzZTY0\n-----END CERTIFICATE-----\n"
SSH_KEY = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC0c3RhbmRpbg== standin@example.com"

_AWS_ID_PREFIXES = {
    "aws_ami": "ami-",
    "aws_ami_ids": "ami-",
    "aws_customer_gateway": "cgw-",
    "aws_ebs_snapshot": "snap-",
    "aws_ebs_volume": "vol-",
    "aws_ec2_managed_prefix_list": "pl-",
    "aws_ec2_transit_gateway": "tgw-",
    "aws_efs_file_system": "fs-",
    "aws_eip": "eipalloc-",
    "aws_instance": "i-",
    "aws_instances": "i-",
    "aws_internet_gateway": "igw-",
    "aws_launch_template": "lt-",
    "aws_nat_gateway": "nat-",
    "aws_network_acls": "acl-",
    "aws_network_interface": "eni-",
    "aws_prefix_list": "pl-",
    "aws_route_table": "rtb-",
    "aws_route_tables": "rtb-",
    "aws_security_group": "sg-",
    "aws_security_groups": "sg-",
    "aws_subnet": "subnet-",
    "aws_subnets": "subnet-",
    "aws_vpc": "vpc-",
    "aws_vpc_endpoint": "vpce-",
    "aws_vpcs": "vpc-",
    "aws_vpn_gateway": "vgw-",
}

_AWS_ATTRIBUTE_PREFIXES = {
    "allocation_id": "eipalloc-",
    "image_id": "ami-",
    "instance_id": "i-",
    "internet_gateway_id": "igw-",
    "main_route_table_id": "rtb-",
    "network_acl_id": "acl-",
    "network_interface_id": "eni-",
    "root_snapshot_id": "snap-",
    "route_table_id": "rtb-",
    "security_group_id": "sg-",
    "snapshot_id": "snap-",
    "subnet_id": "subnet-",
    "volume_id": "vol-",
    "vpc_id": "vpc-",
}

_JSON_NAMES = frozenset(
    {
        *("json", "policy", "content", "policy_json", "minified_json", "body", "response_body"),
        "output_content",
    }
)
_PEM_NAMES = frozenset(
    {"certificate_pem", "cert_pem", "pem", "certificate", "ca_certificate", "certificate_body"}
)
_URL_NAMES = frozenset({"endpoint", "url", "uri", "issuer", "website_endpoint"})
_TIME_NAMES = frozenset({"created_at", "creation_date", "timestamp"})
_NUMBERS = {"port": 443, "weight": 1, "ttl": 300}


def zones(region: str) -> list[str]:
    """Three availability zones of an AWS region."""
    return [f"{region}{letter}" for letter in "abc"]


def value_of(type_: Type, name: str, owner: str, region: str, index: int = 0) -> Value:
    """A known value of a type.

    Args:
        type_: what it must be.
        name: the attribute's name.
        owner: the resource or data source type that the attribute belongs to.
        region: where the provider was configured to work.
        index: distinguishes the elements of a list.
    """
    match type_.kind:
        case Kind.STRING:
            return string_of(name, owner, region, index)
        case Kind.NUMBER:
            return _NUMBERS.get(name, 1)
        case Kind.BOOL:
            return False
        case Kind.LIST | Kind.SET if type_.element is not None:
            count = _elements_of(type_.kind, type_.element)
            return [value_of(type_.element, name, owner, region, at) for at in range(count)]
        case Kind.OBJECT:
            return {
                inner: value_of(inner_type, inner, owner, region, index)
                for inner, inner_type in (type_.attributes or {}).items()
            }
        case Kind.TUPLE:
            return [value_of(element, name, owner, region) for element in type_.elements]
        case Kind.DYNAMIC:
            return dynamic(string_of(name, owner, region, index), STRING)
        case _:
            return {}


def block_of(block: BlockSchema, config: Object, owner: str, region: str) -> Object:
    """A body as it would be read: what the configuration says, and a value for the rest."""
    filled = dict(config)
    for name, attribute in block.attributes.items():
        if config.get(name) is None and (attribute.computed or not attribute.settable):
            filled[name] = attribute_value(attribute, owner, region)
    for name, nested in block.blocks.items():
        value = config.get(name)
        if isinstance(value, list):
            filled[name] = [
                block_of(nested.block, element, owner, region)
                if isinstance(element, dict)
                else element
                for element in value
            ]
        elif isinstance(value, dict) and nested.nesting in (Nesting.SINGLE, Nesting.GROUP):
            filled[name] = block_of(nested.block, value, owner, region)
    return filled


def attribute_value(attribute: AttributeSchema, owner: str, region: str) -> Value:
    """A known value for an attribute, whichever way its type is described."""
    if attribute.nested is None or attribute.nesting is None:
        return value_of(served_type(attribute.type), attribute.name, owner, region)
    inside: Object = {
        name: attribute_value(inner, owner, region)
        for name, inner in attribute.nested.attributes.items()
    }
    match attribute.nesting:
        case Nesting.LIST | Nesting.SET:
            return [inside]
        case Nesting.MAP:
            return {}
        case _:
            return inside


def string_of(name: str, owner: str, region: str, index: int = 0) -> str:
    """A string that looks like what an attribute of that name holds."""
    if owner.startswith("aws_"):
        special = _aws_string(name, owner, region, index)
    elif owner.startswith(("azurerm_", "azuread_")):
        special = _azure_string(name, owner, index)
    elif owner.startswith("google_"):
        special = _google_string(name, owner, region, index)
    else:
        special = None
    return special if special is not None else _common_string(name, index)


def _elements_of(kind: Kind, element: Type) -> int:
    """Three of what may be picked by index; a set can't hold the same thing twice."""
    if element.kind is Kind.STRING:
        return 3
    return 3 if kind is Kind.LIST and element.kind is Kind.NUMBER else 1


def _suffix(index: int) -> str:
    return str(index) if index else ""


def _aws_string(name: str, owner: str, region: str, index: int) -> str | None:
    service = owner.split("_")[1]
    if name in ("arn", "arns") or name.endswith("_arn"):
        kind = owner.split("_", 2)[-1].replace("_", "-")
        return f"arn:aws:{service}:{region}:{ACCOUNT}:{kind}/standin{_suffix(index)}"
    if name in ("account_id", "owner_id", "owner", "account", "registry_id", "aws_account_id"):
        return ACCOUNT
    prefix = _AWS_ID_PREFIXES.get(owner) if name in ("id", "ids") else None
    prefix = prefix or _AWS_ATTRIBUTE_PREFIXES.get(name)
    if prefix is not None:
        return f"{prefix}{HEX17[:-1]}{index}"
    if name == "region":
        return region
    if name in ("availability_zone", "availability_zones", "zones"):
        return zones(region)[index % 3]
    if name in ("zone_id", "hosted_zone_id"):
        return "Z0123456789ABCDEFGHIJ"
    return None


def _azure_string(name: str, owner: str, index: int) -> str | None:
    if name in ("tenant_id", "object_id", "client_id", "subscription_id", "principal_id"):
        return UUID
    if name == "id" or name.endswith("_id"):
        kind = owner.split("_", 1)[1]
        return (
            f"/subscriptions/{UUID}/resourceGroups/standin/providers/Microsoft.Standin/"
            f"{kind}/standin{_suffix(index)}"
        )
    if name == "location":
        return "eastus"
    return None


def _google_string(name: str, owner: str, region: str, index: int) -> str | None:
    kind = owner.split("_")[-1]
    if name == "project":
        return "standin-project"
    if name == "self_link":
        return (
            "https://www.googleapis.com/compute/v1/projects/standin-project/"
            f"regions/{region}/{kind}s/standin{_suffix(index)}"
        )
    if name == "id":
        return f"projects/standin-project/regions/{region}/{kind}s/standin{_suffix(index)}"
    if name == "region":
        return region
    if name in ("zone", "zones"):
        return f"{region}-{'abc'[index % 3]}"
    if name == "email":
        return "standin@standin-project.iam.gserviceaccount.com"
    return None


def _common_string(name: str, index: int) -> str:
    suffix = _suffix(index)
    if "ipv6" in name:
        return f"2001:db8:{index:x}::/64" if "cidr" in name else "2001:db8::1"
    if "cidr" in name or name == "address_space":
        return f"10.{index}.0.0/16"
    if name.endswith("_ip") or name in ("ip", "ips", "ip_address", "address"):
        return f"10.0.0.{10 + index}"
    if name in _URL_NAMES or name.endswith(("_url", "_uri", "_endpoint")):
        return f"https://standin{suffix}.example.com"
    if name in _JSON_NAMES or name.endswith("_json"):
        return "{}"
    if name in _PEM_NAMES:
        return PEM
    if "base64" in name or name in ("data", "cluster_ca_certificate"):
        return base64.b64encode(PEM.encode()).decode()
    if name in _TIME_NAMES or name.endswith(("_date", "_time")):
        return "2024-01-01T00:00:00Z"
    if name.endswith(("domain_name", "dns_name")) or name in ("domain", "hostname", "fqdn"):
        return f"standin{suffix}.example.com"
    if "public_key" in name:
        return SSH_KEY
    return f"standin-{name.replace('_', '-')}{suffix}"
