"""What providers know at plan although their schemas call it computed.

Only where configurations rely on it: `for_each` over a certificate's validation options, policies
that look at the project or the tags.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from terraformer_ls.schema.model import BlockSchema
from terraformer_ls.terraform.standin.values import UNKNOWN, Object, Value, is_unknown, wholly_known


@dataclass(frozen=True)
class Configured:
    """What a provider was configured with, as far as plans depend on it."""

    region: str = ""
    project: str = ""
    zone: str = ""
    default_tags: Mapping[str, Value] = field(default_factory=dict[str, Value])


def with_known(
    provider: str, type_: str, block: BlockSchema, proposed: Object, configured: Configured
) -> Object:
    """The proposed state of a resource with what its provider adds at plan.

    Args:
        provider: the provider's name, `aws`.
        type_: the resource's type.
        block: its schema.
        proposed: as Terraform proposes it.
        configured: what the `provider` block says.
    """
    known = dict(proposed)
    if provider == "aws":
        _add_aws(block, known, configured)
    elif provider in ("google", "google-beta"):
        _add_google(block, known, configured)
    special = _BY_TYPE.get(type_)
    if special is not None:
        known |= special(known)
    return known


def _add_aws(block: BlockSchema, state: Object, configured: Configured) -> None:
    tags = state.get("tags")
    if "tags_all" in block.attributes and state.get("tags_all") is None:
        own = tags if isinstance(tags, dict) else {}
        if isinstance(tags, dict) or (tags is None and configured.default_tags):
            set_tags = {name: value for name, value in own.items() if value is not None}
            state["tags_all"] = {**configured.default_tags, **set_tags}
    _fill(block, state, "region", configured.region)


def _add_google(block: BlockSchema, state: Object, configured: Configured) -> None:
    _fill(block, state, "project", configured.project)
    _fill(block, state, "region", configured.region)
    _fill(block, state, "zone", configured.zone)
    labels = state.get("labels")
    for name in ("effective_labels", "terraform_labels"):
        if name in block.attributes and state.get(name) is None and wholly_known(labels):
            state[name] = dict(labels) if isinstance(labels, dict) else {}


def _fill(block: BlockSchema, state: Object, name: str, value: str) -> None:
    """Set an argument that defaults to the provider's configuration."""
    attribute = block.attributes.get(name)
    if attribute is not None and attribute.optional and attribute.computed and value:
        state[name] = state.get(name) or value


def _certificate(state: Object) -> Object:
    """One validation option for each domain of a certificate that is validated by DNS."""
    if (
        state.get("validation_method") != "DNS"
        or state.get("domain_validation_options") is not None
    ):
        return {}
    others = state.get("subject_alternative_names")
    domains = [state.get("domain_name"), *(others if isinstance(others, list) else [])]
    if is_unknown(others) or not all(isinstance(domain, str) for domain in domains):
        return {}
    return {
        "domain_validation_options": [
            {
                "domain_name": domain,
                "resource_record_name": UNKNOWN,
                "resource_record_type": UNKNOWN,
                "resource_record_value": UNKNOWN,
            }
            for domain in dict.fromkeys(str(domain) for domain in domains)
        ]
    }


_BY_TYPE: Mapping[str, Callable[[Object], Object]] = {"aws_acm_certificate": _certificate}
