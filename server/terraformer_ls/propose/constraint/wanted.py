"""Which kinds of values may stand where one is wanted, as Terraform converts them."""

from __future__ import annotations

from enum import StrEnum

from terraformer_ls.schema.cty import Kind


class Wanted(StrEnum):
    """What a place wants, as far as conversions tell values apart."""

    SCALAR = "scalar"
    LIST = "list"
    MAP = "map"
    ANY = "any"

    def takes(self, kind: Kind) -> bool:
        """Whether a value of this kind may become what is wanted."""
        if self is Wanted.ANY or kind is Kind.DYNAMIC:
            return True
        return wanted_for(kind) is self


def wanted_for(kind: Kind) -> Wanted:
    """What a place of a type wants."""
    match kind:
        case Kind.STRING | Kind.NUMBER | Kind.BOOL:
            return Wanted.SCALAR
        case Kind.LIST | Kind.SET | Kind.TUPLE:
            return Wanted.LIST
        case Kind.MAP | Kind.OBJECT:
            return Wanted.MAP
        case Kind.DYNAMIC:
            return Wanted.ANY
