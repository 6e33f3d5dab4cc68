"""Suitable for small and medium-sized enterprises, as the buyer says."""

from majakka.base.share import Answer
from majakka.classification.records import CodedEvidence, LotFacts, Outcome
from majakka.classification.rules.answers import asked, decide

KEYS = ("smeParticipationConsidered",)


def sme_suitable(facts: LotFacts) -> Outcome:
    """Yes: BT-726 is true, or Hilma's smeParticipationConsidered is true. No: one of them is false and none true."""
    evidence = list(asked(facts.statistics, KEYS))
    if facts.sme_suitable is not None:
        says = Answer.YES if facts.sme_suitable else Answer.NO
        evidence.append(CodedEvidence("BT-726-Lot", "true" if facts.sme_suitable else "false", says))
    return decide(evidence)
