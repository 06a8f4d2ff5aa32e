"""How people speak of blocks, arguments and values, and how they ask for things.

Every phrase must be true and mean one thing: a block is called by its type alone only where it is
the only one of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from random import Random

from terraformer_ls.hcl.blocks import Block
from terraformer_ls.learn.mutn.configuration import Configuration, Setting, Value, literal, written

_SPOKEN_FILE = Path(__file__).with_name("spoken.txt")


@lru_cache(maxsize=1)
def _spoken() -> Mapping[str, str]:
    """Parts of names that are said otherwise: `vpc` is "VPC", `cloudwatch` is "CloudWatch"."""
    lines = _SPOKEN_FILE.read_text("utf-8").splitlines()
    said: dict[str, str] = {}
    for line in lines:
        if "=" in line:
            name, _, spoken = line.partition("=")
            said[name.strip()] = spoken.strip()
        elif not line.startswith("#"):
            said.update({word: word.upper() for word in line.split()})
    return said


_NOUNS = {
    "aws_instance": "EC2 instance",
    "aws_lb": "load balancer",
    "aws_alb": "load balancer",
    "aws_lb_listener": "load balancer listener",
    "aws_lb_target_group": "target group",
    "aws_db_instance": "database instance",
    "aws_cloudwatch_log_group": "log group",
    "aws_cloudwatch_metric_alarm": "CloudWatch alarm",
    "aws_eip": "elastic IP",
    "aws_ebs_volume": "EBS volume",
    "aws_dynamodb_table": "DynamoDB table",
    "google_compute_network": "VPC network",
    "google_storage_bucket": "storage bucket",
    "google_pubsub_topic": "Pub/Sub topic",
    "google_pubsub_subscription": "Pub/Sub subscription",
    "google_bigquery_dataset": "BigQuery dataset",
    "google_bigquery_table": "BigQuery table",
    "azurerm_cosmosdb_account": "Cosmos DB account",
}
_NAMES = ("name", "bucket", "identifier", "cluster_identifier", "function_name", "display_name")
_WRAPPED = {"enabled", "enable", "is"}


def noun(type_: str) -> str:
    """What a resource type is called: `aws_sqs_queue` is an "SQS queue"."""
    known = _NOUNS.get(type_)
    if known is not None:
        return known
    words = type_.split("_")[1:] or [type_]
    if words[0] == "compute" and len(words) > 1 and type_.startswith("google_"):
        words = words[1:] if words[1] not in ("instance", "image", "disk") else words
    return spaced("_".join(words))


def spaced(name: str) -> str:
    """A name as words: `kms_key_id` is "KMS key ID"."""
    return " ".join(_spoken().get(w, w) for w in re.split(r"[_-]+", name) if w)


def article(words: str) -> str:
    """`a` or `an`, by sound."""
    first = words.split()[0]
    if first.isupper() and len(first) <= 4:
        return "an" if first[0] in "AEFHILMNORSX" else "a"
    return "an" if first[0].lower() in "aeio" or first.startswith(("un-", "upper")) else "a"


def block_phrase(configuration: Configuration, block: Block, random: Random) -> tuple[str, int]:
    """A block by its address or by what it is, and how much that says (3 for the address)."""
    address = block.address
    if random.random() < 0.4:
        return random.choice([address, f"`{address}`"]), 3
    if block.type not in ("resource", "data"):
        return f"`{address}`", 3
    kind = noun(block.labels[0]) + (" data source" if block.type == "data" else "")
    alike = [b for b in configuration.blocks if b.labels[:1] == block.labels[:1]]
    spoken = [b for b in configuration.blocks if b.type == block.type and _sounds_like(b, block)]
    if len(alike) == 1 and len(spoken) == 1 and random.random() < 0.6:
        return f"the {kind}", 1
    name = name_of(configuration, block)
    if name is not None and random.random() < 0.4 and _is_only_name(configuration, block, name):
        return f'the {kind} {random.choice(["named", "called"])} "{name}"', 2
    label = block.labels[1]
    return random.choice([f"the {kind} `{label}`", f"the `{label}` {kind}", f"{kind} {label}"]), 2


def name_of(configuration: Configuration, block: Block) -> str | None:
    """The literal name that a resource gives itself."""
    for name in _NAMES:
        attribute = block.attribute(name)
        if attribute is not None:
            value = literal(configuration.text_of(attribute.value_span))
            return value if isinstance(value, str) and value else None
    return None


def argument_phrase(path: tuple[str, ...], random: Random) -> str:
    """An argument by its name, or by what the name says."""
    name = path[-1]
    if len(path) == 1:
        return random.choice([f"`{name}`", name, f"the {spaced(name)}", f"the {spaced(name)}"])
    where = path[-2]
    return random.choice(
        [
            f"`{'.'.join(path)}`",
            f"`{name}` in `{where}`",
            f"the {spaced(name)} in the {spaced(where)} block",
            f"{name} in the {where} block",
        ]
    )


def value_phrase(value: Value, random: Random) -> str:
    """A value as one writes it in a sentence."""
    if isinstance(value, str):
        forms = [f'"{value}"', f"`{value}`"]
        if re.fullmatch(r"[\w.:/-]*[\w/]", value) and len(value) > 1:
            forms.append(value)
        return random.choice(forms)
    if isinstance(value, list):
        if not value:
            return "an empty list"
        items = [value_phrase(item, random) for item in value]
        return listed(items) if random.random() < 0.5 else written(value)
    return written(value)


def listed(items: list[str]) -> str:
    """`a, b and c`."""
    *others, last = items
    return f"{', '.join(others)} and {last}" if others else last


def switched(name: str) -> str | None:
    """What a boolean argument switches on, None where its name does not say that it does.

    `enable_key_rotation` switches "key rotation".
    """
    words = name.split("_")
    if len(words) > 1 and (words[0] in _WRAPPED or words[-1] in _WRAPPED):
        rest = [word for word in words if word not in _WRAPPED]
        return spaced("_".join(rest)) if rest else None
    return None


def asked(request: str, random: Random) -> str:
    """A request, given in the imperative and in lower case, in someone's manner of asking."""
    upper = request[0].upper() + request[1:] if request[0] != "`" else request
    dot = "" if request.endswith((".", "?", "`", '"')) and random.random() < 0.6 else "."
    chance = random.random()
    if chance < 0.62 or request.split(" ", 1)[0] not in _VERBS:
        return request if chance < 0.24 else upper + dot
    if chance < 0.75:
        return f"{random.choice(['Please', 'please'])} {request}{dot}"
    if chance < 0.84 and ". " not in request:
        return f"{random.choice(['Can you', 'Could you'])} {request}?"
    if chance < 0.90:
        return f"I'd like to {request}{dot}"
    if chance < 0.95:
        return f"We need to {request}{dot}"
    return upper


_VERBS = frozenset(
    (
        *("add", "also", "append", "call", "change", "configure", "create", "define", "delete"),
        *(
            "disable",
            "drop",
            "duplicate",
            "enable",
            "ensure",
            "export",
            "expose",
            "extend",
            "extract",
        ),
        *("fix", "get", "give", "increase", "inline", "lower", "make", "move", "name", "output"),
        *("parametrise", "put", "raise", "reduce", "remove", "rename", "replace", "secure"),
        *("set", "tag", "label", "take", "turn", "update", "use"),
    )
)
"""What a request may begin with so that one can put "please" before it."""


def setting_phrase(setting: Setting, random: Random) -> str:
    """The argument of a setting."""
    return argument_phrase(setting.path, random)


def _sounds_like(one: Block, other: Block) -> bool:
    """Whether a noun for one block could be taken for the other."""
    if not one.labels or not other.labels:
        return False
    first, second = noun(one.labels[0]), noun(other.labels[0])
    return first.endswith(second) or second.endswith(first)


def _is_only_name(configuration: Configuration, block: Block, name: str) -> bool:
    return all(
        name_of(configuration, other) != name for other in configuration.resources if other != block
    )
