"""Definitions, word lists and classification in the database."""

from datetime import datetime

import pytest
from django.db.models import Q

from majakka.base.share import Answer
from majakka.classification.choices import Code
from majakka.classification.errors import DefinitionError, WordListError
from majakka.classification.models import Classified, Definition, Finding, WordList
from majakka.classification.operations import (
    classify_pending,
    edit_word_list,
    ensure_definitions,
    publish_definition,
)
from majakka.classification.queries import (
    answers_by_notice_lot,
    definitions_in_force,
    findings_of,
    rules_version,
    unclassified_notices,
)
from tests.classification.factories import stored_notice

pytestmark = pytest.mark.django_db


def everything() -> list[tuple[object, ...]]:
    rows = Finding.objects.order_by("lot_id", "definition__code")
    return list(
        rows.values_list("lot__notice__number", "lot__identifier", "definition__code", "answer", "evidence")
    )


def test_definitions_load_once_and_cover_every_rule() -> None:
    ensure_definitions()
    first = list(Definition.objects.values_list("pk", flat=True))
    lists = WordList.objects.count()
    ensure_definitions()
    assert list(Definition.objects.values_list("pk", flat=True)) == first
    assert WordList.objects.count() == lists == 9
    assert {item.code for item in definitions_in_force()} == set(Code)
    assert {item.family for item in definitions_in_force("green")} == {"green"}


def test_a_notice_is_classified_lot_by_lot_with_evidence(now: datetime) -> None:
    notice = stored_notice(
        {"strategic": ["inn-pur", "none"], "statistics": {"solutionNewToMarketOrIndustry": False}},
        {
            "descriptions": {"fi": "Haemme innovatiivista ratkaisua.", "sv": "Vi söker stolar."},
            "sme_suitable": True,
        },
        {"criteria": [{"kind": "quality", "names": {"en": "Recycled materials"}, "descriptions": {}}]},
        titles={"fi": "Kalusteet"},
        procedure_type="open",
        cpv="73000000",
    )
    assert classify_pending(now=now) == 1
    assert answers_by_notice_lot([notice.pk]) == {
        (notice.pk, "LOT-0001"): {
            "innovation-declared": "yes",
            "innovation-new-to-market": "no",
            "innovation-research": "yes",
            "innovation-procedure": "no",
            "green-declared": "no",
            "social-declared": "no",
        },
        (notice.pk, "LOT-0002"): {
            "innovation-research": "yes",
            "innovation-procedure": "no",
            "innovation-text": "yes",
            "sme-suitable": "yes",
        },
        (notice.pk, "LOT-0003"): {
            "innovation-research": "yes",
            "innovation-procedure": "no",
            "green-text": "yes",
        },
    }
    quote = Finding.objects.get(definition__code="innovation-text").evidence[0]
    assert (quote["field"], quote["language"], quote["words"]) == ("BT-24-Lot", "fi", ["innovatiivista"])
    declared = Finding.objects.get(definition__code="innovation-declared").evidence
    assert [(item["value"], item["says"]) for item in declared] == [("inn-pur", "yes"), ("none", "no")]


def test_the_findings_of_a_notice_name_every_definition(now: datetime, django_assert_num_queries) -> None:
    notice = stored_notice({"sme_suitable": False}, {})
    classify_pending(now=now)
    with django_assert_num_queries(3):
        first, second = findings_of(notice)
    assert [item.definition.code for item in first.findings] == [str(item) for item in Code]
    assert first.findings[-1].answer is Answer.NO
    assert first.findings[-1].evidence == [{"field": "BT-726-Lot", "value": "false", "says": "no"}]
    assert {item.answer for item in second.findings} == {Answer.UNKNOWN}


def test_classifying_again_does_nothing(now: datetime) -> None:
    for _ in range(3):
        stored_notice({"strategic": ["none"]})
    assert classify_pending(now=now, batch=2) == 3
    before = everything()
    assert classify_pending(now=now) == 0
    assert everything() == before
    assert not unclassified_notices(rules_version()).exists()


def test_a_batch_takes_few_queries_however_many_notices(now: datetime, django_assert_max_num_queries) -> None:
    ensure_definitions()
    for _ in range(60):
        stored_notice({"strategic": ["none"]}, {"environment": ["circ-econ"]})
    with django_assert_max_num_queries(18):
        assert classify_pending(now=now) == 60


def test_a_killed_run_leaves_whole_batches_and_goes_on(now: datetime) -> None:
    for _ in range(5):
        stored_notice({"strategic": ["none"]})

    def die(done: int) -> None:
        if done >= 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        classify_pending(now=now, batch=2, progress=die)
    assert Classified.objects.count() == 4
    assert classify_pending(now=now, batch=2) == 1
    assert len(everything()) == 5 * Finding.objects.values("definition").distinct().count()


