"""From evidence to answer: the one precedence that every rule shares."""

from collections.abc import Iterable, Iterator, Mapping

from majakka.base.share import Answer
from majakka.classification.records import UNKNOWN, CodedEvidence, Evidence, Outcome

STRATEGIC = "BT-06-Lot"


def decide(evidence: Iterable[Evidence]) -> Outcome:
    """Yes if anything says yes, else no if anything says no, else unknown.

    Yes goes before no because naming an aim takes a deed, while "none" and "no" are often what a form
    proposes. Contradicting evidence is all kept, yes first, so that a reader sees the disagreement.
    """
    found = sorted(evidence, key=lambda item: item.says is not Answer.YES)
    return Outcome(found[0].says, tuple(found)) if found else UNKNOWN


def coded(field: str, values: Iterable[str], says: Answer) -> Iterator[CodedEvidence]:
    return (CodedEvidence(field, value, says) for value in values)


def chosen(field: str, values: tuple[str, ...], code: str) -> Iterator[CodedEvidence]:
    """An answered list where the buyer ticks all that apply: yes if `code` is ticked, else no.

    An empty list says nothing. Other codes beside `code` do not speak against it, but "none" does.
    """
    for value in values:
        if value == code:
            yield CodedEvidence(field, value, Answer.YES)
        elif value == "none" or code not in values:
            yield CodedEvidence(field, value, Answer.NO)


def asked(statistics: Mapping[str, bool | int], keys: Iterable[str]) -> Iterator[CodedEvidence]:
    """Hilma's statistical answers to `keys`: true says yes, false says no, not asked says nothing."""
    for key in keys:
        if (value := statistics.get(key)) is not None:
            yield CodedEvidence(key, "true" if value else "false", Answer.YES if value else Answer.NO)
