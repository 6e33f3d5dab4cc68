"""Pure decisions about names, identifiers, registers and the tree of bodies."""

from majakka.organisations.rules.identifiers import is_valid_business_id, normalise_business_id
from majakka.organisations.rules.names import fold_name, has_legal_form
from majakka.organisations.rules.register import read_register
from majakka.organisations.rules.tree import Membership, holds_on, makes_ring, parents_on, path_upwards

__all__ = [
    "Membership",
    "fold_name",
    "has_legal_form",
    "holds_on",
    "is_valid_business_id",
    "makes_ring",
    "normalise_business_id",
    "parents_on",
    "path_upwards",
    "read_register",
]
