"""How one resource uses another, in words: by the argument that refers to it."""

from __future__ import annotations

import random
import re

_WORDS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"kms|encryption_key|key_vault_key"), ("encrypted with the {}",)),
    (re.compile(r"security_group"), ("behind the {}", "using the {}")),
    (
        re.compile(r"subnet|vpc|network|resource_group|virtual_network"),
        ("in the {}", "inside the {}"),
    ),
    (re.compile(r"role|service_account|identity"), ("that runs with the {}", "using the {}")),
    (re.compile(r"bucket|cluster|server|database|zone|namespace|api"), ("for the {}", "on the {}")),
    (re.compile(r"topic|queue|target|destination"), ("tied to the {}", "connected to the {}")),
    (re.compile(r"gateway"), ("through the {}", "using the {}")),
)


def relation(argument: str, noun: str, chance: random.Random) -> str:
    """What stands behind the one that uses: "in the VPC"."""
    for pattern, words in _WORDS:
        if pattern.search(argument):
            return chance.choice(words).format(noun)
    return chance.choice(("that uses the {}", "that refers to the {}")).format(noun)
