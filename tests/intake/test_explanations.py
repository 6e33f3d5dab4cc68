"""Every reason for refusing a file can be said in the reader's language."""

from django.utils import translation

from majakka.intake.errors import Code
from majakka.intake.explanations import _KEPT_OTHER, _REPLACED, _SENTENCES, explain, explain_redelivery
from majakka.notices.choices import KeptBecause
from majakka.notices.operations import Redelivery


def test_every_code_has_a_sentence():
    assert set(_SENTENCES) == set(Code)


def test_english_readers_get_every_detail():
    with translation.override("en"):
        assert explain("missing-field", "BT-701 is missing.") == "BT-701 is missing."


def test_an_unknown_code_keeps_its_message():
    with translation.override("fi"):
        assert explain("register-contradiction", "Two rows share an id.") == "Two rows share an id."


def test_every_reason_why_one_of_two_files_counts_has_a_sentence_for_either_outcome():
    assert set(_REPLACED) == set(_KEPT_OTHER) == set(KeptBecause)


def test_a_redelivery_is_told_in_the_readers_language():
    kept = Redelivery("b.xml", "id", 1, False, KeptBecause.SENT_LATER)
    with translation.override("fi"):
        assert explain_redelivery(kept).startswith("Saman ilmoituksen ja version toinen tiedosto jäi voimaan")
    with translation.override("sv"):
        assert explain_redelivery(kept).startswith("En annan fil med samma annons och version behölls")
