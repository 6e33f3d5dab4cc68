"""The answers that findings give to each definition, lot by lot: what measuring reads."""

from __future__ import annotations

from majakka.base.share import Answer
from majakka.classification.models import Finding

Answers = dict[int, dict[str, bool]]


def answers_by_lot(*, first_procedure: int, last_procedure: int) -> Answers:
    """Lot primary key -> definition code -> yes (True) or no (False), for procedures in a range of primary keys.

    One query. Only notices that count and definitions in force; a question without a finding is missing: unknown.
    """
    found = Finding.objects.filter(
        lot__notice__is_current=True,
        lot__notice__procedure__gte=first_procedure,
        lot__notice__procedure__lte=last_procedure,
        definition__is_in_force=True,
    )
    answers: Answers = {}
    for lot, code, answer in found.values_list("lot_id", "definition__code", "answer").iterator():
        answers.setdefault(lot, {})[code] = answer == Answer.YES
    return answers
