"""Intents: what common requests mean, without a model.

An intent looks at one clause of a request and yields the changes that it may mean. It may be wrong:
each is verified, and held to what the request allows. One intent a file; a new one is a line in
`INTENTS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from terraformer_ls.propose.intents.harden import harden
from terraformer_ls.propose.intents.open_port import open_port
from terraformer_ls.propose.intents.output import output
from terraformer_ls.propose.intents.parametrise import parametrise
from terraformer_ls.propose.intents.region import region
from terraformer_ls.propose.intents.remove import remove
from terraformer_ls.propose.intents.rename import rename
from terraformer_ls.propose.intents.replace_value import replace_value
from terraformer_ls.propose.intents.request import Intended, Request
from terraformer_ls.propose.intents.set_argument import set_argument
from terraformer_ls.propose.intents.tags import tags
from terraformer_ls.propose.intents.toggle import toggle

Intent = Callable[[Request, str], Iterable[Intended]]

INTENTS: tuple[Intent, ...] = (
    rename,
    tags,
    parametrise,
    output,
    open_port,
    remove,
    region,
    toggle,
    set_argument,
    replace_value,
)
"""In this order: the more words a form takes up, the surer it is."""


def intended(request: Request, clause: str) -> Iterator[Intended]:
    """What a clause may mean, the likeliest first."""
    for intent in INTENTS:
        yield from intent(request, clause)


def hardened(request: Request, clause: str) -> Iterator[Intended]:
    """What would satisfy one more of the policies that a clause speaks of."""
    yield from harden(request, clause)
