"""Phrases, stems, gaps, cancelling, sentences and analysers."""

import sys
from types import ModuleType

import pytest

from majakka.classification.starter import starter_definitions, starter_word_lists
from majakka.classification.texts.lemmas import Analyser, VoikkoAnalyser, load_analyser
from majakka.classification.texts.matcher import LONGEST_QUOTE, TextMatcher
from majakka.classification.texts.phrases import phrase_problem
from majakka.classification.texts.sentences import sentence_spans
from tests.classification.factories import ANALYSER, STARTER, a_matcher, found, starter_words


@pytest.mark.parametrize(
    ("phrase", "text", "matches"),
    [
        ("uusi ratkaisu", "uuden ratkaisun", True),
        ("uusi ratkaisu", "uusi hieno ratkaisu", False),
        ("uusi ... ratkaisu", "uusi hieno ratkaisu", True),
        ("uusi ... ratkaisu", "uusi yksi kaksi kolme ratkaisu", True),
        ("uusi ... ratkaisu", "uusi yksi kaksi kolme neljä ratkaisu", False),
        ("uusi ... ratkaisu", "ratkaisu on uusi", False),
        ("innovaatiohankin*", "Innovaatiohankinnoissa", True),
        ("innovaatiohankin*", "palveluinnovaatiohankinta", False),
        ("*innovaatio", "palveluinnovaatioista", True),
        ("*innovaatio", "innovaatioyhtiö", False),
        ("*innovaatio", "innovaatiotalon", False),
        ("*innovaatio", "innovaatioissamme", True),
        ("*innovaatio*", "palveluinnovaatioyhtiö", True),
        ("kuusi", "kuu paistaa", False),
        ("hankinta", "hankinnoissa", True),
    ],
)
def test_a_phrase_matches_by_lemma_stem_and_gap(phrase: str, text: str, matches: bool) -> None:
    assert bool(found(a_matcher(phrase), text)) is matches


def test_a_cancelling_phrase_takes_only_what_it_covers() -> None:
    matcher = a_matcher("innovaatio", "uudenlai*", opposes=("innovaatio house", "!lain tavoite"))
    (hit,) = found(matcher, "Innovaatio House saa uudenlaisen oven.")
    assert hit.words == ("uudenlaisen",)
    assert not found(matcher, "Innovaatio House saa oven.")


def test_a_phrase_with_a_mark_cancels_its_sentence_and_no_other() -> None:
    matcher = a_matcher("uudenlai*", opposes=("!lain tavoite",))
    (hit,) = found(matcher, "Lain tavoite on uudenlainen. Meillä on uudenlainen ovi.")
    assert hit.sentence == 2


def test_two_cancelling_phrases_over_one_hit_leave_the_other_hit() -> None:
    matcher = a_matcher("innovaatio", "uudenlai*", opposes=("innovaatio house", "vanha innovaatio"))
    (hit,) = found(matcher, "Vanha innovaatio house saa uudenlaisen oven.")
    assert hit.words == ("uudenlaisen",)


