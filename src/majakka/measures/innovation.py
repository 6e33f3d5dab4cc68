"""Innovation share, once for each definition: the same lots, different readings (I1, I2, I4, I10)."""

from majakka.measures.definition_share import definition_share

INNOVATION = (
    definition_share("innovation-declared", version=1),
    definition_share("innovation-new-to-market", version=1),
    definition_share("innovation-new-to-buyer", version=1),
    definition_share("innovation-research", version=1),
    definition_share("innovation-procedure", version=1),
    definition_share("innovation-text", version=1),
)
