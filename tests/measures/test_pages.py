"""Every measure has its page, and every page its measure."""

from pathlib import Path

import pytest

from majakka.measures.catalogue import MEASURES

PAGES = Path(__file__).resolve().parents[2] / "docs" / "measures"
HEADINGS = ("## Formula", "## Fields", "## Missing data", "## Left out", "## Source")


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.code)
def test_a_measure_has_a_page_with_formula_fields_missing_data_exclusions_and_source(measure):
    text = (PAGES / f"{measure.code}.md").read_text()
    assert [heading for heading in HEADINGS if heading not in text] == []
    assert f"`{measure.code}`" in text
    assert f"| Rule version | {measure.version} " in text


def test_there_is_no_page_without_a_measure():
    assert {page.stem for page in PAGES.glob("*.md")} == {"datasets", *(measure.code for measure in MEASURES)}
