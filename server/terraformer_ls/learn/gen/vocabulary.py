"""Names and values that configurations are filled with, so that no two look the same."""

from __future__ import annotations

import random
import re


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


PURPOSES = _words(
    "orders payments billing analytics media reports inventory sensors customers search checkout "
    "chat audit builds uploads invoices catalog shipping profiles sessions events metrics backups "
    "assets documents emails notifications tickets bookings telemetry images exports imports "
    "archive ledger pricing reviews recommendations training batch ingest landing warehouse portal "
    "storefront intranet wiki forum newsletter survey loyalty fraud claims policies quotes leads "
    "campaigns partners suppliers returns fleet drivers routes maps weather games scores players "
    "lessons courses exams library patients appointments labs clinics devices firmware gateway "
    "edge core platform shared tools secrets identity access vault registry pipeline release jobs"
)
"""What a piece of infrastructure may be for."""

ENVIRONMENTS = ("prod", "dev", "staging", "test", "qa", "sandbox", "production", "demo", "uat")

COMPANIES = _words(
    "acme globex initech umbrella hooli stark wayne contoso fabrikam northwind tailspin wingtip "
    "bluewave redwood evergreen lakeside summit harbor orchid falcon nimbus quartz willow aurora"
)

LABELS = _words("main this primary default app web api core data service backend worker")
"""Labels that say nothing of a purpose, as people write them."""

AWS_REGIONS = _words(
    "us-east-1 us-east-2 us-west-1 us-west-2 eu-west-1 eu-west-2 eu-west-3 eu-central-1 eu-north-1 "
    "eu-south-1 ap-south-1 ap-southeast-1 ap-southeast-2 ap-northeast-1 ca-central-1 sa-east-1"
)
AZURE_LOCATIONS = _words(
    "westeurope northeurope eastus eastus2 westus2 westus3 centralus uksouth ukwest francecentral "
    "germanywestcentral swedencentral switzerlandnorth norwayeast canadacentral australiaeast "
    "japaneast southeastasia centralindia brazilsouth"
)
GOOGLE_REGIONS = _words(
    "us-central1 us-east1 us-east4 us-west1 us-west2 europe-west1 europe-west2 europe-west3 "
    "europe-west4 europe-north1 asia-east1 asia-northeast1 asia-south1 asia-southeast1 "
    "australia-southeast1 southamerica-east1 northamerica-northeast1"
)

TAG_VALUES: dict[str, tuple[str, ...]] = {
    "environment": ENVIRONMENTS,
    "env": ENVIRONMENTS,
    "stage": ENVIRONMENTS,
    "team": ("platform", "data", "web", "mobile", "security", "payments", "growth", "sre"),
    "owner": ("platform", "data-team", "devops", "alice", "bob", "infra", "backend", "finance"),
    "project": PURPOSES[:24],
    "costcenter": ("1001", "2040", "cc-17", "cc-204", "4711"),
    "name": PURPOSES[:40],
    "cost_center": ("1001", "2040", "cc-17", "cc-204", "4711"),
}

