"""Every reason for refusing a file can be said in the reader's language."""

from django.utils import translation

from majakka.intake.errors import Code
from majakka.intake.explanations import _SENTENCES, explain


def test_every_code_has_a_sentence():
    assert set(_SENTENCES) == set(Code)


def test_english_readers_get_every_detail():
    with translation.override("en"):
        assert explain("missing-field", "BT-701 is missing.") == "BT-701 is missing."


def test_an_unknown_code_keeps_its_message():
    with translation.override("fi"):
        assert explain("register-contradiction", "Two rows share an id.") == "Two rows share an id."
