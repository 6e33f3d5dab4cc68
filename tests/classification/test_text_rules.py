"""Texts in three languages: what speaks for a definition, what must not, and where it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from majakka.base.share import Answer
from majakka.classification.choices import Code
from majakka.classification.records import FieldText, LotFacts, QuotedEvidence
from majakka.classification.rules import classify_lot
from majakka.classification.rules.innovation_procedure import innovation_procedure
from majakka.classification.rules.innovation_text import innovation_text
from majakka.classification.rules.quoting import MOST_QUOTES
from tests.classification.factories import STARTER, facts_with_text, found

SUPPORTING = [
    ("fi", "Hankinnan kohteena on innovatiivinen kulunvalvonta."),
    ("fi", "Etsimme INNOVATIIVISIA ratkaisuja sairaalan logistiikkaan."),
    ("fi", "Kehitetään uudenlaisia digitaalisia palveluja iäkkäille."),
    ("fi", "Haemme uudenlaista ratkaisua tien kunnon mittaamiseen."),
    ("fi", "Vastaavaa tuotetta ei ole tällä hetkellä markkinoilla."),
    ("fi", "Ratkaisua ei ole vielä kaupallisesti saatavilla."),
    ("fi", "Innovaatiokumppanuuden kehitysvaihe kestää vuoden."),
    ("fi", "Kyseessä on esikaupallisen hankinnan toinen vaihe."),
    ("fi", "Toimittaja valmistaa kaksi prototyyppiä koekäyttöön."),
    ("fi", "Pisteitä annetaan palveluinnovaatioista."),
    ("sv", "Vi söker innovativa lösningar för hemvården."),
    ("sv", "Upphandlingen gäller en ny typ av digitala lösningar."),
    ("sv", "En sådan produkt finns ännu inte på marknaden."),
    ("sv", "Innovationspartnerskapets första fas omfattar tre leverantörer."),
    ("sv", "Leverantören utvecklar en prototyp tillsammans med staden."),
    ("en", "The city looks for innovative ways to measure traffic."),
    ("en", "Solutions of this kind are not yet available."),
    ("en", "The buyer procures research and development of a sensor."),
    ("en", "This is a pre-commercial procurement in three phases."),
    ("en", "Two prototypes are tested in winter conditions."),
]
NOT_SUPPORTING = [
    ("fi", "Hankinta ei ole innovatiivinen."),
    ("fi", "Innovaatiot eivät kuulu hankintaan."),
    ("fi", "Tarjouksessa ei edellytetä innovaatioita."),
    ("fi", "Innovaatiorahoituskeskus Business Finland rahoittaa hanketta."),
    ("fi", "Kaupungin innovaatioyhtiö toimii hankintayksikkönä."),
    ("fi", "Tutkimus- ja innovaatio-ohjelma osallistuu kustannuksiin."),
    ("fi", "Lain tavoitteena on edistää laadukkaiden, innovatiivisten ja kestävien hankintojen tekemistä."),
    ("fi", "Hankitaan uusi ruokalan astianpesukone."),
    ("sv", "Upphandlingen är inte innovativ."),
    ("sv", "Hälften av personalen arbetar inom forskning, utveckling och innovationer."),
    ("sv", "Staden skaffar nya skolbussar."),
    ("en", "Cleaning services for Innovation House, floors 1 to 4."),
    ("en", "The project is funded under the research and innovation programme of the Union."),
    ("en", "The purchase is not considered innovative."),
    ("en", "The Ministry of Science and Innovation buys office chairs."),
    ("en", "A new kitchen for the school."),
]
GREEN = [
    ("fi", "Kuljetukset hoidetaan vähäpäästöisillä ajoneuvoilla.", True),
    ("fi", "Sähkö tuotetaan uusiutuvilla energialähteillä.", True),
    ("fi", "Tuotteilla on oltava Joutsenmerkki.", True),
    ("fi", "Hankinnassa edistetään kiertotaloutta.", True),
    ("fi", "Hankinnalle ei ole asetettu ympäristökriteerejä.", False),
    ("fi", "Ympäristöministeriö vastaa viestinnästä.", False),
    ("sv", "Maten lagas av ekologiska råvaror.", True),
    ("sv", "Fordonen ska vara utsläppsfria.", True),
    ("sv", "Inga särskilda miljökrav ställs.", False),
    ("en", "All paper is made of recycled fibre.", True),
    ("en", "The building must be energy efficient.", True),
    ("en", "The products are not recyclable.", False),
]


@pytest.mark.parametrize(("language", "text"), SUPPORTING)
def test_inflected_words_of_novelty_are_found(language: str, text: str) -> None:
    assert innovation_text(facts_with_text(text, language=language), STARTER).answer is Answer.YES


@pytest.mark.parametrize(("language", "text"), NOT_SUPPORTING)
def test_names_negations_and_quotes_of_law_are_not_novelty(language: str, text: str) -> None:
    assert innovation_text(facts_with_text(text, language=language), STARTER).answer is Answer.UNKNOWN


@pytest.mark.parametrize(("language", "text", "is_green"), GREEN)
def test_green_words_are_found_unless_denied(language: str, text: str, is_green: bool) -> None:
    assert bool(found(STARTER, text, language=language, code=Code.GREEN_TEXT)) is is_green


@pytest.mark.parametrize("language", ["de", "nb", "fr", "und", ""])
def test_other_languages_are_not_read(language: str) -> None:
    text = "Innovative innovation innovatiivinen innovativ recycled"
    assert innovation_text(facts_with_text(text, language=language), STARTER).answer is Answer.UNKNOWN


def test_a_quote_stands_where_it_says() -> None:
    text = (
        "Ostamme esim. laitteita. Tavoite on uusi.\n  Haemme innovatiivista ratkaisua İstanbulista!  Kiitos."
    )
    (quote,) = innovation_text(facts_with_text(text), STARTER).evidence
    assert isinstance(quote, QuotedEvidence)
    assert text[quote.start : quote.end] == quote.quote == "Haemme innovatiivista ratkaisua İstanbulista!"
    assert quote.sentence == 3
    assert quote.words == ("innovatiivista",)
    assert [quote.quote[first:last] for first, last in quote.marks] == ["innovatiivista"]
    assert quote.as_json()["field"] == "BT-24-Lot"


def test_a_text_that_stands_in_two_fields_is_quoted_once_from_the_lot() -> None:
    text = "Innovatiivinen valaistus"
    facts = LotFacts(texts=tuple(FieldText(field, "fi", text) for field in ("BT-21-Lot", "BT-21-Procedure")))
    assert [item.field for item in innovation_text(facts, STARTER).evidence] == ["BT-21-Lot"]


def test_a_long_description_gives_a_few_quotes_only() -> None:
    text = "Ratkaisu on innovatiivinen. " * 50
    assert len(innovation_text(facts_with_text(text), STARTER).evidence) == MOST_QUOTES


def test_an_award_criterion_is_quoted_with_its_number() -> None:
    facts = LotFacts(texts=(FieldText("BT-540-Lot", "en", "Points for innovative methods.", item=2),))
    (quote,) = innovation_text(facts, STARTER).evidence
    assert quote.as_json()["item"] == 2


@pytest.mark.parametrize(
    ("procedure_type", "title", "expected"),
    [
        ("innovation", "Sensorit", Answer.YES),
        ("open", "Sensorit", Answer.NO),
        ("comp-dial", "Innovatiivinen silta", Answer.NO),
        ("", "Sensorit", Answer.UNKNOWN),
        ("", "Esikaupallinen hankinta: sensorit", Answer.YES),
        ("oth-mult", "Sensorien esikaupallinen hankinta", Answer.YES),
    ],
)
def test_a_formal_procedure_is_known_by_its_code_or_its_title(
    procedure_type: str, title: str, expected: Answer
) -> None:
    facts = facts_with_text(title, field="BT-21-Lot", procedure_type=procedure_type)
    assert innovation_procedure(facts, STARTER).answer is expected


def test_a_description_that_mentions_a_procedure_is_no_procedure() -> None:
    facts = facts_with_text("Aiemmin tehtiin esikaupallinen hankinta.", procedure_type="open")
    assert innovation_procedure(facts, STARTER).answer is Answer.NO


@pytest.mark.parametrize(
    "text",
    [
        "Innovatiivinen ympÃ¤ristÃ¶ystÃ¤vÃ¤llinen ratkaisu",
        "Ã„Ã–Ã…Ã¤Ã¶Ã¥ innovaatio\u0080\u0099 ï¿½",
        "\ufeff\u200b\u00ad...!!!???",
        "İ" * 500 + " innovatiivinen",
        "a" * 20_000 + " innovatiivinen " + "b" * 20_000,
    ],
)
def test_damaged_text_is_read_without_a_fall(text: str) -> None:
    for quote in innovation_text(facts_with_text(text), STARTER).evidence:
        assert isinstance(quote, QuotedEvidence)
        assert text[quote.start : quote.end] == quote.quote


_texts = st.builds(
    FieldText,
    st.sampled_from(["BT-21-Lot", "BT-24-Lot", "BT-24-Procedure"]),
    st.sampled_from(["fi", "sv", "en", "de"]),
    st.one_of(
        st.sampled_from([text for _, text in SUPPORTING + NOT_SUPPORTING]),
        st.text(max_size=80),
        st.lists(st.sampled_from([text for _, text in SUPPORTING + NOT_SUPPORTING]), max_size=4).map(
            " ".join
        ),
    ),
)


@given(st.lists(_texts, max_size=4), _texts)
def test_one_more_text_never_takes_a_yes_away(texts: list[FieldText], more: FieldText) -> None:
    def answers(*given: FieldText) -> set[str]:
        facts = LotFacts(texts=given)
        return {
            code for code, outcome in classify_lot(facts, matcher=STARTER) if outcome.answer is Answer.YES
        }

    assert answers(*texts) <= answers(*texts, more)


@given(_texts)
def test_every_quote_is_in_its_text(text: FieldText) -> None:
    for code in (Code.INNOVATION_TEXT, Code.GREEN_TEXT):
        for hit in found(STARTER, text.text, language=text.language, code=code):
            assert text.text[hit.start : hit.end] == hit.quote
            assert [hit.quote[first:last] for first, last in hit.marks] == list(hit.words)