NUMBERS: dict[str, tuple[int, ...]] = {
    "retention_in_days": (1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731),
    "backup_retention_period": (1, 3, 5, 7, 10, 14, 21, 30, 35),
    "allocated_storage": (20, 25, 30, 40, 50, 64, 80, 100, 150, 200, 250, 500),
    "memory_size": (128, 256, 384, 512, 768, 1024, 1536, 2048, 3008),
    "timeout": (3, 5, 10, 15, 20, 30, 45, 60, 90, 120, 300, 600, 900),
    "desired_capacity": (1, 2, 3, 4),
    "desired_count": (1, 2, 3, 4, 5, 6),
    "node_count": (1, 2, 3, 4, 5),
    "disk_size_gb": (10, 20, 30, 32, 50, 64, 100, 128, 200, 256),
    "volume_size": (8, 10, 16, 20, 30, 40, 50, 64, 80, 100, 200),
    "deletion_window_in_days": (7, 10, 14, 20, 21, 28, 30),
    "message_retention_seconds": (60, 3600, 86400, 172800, 345600, 604800, 1209600),
    "visibility_timeout_seconds": (0, 30, 45, 60, 90, 120, 300, 600, 900),
    "delay_seconds": (0, 5, 10, 30, 60, 90, 300, 900),
    "read_capacity": (1, 2, 5, 10, 20, 25, 50),
    "write_capacity": (1, 2, 5, 10, 20, 25, 50),
    "shard_count": (1, 2, 3, 4, 6, 8),
    "soft_delete_retention_days": (7, 14, 30, 60, 90),
    "max_session_duration": (3600, 7200, 14400, 28800, 43200),
    "length": (8, 12, 16, 20, 24, 32, 48, 64),
    "priority": (100, 110, 120, 150, 200, 300, 500, 1000),
    "ttl": (60, 120, 300, 600, 900, 1800, 3600, 86400),
}

_NAMELIKE = re.compile(
    r"(?:name|bucket|identifier|cluster_identifier|title|display_name|friendly_name|dataset_id|"
    r"table_id|repository_id|secret_id|policy_id|instance_id|account_id|workload_identity_pool_id|"
    r"(?:function|table|queue|topic|cluster|bucket|rule|group|stream|job|project|application|"
    r"repository|stack|pipeline|db|database|replication_group|user|vault|budget|trail)_name)"
)
_OWNED = re.compile(r"example|test|foo|bar|demo|sample|tf-|my[-_]|terraform", re.IGNORECASE)
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-_.][A-Za-z0-9]+)*")


def is_name_like(path: str, value: object) -> bool:
    """Whether an argument's value is a name that its author was free to choose.

    Deep inside a block a `name` is often one of few (`sku.name`), unless it has dashes.
    """
    parents, _, argument = path.rpartition(".")
    if not isinstance(value, str) or not 3 <= len(value) <= 48 or not _PLAIN.fullmatch(value):
        return False
    if is_placeholder(value) and re.search(r"(?:^|_)(?:name|id|identifier|title)$", argument):
        return True
    is_deep_choice = bool(parents) and ("-" not in value or "sku" in parents)
    return _NAMELIKE.fullmatch(argument) is not None and not is_deep_choice


def is_placeholder(value: str) -> bool:
    """Whether a name says that it stands for another: `example-resources`, `my-bucket`."""
    return _OWNED.search(value) is not None


def new_name(old: str, theme: Theme, chance: random.Random) -> str:
    """A name in the manner of the old one: its separators, its case, its ending."""
    ending = re.search(r"\.[a-z]+$", old)
    tail = ending[0] if ending else ""
    words = [theme.purpose]
    if chance.random() < 0.6:
        words.append(chance.choice((theme.environment, *theme.other)))
    if chance.random() < 0.25:
        words.insert(0, theme.company)
    if "-" in old:
        made = "-".join(words)
    elif "_" in old:
        made = "_".join(words)
    elif old[0].isupper() and not old.isupper():
        made = "".join(word.capitalize() for word in words)
    elif re.search(r"[a-z]", old) and len(old) > 6:
        made = "".join(words)[:22] if chance.random() < 0.5 else theme.purpose
    else:
        made = theme.purpose
    return made[: 40 - len(tail)].rstrip("-_") + tail


class Theme:
    """What one configuration is about."""

    def __init__(self, chance: random.Random) -> None:
        self.purpose = chance.choice(PURPOSES)
        self.environment = chance.choice(ENVIRONMENTS)
        self.company = chance.choice(COMPANIES)
        self.other = tuple(
            chance.sample(("app", "data", "main", "eu", "us", "01", "v2", "core"), 3)
        )

    def label(self, chance: random.Random) -> str:
        """A label for a block."""
        plain = chance.random() < 0.35
        return chance.choice(LABELS) if plain else self.purpose
