"""Green share: as the buyer declares it, and as the text shows it (G1)."""

from majakka.measures.definition_share import definition_share

GREEN = (
    definition_share("green-declared", version=1),
    definition_share("green-text", version=1),
)
