"""`majakka measure` and `majakka classify` from the shell."""

import json

import pytest

from majakka.classification.operations import ensure_definitions
from majakka.indicators.operations import ensure_indicators
from majakka.jobs.commands.main import main
from majakka.measures.datasets import DATASET_VERSION
from majakka.notices.operations import record_notices
from majakka.organisations.queries import Matcher
from tests.notices.factories import award, incoming

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english(monkeypatch):
    monkeypatch.setenv("MAJAKKA_LANGUAGE", "en")


@pytest.fixture
def notices(now):
    ensure_indicators()
    ensure_definitions()
    record_notices([incoming(award(seed)) for seed in (1, 2)], now=now, matcher=Matcher())


def test_classify_and_measure_print_one_line_of_json(notices, capsys):
    assert main(["classify", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["classified"] == 2
    assert main(["measure", "--period", "2024-2025", "--json"]) == 0
    outcome = json.loads(capsys.readouterr().out)
    assert outcome["years"] == [2025]
    assert outcome["rows"]["lots"] == 2
    assert outcome["values"] == outcome["new"] > 0
    assert outcome["rule_version"]


def test_measure_says_in_words_what_it_did_and_by_which_rules(notices, capsys):
    assert main(["measure"]) == 0
    text = capsys.readouterr().out
    assert "2025" in text
    assert f"awards {DATASET_VERSION}" in text


@pytest.mark.parametrize(
    "period", ["twenty", "25", "2025-2024", "2025-", "1066", "2025-2026-2027", "2025–2026"]
)
def test_a_bad_period_is_misuse_with_a_clear_message(period, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["measure", "--period", period])
    assert stopped.value.code == 2
    message = capsys.readouterr().err
    assert period in message
    assert "2022-2024" in message or "earlier year first" in message
