"""Social share, as the buyer declares it (S1)."""

from majakka.measures.definition_share import definition_share

SOCIAL = (definition_share("social-declared", version=1),)
