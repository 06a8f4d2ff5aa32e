"""Every way of deriving a change, with how often it is tried."""

from __future__ import annotations

from collections.abc import Mapping

from terraformer_ls.learn.mutn.add_argument import add_argument
from terraformer_ls.learn.mutn.add_block import add_block
from terraformer_ls.learn.mutn.add_output import add_output
from terraformer_ls.learn.mutn.add_resource import add_another, add_companion
from terraformer_ls.learn.mutn.add_tag import add_tag, change_tag
from terraformer_ls.learn.mutn.change_list import change_list
from terraformer_ls.learn.mutn.change_value import change_value
from terraformer_ls.learn.mutn.draft import Deriver
from terraformer_ls.learn.mutn.parametrise import to_local, to_variable
from terraformer_ls.learn.mutn.remove_argument import remove_argument
from terraformer_ls.learn.mutn.remove_resource import (
    remove_output,
    remove_resource,
    remove_variable,
)
from terraformer_ls.learn.mutn.rename import rename_resource, rename_variable
from terraformer_ls.learn.mutn.repeat import repeat_resource, shared_tags
from terraformer_ls.learn.mutn.secure import secure

OPERATIONS: Mapping[Deriver, float] = {
    change_value: 4.0,
    change_list: 1.5,
    change_tag: 1.5,
    add_argument: 3.0,
    add_block: 3.0,
    add_tag: 0.8,
    add_companion: 2.5,
    add_another: 0.8,
    add_output: 0.7,
    remove_argument: 0.8,
    remove_resource: 1.2,
    remove_output: 0.5,
    remove_variable: 0.8,
    secure: 5.0,
    to_variable: 1.0,
    to_local: 1.2,
    rename_resource: 0.6,
    rename_variable: 0.5,
    repeat_resource: 0.5,
    shared_tags: 2.0,
}
"""One derivation each; the numbers are weights, not shares: many don't apply everywhere."""
