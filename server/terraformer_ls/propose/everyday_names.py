"""What people call the types of resources: by their own names, by others, by services' names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from terraformer_ls.propose.said import word_set
from terraformer_ls.propose.type_names import PROVIDERS, stem
from terraformer_ls.schema.choose import Choices
from terraformer_ls.schema.model import BlockKind
from terraformer_ls.workspace.snapshot import Snapshot

ALL_PROVIDERS: Mapping[str, frozenset[str]] = {
    **PROVIDERS,
    "docker": frozenset({"docker"}),
    "helm": frozenset({"helm"}),
    "azuread": frozenset({"azuread", "entra"}),
    "local": frozenset(),
}
"""The providers whose types requests may ask for, with the words that name them."""

ALSO_CALLED: Mapping[str, tuple[str, ...]] = {
    "aws_acm_certificate": ("acm tls certificate", "acm ssl certificate"),
    "aws_apigatewayv2_api": ("http api", "websocket api"),
    "aws_cloudwatch_event_rule": ("eventbridge rule", "schedule rule"),
    "aws_cloudwatch_metric_alarm": ("cloudwatch alarm", "metric alarm"),
    "aws_db_instance": ("rds instance", "rds database", "rds database instance", "rds db instance"),
    "aws_ecr_repository": (
        "ecr container registry repository",
        "ecr container repository",
        "container registry",
    ),
    "aws_eip": ("elastic ip", "elastic ip address"),
    "aws_eks_cluster": ("kubernetes cluster", "eks kubernetes cluster"),
    "aws_elasticache_replication_group": ("redis cache", "redis cluster"),
    "aws_instance": ("ec2 server", "ec2 virtual machine", "virtual machine"),
    "aws_kinesis_stream": ("kinesis data stream",),
    "aws_kms_key": ("kms encryption key",),
    "aws_lb": (
        "load balancer",
        "application load balancer",
        "elastic load balancer",
        "network load balancer",
    ),
    "aws_route53_record": ("route53 dns record",),
    "aws_route53_zone": ("route53 hosted zone", "route53 dns zone", "dns zone"),
    "aws_s3_bucket": ("s3 storage bucket",),
    "aws_sfn_state_machine": ("step functions state machine", "step function"),
    "aws_sns_topic": ("sns notification topic",),
    "aws_sqs_queue": ("sqs message queue",),
    "aws_ssm_parameter": ("ssm parameter store parameter", "parameter store parameter"),
    "aws_vpc": ("virtual private cloud", "vpc network"),
    "aws_wafv2_web_acl": ("waf web acl",),
    "azurerm_kubernetes_cluster": ("aks cluster", "kubernetes cluster", "aks kubernetes cluster"),
    "azurerm_lb": ("load balancer",),
    "azurerm_linux_virtual_machine": ("virtual machine", "linux vm"),
    "azurerm_mssql_server": ("sql server", "azure sql server"),
    "azurerm_mssql_database": ("sql database", "azure sql database"),
    "azurerm_public_ip": ("public ip address",),
    "azurerm_virtual_network": ("vnet",),
    "azurerm_windows_virtual_machine": ("virtual machine", "windows vm"),
    "google_artifact_registry_repository": ("container registry",),
    "google_cloud_run_v2_service": ("cloud run service",),
    "google_cloudfunctions2_function": ("cloud function",),
    "google_cloudfunctions_function": ("cloud function",),
    "google_compute_address": ("static ip address", "ip address"),
    "google_compute_firewall": ("firewall rule", "firewall"),
    "google_compute_forwarding_rule": ("load balancer",),
    "google_compute_global_forwarding_rule": ("load balancer",),
    "google_compute_instance": ("compute engine instance", "vm instance", "virtual machine"),
    "google_compute_network": ("vpc network",),
    "google_compute_router_nat": ("cloud nat",),
    "google_compute_subnetwork": ("subnetwork",),
    "google_container_cluster": ("gke cluster", "kubernetes cluster", "gke kubernetes cluster"),
    "google_container_node_pool": ("gke node pool",),
    "google_dns_managed_zone": ("cloud dns zone", "dns zone"),
    "google_kms_crypto_key": ("cloud kms key", "cloud kms crypto key"),
    "google_kms_key_ring": ("cloud kms key ring",),
    "google_redis_instance": ("redis cache",),
    "google_sql_database_instance": ("cloud sql instance",),
}
"""Other names than its own that a type goes by."""

BRANDS: Mapping[str, frozenset[str]] = {
    "aws": word_set(
        "acm alb asg aurora cloudfront cloudtrail cloudwatch cognito dynamodb ebs ec2 ecr "
        "ecs efs eks elasticache eventbridge fargate firehose glue kinesis lambda nlb rds "
        "redshift route53 s3 sagemaker secretsmanager sfn sns sqs ssm wafv2 xray"
    ),
    "azurerm": word_set("aks cosmosdb eventhub keyvault mssql nsg servicebus vnet"),
    "google": word_set(
        "bigquery bigtable dataflow dataproc firestore gce gcs gke memorystore pubsub "
        "secretmanager spanner"
    ),
}
"""Words, or pairs of them, that tell whose a thing is without naming the provider."""

_KINDS = (BlockKind.RESOURCE, BlockKind.DATA)

ALL_BRANDS = frozenset[str]().union(*BRANDS.values())


@dataclass(frozen=True, slots=True)
class EverydayName:
    """One of the names of a type.

    Attributes:
        type: the type.
        provider: its provider.
        parts: the stems of the name's words in their order, without the provider's.
        is_resource: whether there are resources of the type.
        is_source: whether there are data sources of it.
    """

    type: str
    provider: str
    parts: tuple[str, ...]
    is_resource: bool
    is_source: bool


@lru_cache(maxsize=1)
def everyday_names() -> Mapping[str, tuple[EverydayName, ...]]:
    """All names of all types, by each stem that they have."""
    choices = Choices(Snapshot(Path("/words"), {}))
    by_stem: dict[str, list[EverydayName]] = defaultdict(list)
    for provider, called in ALL_PROVIDERS.items():
        schema = choices.provider(".", provider).schema
        if schema is None:
            continue
        resources, sources = (set(schema.types(kind)) for kind in _KINDS)
        for type_ in sorted(resources | sources):
            own = type_.removeprefix(f"{provider}_").replace("_", " ")
            for name in (own, *_shorter(own), *ALSO_CALLED.get(type_, ())):
                parts = tuple(stem(word) for word in name.split() if word not in called)
                there = type_ in resources, type_ in sources
                each = EverydayName(type_, provider, parts, *there)
                for part in set(parts):
                    by_stem[part].append(each)
    return {part: tuple(names) for part, names in by_stem.items()}


def _shorter(name: str) -> Iterator[str]:
    """`organizations_organization`, `tags_tag_key` and `namespace_v1` as people call them."""
    first, _, rest = name.partition(" ")
    if first.endswith("s") and stem(first) in map(stem, rest.split()):
        yield rest
    if name.endswith((" v1", " v2")):
        yield name[:-3]


def hints(said: tuple[str, ...]) -> Mapping[str, int]:
    """How many words of a request tell of each provider."""
    pairs = (first + second for first, second in pairwise(said))
    words = [*said, *pairs]
    return {provider: sum(word in own for word in words) for provider, own in BRANDS.items()}
