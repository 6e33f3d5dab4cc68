"""The collecting of texts for translation (setup/catalogues.py) misses nothing and invents nothing."""

import runpy
import sys
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="module")
def catalogues(checkout: Path) -> dict[str, Any]:
    sys.path.insert(0, str(checkout / "setup"))
    try:
        return runpy.run_path(str(checkout / "setup" / "catalogues.py"), run_name="catalogues")
    finally:
        sys.path.remove(str(checkout / "setup"))


def test_texts_of_templates_are_found_in_every_form(catalogues: dict[str, Any]) -> None:
    source = """
        <p>{% translate "It's (half)" %}</p> {% translate 'Say "x"' as said %}
        {% blocktranslate count n=x %}{{ n }} notice{% plural %}{{ n }} notices{% endblocktranslate %}
        {{ name|default:_("Nobody") }} {% translate "May" context "month" %}
        <c-share-bar :label="_('Share')" />
    """
    found = {(text, context) for text, context in catalogues["texts_of_template"](source)}
    assert found == {
        ("It's (half)", None),
        ('Say "x"', None),
        (("%(n)s notice", "%(n)s notices"), None),
        ("Nobody", None),
        ("May", "month"),
        ("Share", None),
    }


def test_a_text_on_the_last_line_is_found_below_a_comment(catalogues: dict[str, Any]) -> None:
    source = '{% comment %}A page.{% endcomment %}\n{% translate "Back" %}'
    assert [text for text, _context in catalogues["texts_of_template"](source)] == ["Back"]


@pytest.mark.parametrize(
    ("english", "translation", "fault"),
    [
        ("Notices", "Ilmoitukset", ""),
        ("Notices", "", "not translated"),
        ("%(n)s lots", "%(n)s osaa", ""),
        ("%(n)s lots", "osaa", "lacks a placeholder of the English text"),
        ("%(n)s lots", "%(m)s osaa", "has a placeholder that the English text has not"),
        (("%(n)s lot", "%(n)s lots"), ("yksi osa", "%(n)s osaa"), ""),
        (("%(n)s lot", "%(n)s lots"), ("yksi osa", ""), "not translated"),
    ],
)
def test_a_translation_is_checked_against_its_english_text(
    catalogues: dict[str, Any], english: str | tuple[str, str], translation: str | tuple[str, str], fault: str
) -> None:
    message = catalogues["Message"]
    assert catalogues["fault_of"](message(english), message(english, translation)) == fault


def test_a_text_outside_the_catalogue_and_an_unsure_translation_are_faults(
    catalogues: dict[str, Any],
) -> None:
    message = catalogues["Message"]
    assert "not in the catalogue" in catalogues["fault_of"](message("Notices"), None)
    unsure = message("Notices", "Ilmoitukset", flags=["fuzzy"])
    assert catalogues["fault_of"](message("Notices"), unsure) == "marked fuzzy"