def test_a_page_without_full_stops_is_quoted_round_the_word() -> None:
    text = "sana " * 300 + "uudenlainen " + "sana " * 300
    (hit,) = found(a_matcher("uudenlai*"), text)
    assert len(hit.quote) <= LONGEST_QUOTE
    assert "uudenlainen" in hit.quote
    assert text[hit.start : hit.end] == hit.quote


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Yksi. Kaksi! Kolme?", ["Yksi.", "Kaksi!", "Kolme?"]),
        ("Laitteita, esim. Puhelimia ja ns. Tabletteja.", ["Laitteita, esim. Puhelimia ja ns. Tabletteja."]),
        ("Vi köper t.ex. Datorer. Och mera.", ["Vi köper t.ex. Datorer.", "Och mera."]),
        ("See e.g. Annex 2. The rest follows.", ["See e.g. Annex 2. The rest follows."]),
        ("Sopimus alkaa 1.2.2026. Optio seuraa.", ["Sopimus alkaa 1.2.2026.", "Optio seuraa."]),
        ("Alkaa 31. Joulukuuta klo 12.00 päivällä.", ["Alkaa 31. Joulukuuta klo 12.00 päivällä."]),
        ("Hinta on 3.5 milj. Euroa.", ["Hinta on 3.5 milj. Euroa."]),
        ("Rivi jatkuu\nseuraavalla rivillä.", ["Rivi jatkuu\nseuraavalla rivillä."]),
        ("Otsikko\n\nKappale alkaa.", ["Otsikko", "Kappale alkaa."]),
        ("Luettelo:\n- ensimmäinen\n- toinen", ["Luettelo:", "- ensimmäinen", "- toinen"]),
        ("all in lower case. no capital here.", ["all in lower case.", "no capital here."]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_sentences_survive_abbreviations_numbers_and_line_breaks(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in sentence_spans(text)] == sentences


@pytest.mark.parametrize(
    ("phrase", "part"),
    [
        ("", "empty"),
        ("... uusi", "gap"),
        ("uusi ...", "gap"),
        ("uu*", "too much"),
        ("uu(si", "not a word"),
        ("inno*vaatio", "not a word"),
    ],
)
def test_an_unusable_phrase_is_explained(phrase: str, part: str) -> None:
    assert part in phrase_problem(phrase)


def test_every_shipped_phrase_can_be_used_and_stands_once() -> None:
    for row in starter_word_lists():
        phrases = [*row["supports"], *row["opposes"]]
        assert [problem for phrase in phrases if (problem := phrase_problem(phrase))] == []
        assert sorted(phrases) == sorted(set(phrases)), (row["definition_code"], row["language"])


def test_every_shipped_definition_is_whole_in_three_languages() -> None:
    for row in starter_definitions():
        names = [row[f"name_{language}"] for language in ("fi", "sv", "en")]
        rules = [row[f"rule_{language}"] for language in ("fi", "sv", "en")]
        assert len({*names, *rules}) == 6, row["code"]
        assert all(len(rule) <= 500 for rule in rules)


@pytest.fixture(scope="module")
def voikko() -> Analyser:
    """The analyser of a machine that has Voikko; without its library and dictionary the tests are skipped."""
    analyser = load_analyser()
    if not analyser.name.startswith("voikko-"):
        pytest.skip("Voikko or its Finnish dictionary is not here (Debian: libvoikko1, voikko-fi)")
    return analyser


@pytest.mark.parametrize(
    ("word", "lemmas"),
    [
        ("innovatiivisen", {"innovatiivinen"}),
        ("hankinnoista", {"hankinta"}),
        ("energiatehokkuuden", {"energiatehokkuus", "tehokkuus"}),
        ("innovaatiokumppanuudessa", {"innovaatiokumppanuus", "kumppanuus"}),
        ("palveluinnovaatioineen", {"palveluinnovaatio", "innovaatio"}),
        ("kehittämistä", {"kehittää"}),
        ("ollut", {"olla"}),  # a participle: Voikko's own base form is "ollut"
        ("eivät", {"ei"}),
        ("eu-hankinnoissa", {"eu-hankinta", "hankinta"}),
        ("streetai-innovaation", {"innovaatio"}),  # a name that no dictionary has, and a word
        ("uudellamaalla", {"uusimaa"}),
        ("sensoriikan", {"sensoriikan"}),  # not in Voikko's dictionary: simplemma's turn
    ],
)
def test_voikko_knows_inflected_words_and_compounds(voikko: Analyser, word: str, lemmas: set[str]) -> None:
    assert lemmas | {word} <= voikko.lemmas(word, "fi")


def test_the_head_of_a_word_inflected_in_its_middle_is_not_cut_at_a_wrong_place(voikko: Analyser) -> None:
    assert voikko.lemmas("uudellamaalla", "fi") == {"uudellamaalla", "uusimaa"}
    assert "ymmentä" not in voikko.lemmas("kahdenkymmenen", "fi")
    assert "kaksikymmentä" in voikko.lemmas("kahdenkymmenen", "fi")


@pytest.mark.parametrize(
    ("phrase", "text", "matches"),
    [
        ("kuusi", "kuu paistaa", False),
        ("tapa", "tappaa", False),
        ("innovaatiohanke", "innovaatiot ja hanke", False),
        ("innovaatiohanke", "innovaatiohankkeiden", True),
        ("prototyyppi", "protot ja tyyppi", False),
        ("uudenlai* ... tapa", "Uudenlaista toimintatapaa haetaan.", True),
        ("uudenlai* ... tuote", "Uudenlainen matkapuhelintuote hankitaan.", True),
        ("ei ole ... markkinoilla", "Ratkaisua ei ollut vielä markkinoilla.", True),
        ("ei ole ... kaupallisesti saatavilla", "Sitä ei ole kaupallisesti saatavissa.", True),
    ],
)
def test_a_phrase_means_its_own_words_with_voikko(
    voikko: Analyser, phrase: str, text: str, matches: bool
) -> None:
    assert bool(found(a_matcher(phrase, analyser=voikko), text)) is matches


def test_voikko_leaves_other_languages_to_others(voikko: Analyser) -> None:
    assert voikko.lemmas("solutions", "en") == ANALYSER.lemmas("solutions", "en")
    assert voikko.bases("solutions", "en") == ANALYSER.bases("solutions", "en")
    assert voikko.name.endswith(f"+{ANALYSER.name}")


def test_the_shipped_finnish_words_find_with_voikko_all_that_they_find_without(voikko: Analyser) -> None:
    texts = (
        "Haemme innovatiivisen ratkaisun.",
        "Tuoteinnovaatioita otetaan käyttöön.",
        "Markkinoilla ei ole valmista ratkaisua.",
        "Kestävää kehitystä tuetaan.",
        "Hankinta ei ole innovaatio.",
        "Laadukkaat, innovatiiviset ja kestävät hankinnat.",
        "Innovaatio-ohjelman hanke alkaa.",
    )
    with_voikko = TextMatcher(starter_words(), analyser=voikko)
    both = [(STARTER.hits("fi", text), with_voikko.hits("fi", text)) for text in texts]
    assert [plain for plain, _ in both] == [fine for _, fine in both]
    assert [bool(plain) for plain, _ in both] == [True, True, True, True, False, False, False]


def test_voikko_splits_compounds_and_leaves_the_rest_to_others() -> None:
    """The two analyses are what Voikko 4.3 gives for these words; they stand in for it where it is not."""
    analyses = {
        "palveluinnovaatiossa": [{"BASEFORM": "palveluinnovaatio", "STRUCTURE": "=ppppppp=ppppppppppppp"}],
        "kuusi": [{"BASEFORM": "kuusi", "STRUCTURE": "=ppppp"}, {"BASEFORM": "kuu", "STRUCTURE": "=ppppp"}],
    }
    voikko = VoikkoAnalyser(lambda word: analyses.get(word, []), version="4.3", others=ANALYSER)
    assert voikko.lemmas("palveluinnovaatiossa", "fi") == {
        "palveluinnovaatiossa",
        "palveluinnovaatio",
        "innovaatio",
    }
    assert voikko.lemmas("kuusi", "fi") == {"kuusi", "kuu"}
    assert voikko.bases("kuusi", "fi") == {"kuusi"}
    assert "hankinta" in voikko.lemmas("hankinnat", "fi")
    assert "hankinta" in voikko.bases("hankinnat", "fi")
    assert "solution" in voikko.lemmas("solutions", "en")
    assert voikko.name.startswith("voikko-4.3+simplemma-")


def test_a_broken_voikko_is_no_voikko(monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python package without the library or the dictionary, as pip alone installs it."""

    class Broken(ModuleType):
        def Voikko(self, language: str) -> None:  # noqa: N802
            raise OSError("libvoikko.so.1: cannot open shared object file")

    monkeypatch.setitem(sys.modules, "libvoikko", Broken("libvoikko"))
    assert load_analyser.__wrapped__().name == ANALYSER.name


def test_an_analyser_is_there_on_every_machine() -> None:
    assert "simplemma-" in load_analyser().name
