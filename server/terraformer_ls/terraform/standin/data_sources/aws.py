"""Amazon Web Services: zones, identities, images, networks, policy documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from terraformer_ls.terraform.standin.data_sources.iam_policy import render_policy
from terraformer_ls.terraform.standin.realistic import ACCOUNT, HEX17, zones
from terraformer_ls.terraform.standin.values import Object, Value

_CANONICAL_USER = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"

# AWS documents these accounts per region for classic load balancers' access logs.
_ELB_ACCOUNTS = {
    "us-east-1": "127311923021",
    "us-east-2": "033677994240",
    "us-west-1": "027434742980",
    "us-west-2": "797873946194",
    "eu-west-1": "156460612806",
    "eu-central-1": "054676820928",
}


def text(value: Value, default: str) -> str:
    """A string argument, or what stands for one that is absent or unknown."""
    return value if isinstance(value, str) and value else default


def _partition(region: str) -> str:
    if region.startswith("cn-"):
        return "aws-cn"
    return "aws-us-gov" if region.startswith("us-gov-") else "aws"


def _dns_suffix(region: str) -> str:
    return "amazonaws.com.cn" if region.startswith("cn-") else "amazonaws.com"


def _availability_zones(_: Object, region: str) -> Object:
    return {
        "names": [*zones(region)],
        "zone_ids": [f"use1-az{number}" for number in (1, 2, 3)],
        "group_names": [region],
        "id": region,
    }


def _availability_zone(config: Object, region: str) -> Object:
    name = text(config.get("name"), f"{region}a")
    return {
        "name": name,
        "name_suffix": name[-1],
        "region": region,
        "id": name,
        "group_name": region,
        "zone_id": "use1-az1",
        "zone_type": "availability-zone",
        "opt_in_status": "opt-in-not-required",
        "state": "available",
    }


def _region(config: Object, region: str) -> Object:
    name = text(config.get("name"), text(config.get("region"), region))
    return {
        "name": name,
        "region": name,
        "id": name,
        "endpoint": f"ec2.{name}.{_dns_suffix(name)}",
        "description": name,
    }


def _caller_identity(_: Object, region: str) -> Object:
    return {
        "account_id": ACCOUNT,
        "arn": f"arn:{_partition(region)}:iam::{ACCOUNT}:user/standin",
        "user_id": "AIDASTANDINSTANDIN123",
        "id": ACCOUNT,
    }


def _partition_of(_: Object, region: str) -> Object:
    return {
        "partition": _partition(region),
        "dns_suffix": _dns_suffix(region),
        "reverse_dns_prefix": ".".join(reversed(_dns_suffix(region).split("."))),
        "id": _partition(region),
    }


def _session_context(config: Object, _: str) -> Object:
    arn = config.get("arn")
    return {"issuer_arn": arn, "issuer_name": "standin", "issuer_id": "AIDASTANDIN", "id": arn}


def _ami(_: Object, region: str) -> Object:
    return {
        "id": f"ami-{HEX17}",
        "image_id": f"ami-{HEX17}",
        "arn": f"arn:{_partition(region)}:ec2:{region}::image/ami-{HEX17}",
        "name": "standin-image",
        "architecture": "x86_64",
        "owner_id": "099720109477",
        "root_device_name": "/dev/xvda",
        "root_device_type": "ebs",
        "virtualization_type": "hvm",
        "hypervisor": "xen",
        "image_type": "machine",
        "platform_details": "Linux/UNIX",
        "state": "available",
        "creation_date": "2024-01-01T00:00:00.000Z",
    }


def _vpc(config: Object, region: str) -> Object:
    identifier = text(config.get("id"), f"vpc-{HEX17}")
    return {
        "id": identifier,
        "cidr_block": text(config.get("cidr_block"), "10.0.0.0/16"),
        "arn": f"arn:{_partition(region)}:ec2:{region}:{ACCOUNT}:vpc/{identifier}",
        "enable_dns_support": True,
        "enable_dns_hostnames": True,
        "instance_tenancy": "default",
        "state": "available",
    }


def _subnet(config: Object, region: str) -> Object:
    identifier = text(config.get("id"), f"subnet-{HEX17}")
    return {
        "id": identifier,
        "cidr_block": text(config.get("cidr_block"), "10.0.1.0/24"),
        "arn": f"arn:{_partition(region)}:ec2:{region}:{ACCOUNT}:subnet/{identifier}",
        "availability_zone": text(config.get("availability_zone"), f"{region}a"),
        "available_ip_address_count": 251,
        "state": "available",
    }


def _subnets(_: Object, region: str) -> Object:
    return {"ids": [f"subnet-{HEX17[:-1]}{index}" for index in range(3)], "id": region}


def _iam_policy(config: Object, region: str) -> Object:
    name = text(config.get("name"), "standin")
    arn = text(config.get("arn"), f"arn:{_partition(region)}:iam::aws:policy/{name}")
    return {"arn": arn, "id": arn, "name": arn.rsplit("/", 1)[-1], "policy": "{}", "path": "/"}


def _iam_role(config: Object, region: str) -> Object:
    name = text(config.get("name"), "standin")
    return {"arn": f"arn:{_partition(region)}:iam::{ACCOUNT}:role/{name}", "id": name, "path": "/"}


def _elb_account(config: Object, region: str) -> Object:
    account = _ELB_ACCOUNTS.get(text(config.get("region"), region), _ELB_ACCOUNTS["us-east-1"])
    return {"arn": f"arn:{_partition(region)}:iam::{account}:root", "id": account}


def _service_principal(config: Object, region: str) -> Object:
    service, suffix = text(config.get("service_name"), "ec2"), _dns_suffix(region)
    return {
        "name": f"{service}.{suffix}",
        "suffix": suffix,
        "id": f"{service}.{region}.{suffix}",
    }


def _ssm_parameter(config: Object, region: str) -> Object:
    name = text(config.get("name"), "/standin")
    value = f"ami-{HEX17}" if "ami" in name else "standin"
    return {
        "value": value,
        "insecure_value": value,
        "type": "String",
        "version": 1,
        "arn": f"arn:{_partition(region)}:ssm:{region}:{ACCOUNT}:parameter{name}",
    }


def _engine_version(config: Object, _: str) -> Object:
    preferred = config.get("preferred_versions")
    first = preferred[0] if isinstance(preferred, list) and preferred else None
    return {"version": text(config.get("version"), text(first, "8.0.35"))}


def _endpoint_service(config: Object, region: str) -> Object:
    service = text(config.get("service"), "s3")
    return {
        "service_name": text(config.get("service_name"), f"com.amazonaws.{region}.{service}"),
        "service_type": text(config.get("service_type"), "Gateway"),
        "availability_zones": [*zones(region)],
    }


def _sagemaker_image(config: Object, region: str) -> Object:
    registry = text(config.get("registry_id"), "382416733822")
    repository = text(config.get("repository_name"), "standin")
    tag = text(config.get("image_tag"), "1")
    path = f"{registry}.dkr.ecr.{region}.{_dns_suffix(region)}/{repository}:{tag}"
    return {"registry_path": path, "registry_id": registry, "id": registry}


def _hosted_zone(config: Object, _: str) -> Object:
    identifier = text(config.get("zone_id"), "Z0123456789ABCDEFGHIJ")
    return {
        "zone_id": identifier,
        "id": identifier,
        "name": text(config.get("name"), "standin.example.com").rstrip("."),
        "name_servers": [f"ns-{number}.awsdns-0{number}.org" for number in range(1, 5)],
    }


def _eks_cluster(config: Object, region: str) -> Object:
    name = text(config.get("name"), "standin")
    return {
        "id": name,
        "arn": f"arn:{_partition(region)}:eks:{region}:{ACCOUNT}:cluster/{name}",
        "endpoint": f"https://0123456789ABCDEF.gr7.{region}.eks.amazonaws.com",
        "version": "1.31",
        "status": "ACTIVE",
    }


ANSWERS: Mapping[str, Callable[[Object, str], Object]] = {
    "aws_ami": _ami,
    "aws_availability_zone": _availability_zone,
    "aws_availability_zones": _availability_zones,
    "aws_caller_identity": _caller_identity,
    "aws_canonical_user_id": lambda _, __: {"id": _CANONICAL_USER, "display_name": "standin"},
    "aws_eks_addon_version": lambda _, __: {"version": "v1.0.0-eksbuild.1"},
    "aws_eks_cluster": _eks_cluster,
    "aws_eks_cluster_auth": lambda config, _: {
        "token": "k8s-aws-v1.standin",
        "id": config.get("name"),
    },
    "aws_elb_service_account": _elb_account,
    "aws_iam_policy": _iam_policy,
    "aws_iam_policy_document": lambda config, _: render_policy(config),
    "aws_iam_role": _iam_role,
    "aws_iam_session_context": _session_context,
    "aws_partition": _partition_of,
    "aws_rds_engine_version": _engine_version,
    "aws_region": _region,
    "aws_regions": lambda _, __: {"names": ["us-east-1", "us-west-2", "eu-west-1"], "id": "aws"},
    "aws_route53_zone": _hosted_zone,
    "aws_sagemaker_prebuilt_ecr_image": _sagemaker_image,
    "aws_secretsmanager_secret_version": lambda _, __: {"secret_string": "{}"},
    "aws_service_principal": _service_principal,
    "aws_ssm_parameter": _ssm_parameter,
    "aws_ssoadmin_instances": lambda _, __: {
        "identity_store_ids": ["d-1234567890"],
        "arns": ["arn:aws:sso:::instance/ssoins-1234567890abcdef"],
    },
    "aws_subnet": _subnet,
    "aws_subnet_ids": _subnets,
    "aws_subnets": _subnets,
    "aws_vpc": _vpc,
    "aws_vpc_endpoint_service": _endpoint_service,
}
