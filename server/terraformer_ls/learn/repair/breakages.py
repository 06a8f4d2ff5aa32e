"""Every way of breaking a configuration, with how often it is tried.

People and models err in names and structure more than in braces. What is broken is such that it can
be told from the rest, or from the words of the verifier, what was meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from random import Random

from terraformer_ls.learn.mutn.configuration import Configuration
from terraformer_ls.learn.repair.syntax_errors import (
    curly_quotes,
    lost_brace,
    lost_comma,
    lost_equals,
    lost_quote,
    lost_template_end,
    single_quotes,
    spare_brace,
    unquoted_text,
)
from terraformer_ls.learn.repair.wrong_names import (
    computed_argument,
    invented_argument,
    misspelt_argument,
    misspelt_type,
    reference_to_nothing,
    second_declaration,
    undeclared_variable,
    unknown_function,
)
from terraformer_ls.learn.repair.wrong_structure import (
    block_for_argument,
    count_and_for_each,
    count_out_of_place,
    cycle,
    doubled_argument,
    misplaced_argument,
    missing_argument,
    missing_label,
    unknown_for_each,
    wrong_call,
    wrong_default,
    wrong_type,
)

Breakage = Callable[[Configuration, Random], Iterator[str]]
"""Gives broken texts in random order, none, some or many; some may not be broken after all."""

BREAKAGES: Mapping[Breakage, float] = {
    lost_brace: 2.0,
    spare_brace: 0.6,
    lost_quote: 1.2,
    lost_equals: 1.0,
    lost_comma: 1.0,
    curly_quotes: 0.3,
    single_quotes: 0.6,
    lost_template_end: 0.6,
    unquoted_text: 1.2,
    misspelt_argument: 4.0,
    misspelt_type: 1.5,
    invented_argument: 4.0,
    computed_argument: 0.8,
    reference_to_nothing: 3.0,
    undeclared_variable: 1.5,
    unknown_function: 1.0,
    second_declaration: 0.8,
    missing_argument: 2.5,
    wrong_type: 3.0,
    block_for_argument: 2.0,
    doubled_argument: 1.0,
    missing_label: 0.8,
    misplaced_argument: 1.5,
    count_and_for_each: 1.5,
    count_out_of_place: 0.8,
    cycle: 1.5,
    unknown_for_each: 1.5,
    wrong_default: 1.0,
    wrong_call: 1.8,
}