@pytest.mark.django_db(transaction=True)
def test_a_batch_that_fails_leaves_nothing_of_itself(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    ensure_definitions()
    for _ in range(2):
        stored_notice({"strategic": ["none"]})
    bad = stored_notice({"strategic": ["none"], "statistics": 5})
    with pytest.raises(AttributeError):
        classify_pending(now=now, batch=2)
    assert Classified.objects.count() == 2
    assert not Finding.objects.filter(lot__notice=bad).exists()
    bad.lots.update(statistics={})
    assert classify_pending(now=now, batch=2) == 1


def test_an_edited_list_makes_a_new_version_and_classifies_again(now: datetime) -> None:
    notice = stored_notice({"titles": {"fi": "Kvanttimagneettinen mittari"}})
    classify_pending(now=now)
    before = rules_version()
    assert answers_by_notice_lot([notice.pk]) == {}
    old = WordList.objects.get(definition_code="innovation-text", language="fi", is_in_force=True)
    new = edit_word_list(
        "innovation-text", language="fi", supports=["kvanttimagneetti*"], source="Steering group 20.11.2026"
    )
    assert (new.version, new.is_in_force) == (old.version + 1, True)
    assert WordList.objects.get(pk=old.pk).is_in_force is False
    assert rules_version() != before
    assert classify_pending(now=now) == 1
    assert answers_by_notice_lot([notice.pk]) == {(notice.pk, "LOT-0001"): {"innovation-text": "yes"}}


def test_an_answer_that_no_longer_holds_is_taken_away(now: datetime) -> None:
    notice = stored_notice({"titles": {"fi": "Innovatiivinen mittari"}})
    classify_pending(now=now)
    assert answers_by_notice_lot([notice.pk])
    edit_word_list("innovation-text", language="fi", supports=["kvantti*"], source="test")
    classify_pending(now=now)
    assert answers_by_notice_lot([notice.pk]) == {}
    assert Classified.objects.get(notice=notice).rules_version == rules_version()


def test_an_edited_list_survives_the_next_start() -> None:
    ensure_definitions()
    edit_word_list("green-text", language="sv", supports=["grön*"], source="test")
    ensure_definitions()
    assert WordList.objects.get(definition_code="green-text", language="sv", is_in_force=True).supports == [
        "grön*"
    ]


def test_an_unusable_list_is_refused_with_every_reason() -> None:
    ensure_definitions()
    with pytest.raises(WordListError) as refused:
        edit_word_list(
            "green-declared", language="de", supports=["x*", "!uusi"], opposes=["... ei"], source="test"
        )
    assert len(refused.value.problems) == 5
    with pytest.raises(WordListError, match="at least one phrase"):
        edit_word_list("green-text", language="fi", supports=[], source="test")
    assert not WordList.objects.filter(~Q(version=1)).exists()


def test_a_list_is_tidied_before_it_is_stored() -> None:
    edited = edit_word_list(
        "green-text", language="en", supports=["  solar   power ", "solar power"], source="test"
    )
    assert edited.supports == ["solar power"]


def test_a_published_definition_keeps_the_old_one() -> None:
    ensure_definitions()
    before = rules_version()
    new = publish_definition("green-declared", changes={"rule_en": "Another wording."})
    old = Definition.objects.get(code="green-declared", version=1)
    assert (new.version, new.rule_en, new.rule_fi, new.order) == (
        2,
        "Another wording.",
        old.rule_fi,
        old.order,
    )
    assert old.is_in_force is False
    assert rules_version() != before
    ensure_definitions()
    assert Definition.objects.get(code="green-declared", is_in_force=True) == new


def test_answers_under_a_replaced_definition_do_not_count_until_classified_again(now: datetime) -> None:
    notice = stored_notice({"sme_suitable": True})
    classify_pending(now=now)
    publish_definition("sme-suitable", changes={"name_en": "Good for SMEs"})
    assert answers_by_notice_lot([notice.pk]) == {}
    classify_pending(now=now)
    assert answers_by_notice_lot([notice.pk]) == {(notice.pk, "LOT-0001"): {"sme-suitable": "yes"}}


@pytest.mark.parametrize(
    ("code", "changes", "part"),
    [
        ("nothing", {"rule_en": "x"}, "no definition"),
        ("green-text", {"rule_en": " "}, "empty"),
        ("green-text", {"code": "other"}, "cannot be changed"),
        ("green-text", {"rule_en": "x" * 501}, "at most 500"),
    ],
)
def test_an_unusable_definition_is_refused(code: str, changes: dict[str, str], part: str) -> None:
    ensure_definitions()
    with pytest.raises(DefinitionError, match=part):
        publish_definition(code, changes=changes)
    assert not Definition.objects.filter(version=2).exists()
