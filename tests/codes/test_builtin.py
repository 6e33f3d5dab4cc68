"""What is built in: closed lists, labels, countries and languages."""

import doctest

import pytest

from majakka.codes import builtin

CLOSED = [
    "currency",
    "country",
    "language",
    "procurement-procedure-type",
    "contract-nature",
    "strategic-procurement",
    "innovative-acquisition",
    "environmental-impact",
    "social-objective",
    "gpp-criteria",
    "winner-selection-status",
    "notice-subtype",
    "form-type",
    "notice-type",
    "received-submission-type",
    "economic-operator-size",
    "accessibility",
    "reserved-procurement",
    "non-award-justification",
    "award-criterion-type",
    "direct-award-justification",
    "dps-usage",
    "framework-agreement",
    "buyer-legal-type",
    "main-activity",
    "number-weight",
    "permission",
    "cpv-division",
]


@pytest.mark.parametrize("list_code", CLOSED)
def test_every_closed_list_is_built_in(list_code: str) -> None:
    assert len(builtin.known_codes(list_code) or ()) >= 3


@pytest.mark.parametrize("list_code", [code for code in CLOSED if code != "currency"])
def test_every_built_in_code_has_a_label_in_three_languages(list_code: str) -> None:
    unlabelled = [
        code.code
        for code in builtin.starter_codes(list_code).values()
        if set(code.labels) != set(builtin.LABEL_LANGUAGES)
    ]
    assert unlabelled == []


@pytest.mark.parametrize("list_code", sorted(builtin.starter_lists()))
def test_no_built_in_label_is_too_long_for_a_table(list_code: str) -> None:
    longest = max(
        (text for code in builtin.starter_codes(list_code).values() for text in code.labels.values()), key=len
    )
    assert len(longest) <= 170, longest


@pytest.mark.parametrize("list_code", sorted(builtin.starter_lists()))
def test_every_built_in_list_says_where_its_facts_come_from(list_code: str) -> None:
    starter = builtin.starter_lists()[list_code]
    assert starter.source
    assert starter.version


def test_an_open_list_cannot_say_that_a_code_is_unknown() -> None:
    assert builtin.known_codes("nuts") is None
    assert builtin.known_codes("no-such-list") is None
    assert builtin.is_known_code("nuts", "ZZ999")
    assert not builtin.is_known_code("currency", "ABC")


def test_the_cpv_has_45_divisions() -> None:
    divisions = builtin.known_codes("cpv-division") or frozenset()
    assert len(divisions) == 45
    assert {"03", "45", "72", "98"} <= divisions


@pytest.mark.parametrize(
    ("subtype", "known", "european"),
    [("4", True, "4"), ("N4", True, "4"), ("N29", True, "29"), ("N41", False, "41"), ("CEI", True, "CEI")],
)
def test_national_subtypes_follow_the_european_ones(subtype: str, known: bool, european: str) -> None:
    assert builtin.is_known_code("notice-subtype", subtype) is known
    assert builtin.european_subtype(subtype) == european


def test_a_national_subtype_is_labelled_as_national() -> None:
    assert builtin.builtin_label("notice-subtype", "N16", "sv") == (
        builtin.builtin_label("notice-subtype", "16", "sv") + " (nationell)"
    )


@pytest.mark.parametrize(
    ("written", "alpha2"),
    [
        ("FIN", "FI"),
        ("fi", "FI"),
        ("UK", "GB"),
        ("EL", "GR"),
        ("GRC", "GR"),
        ("XKX", "XK"),
        ("1A", "XK"),
        ("XVA", "XV"),
        ("MQ", "MQ"),
        ("ZZ", None),
        ("", None),
    ],
)
def test_countries_become_iso_alpha_2(written: str, alpha2: str | None) -> None:
    assert builtin.country_alpha2(written) == alpha2


def test_no_two_countries_share_an_alpha_2_code() -> None:
    codes = [country.equivalent for country in builtin.starter_codes("country").values()]
    assert len(codes) == len(set(codes))
    assert all(len(code) == 2 and code.isupper() for code in codes)


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("FIN", "fi"),
        ("SWE", "sv"),
        ("NOR", "no"),
        ("NOB", "nb"),
        ("NNO", "nn"),
        ("SME", "se"),
        ("CNR", "cnr"),
        ("EN", "en"),
    ],
)
def test_languages_become_bcp_47_tags(written: str, tag: str) -> None:
    assert builtin.language_tag(written) == tag


def test_an_unknown_language_is_undetermined() -> None:
    assert builtin.language_tag("???") == "und"


def test_the_demo_country_has_its_names() -> None:
    names = [builtin.builtin_label("country", "XV", language) for language in ("fi", "sv", "en")]
    assert names == ["Valomaa", "Ljuslandet", "Valomaa"]


def test_a_whole_division_of_the_cpv_is_labelled_without_an_import() -> None:
    assert builtin.builtin_label("cpv", "72000000", "fi") == builtin.builtin_label("cpv-division", "72", "fi")
    assert builtin.builtin_label("cpv", "72212000", "fi") == ""


def test_the_examples_in_the_manual_hold() -> None:
    assert doctest.testmod(builtin).failed == 0
