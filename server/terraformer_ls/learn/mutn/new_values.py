"""Another value for an argument: one that people write there, or of the same form."""

from __future__ import annotations

import ipaddress
import re
from random import Random

from terraformer_ls.learn.mutn.configuration import Setting, Value
from terraformer_ls.learn.mutn.vocabulary import Vocabulary

_IN_PAIRS = ("from_port", "to_port", "min_size", "max_size", "min_capacity", "max_capacity")
_STAND_INS = frozenset(
    ("example", "test", "my", "foo", "bar", "sample", "demo", "tf", "terraform", "acc", "new")
)
_SUBJECTS = (
    *("orders", "billing", "payments", "reports", "analytics", "audit", "inventory", "customer"),
    *("search", "media", "archive", "backend", "frontend", "ingest", "catalog", "partner"),
    *("internal", "staging", "prod", "dev", "checkout", "mail", "metrics", "shipping", "events"),
)
_REGIONS = {
    "aws": ("us-east-1", "us-east-2", "us-west-2", "eu-west-1", "eu-central-1", "ap-southeast-2"),
    "azurerm": ("westeurope", "northeurope", "eastus", "eastus2", "uksouth", "West Europe"),
    "google": ("europe-west1", "europe-west4", "us-central1", "us-east1", "asia-northeast1"),
}
_PORTS = (22, 80, 443, 3000, 3306, 5432, 6379, 8000, 8080, 8443, 9200, 27017)
_DAYS = (1, 3, 5, 7, 14, 30, 60, 90, 120, 180, 365)
_SECONDS = (10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)
_NAMES = ("name", "bucket", "identifier", "display_name", "title", "name_prefix", "bucket_prefix")
_TELLING = re.compile(r"(?:type|kind|version|engine|protocol|policy|template|json|arn|id|path)$")


def new_value(setting: Setting, vocabulary: Vocabulary, random: Random) -> Value | None:
    """A value that an argument could have instead, None where nothing sensible is known."""
    old, name = setting.value, setting.name
    if name in _IN_PAIRS:
        return None
    type_ = setting.block.labels[0]
    if isinstance(old, bool):
        return not old
    if isinstance(old, list):
        return None
    formed = _of_same_form(old, name, type_.split("_")[0], random)
    if formed is not None:
        return formed if formed != old else None
    if isinstance(old, str) and name.endswith("name") and not is_name(name, type_):
        return None  # what it names is elsewhere
    seen = [v for v in vocabulary.values_at(type_, setting.path) if _alike(v, old)]
    if isinstance(old, str) and is_name(name, type_):
        return renamed(old, random)
    if seen:
        return random.choice(seen)
    return None


def renamed(name: str, random: Random, new: str = "") -> str | None:
    """Another name in the same style: a word that stands for nothing, or the first, exchanged.

    `new` is the word to put in, if it is to be a certain one.
    """
    parts = re.split(r"([-_. /])", name)
    words = [n for n, part in enumerate(parts) if re.fullmatch(r"[A-Za-z]{2,}", part)]
    if not words or len(name) > 60:
        return None
    stand_ins = [n for n in words if parts[n].lower() in _STAND_INS]
    at = random.choice(stand_ins) if stand_ins else words[0]
    word = new or random.choice([s for s in _SUBJECTS if s != parts[at].lower()])
    parts[at] = word.capitalize() if parts[at][0].isupper() else word
    return "".join(parts)


def subject(random: Random) -> str:
    """What something may be about: orders, billing, ..."""
    return random.choice(_SUBJECTS)


def _alike(value: Value, old: Value) -> bool:
    return type(value) is type(old) and value not in (old, "")


def _of_same_form(old: str | float, name: str, provider: str, random: Random) -> Value | None:
    """A value whose form says what it is: an address range, a region, a port, a span of time."""
    if isinstance(old, str):
        if name in ("region", "location") and old in _REGIONS.get(provider, ()):
            return random.choice([r for r in _REGIONS[provider] if r != old])
        return _other_range(old, random)
    if name == "port" or name.endswith("_port"):
        return random.choice([port for port in _PORTS if port != old])
    if "days" in name:
        return random.choice([days for days in _DAYS if days != old])
    if "second" in name or name in ("timeout", "period", "interval"):
        return random.choice([seconds for seconds in _SECONDS if seconds != old])
    if isinstance(old, int) and old > 0 and re.search(r"(?:size|count|capacity|memory|gb)$", name):
        return old * 2 if old > 8 else old + random.randint(1, 3)
    return None


def _other_range(old: str, random: Random) -> str | None:
    """Another private range of the same size."""
    if not re.fullmatch(r"\d+\.\d+\.\d+\.\d+/\d+", old):
        return None
    try:
        size = ipaddress.ip_network(old).prefixlen
    except ValueError:
        return None
    if size < 8 or size == 32:
        return None
    second, third = random.randint(1, 250), random.randint(1, 250)
    return str(ipaddress.ip_network(f"10.{second}.{third}.0/{size}", strict=False))


def is_name(name: str, type_: str) -> bool:
    """Whether an argument is a name that may be chosen freely: not that of a size, say."""
    if name in _NAMES:
        return True
    first, _, last = name.rpartition("_")
    words = type_.split("_")
    return last in ("name", "identifier") and first in words and first not in ("sku", "addon")


def tells_what_it_is(name: str) -> bool:
    """Whether an argument decides what others may be, so that it is not changed by itself."""
    return _TELLING.search(name) is not None and name not in ("instance_type", "machine_type")


def is_secret(name: str) -> bool:
    """Whether an argument holds what should not stand in a file at all."""
    return re.search(r"password|secret|token|private_key|access_key", name) is not None
