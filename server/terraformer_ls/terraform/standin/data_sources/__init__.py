"""What data sources answer where the value matters and its look is not enough.

One table per provider: from a data source's type to a function of its configuration and the
provider's region. An answer names only what it knows; the rest is filled by `realistic.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from terraformer_ls.terraform.standin.data_sources import aws, azure, google, others
from terraformer_ls.terraform.standin.values import Object

Answer = Callable[[Object, str], Object]

ANSWERS: Mapping[str, Answer] = {
    **aws.ANSWERS,
    **azure.ANSWERS,
    **google.ANSWERS,
    **others.ANSWERS,
}
"""The answers by the data source's type."""
