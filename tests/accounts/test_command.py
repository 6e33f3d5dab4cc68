"""`majakka people` from the shell."""

import io
import json
from datetime import date

import pytest
from auditlog.models import LogEntry

from majakka.accounts.models import User
from majakka.jobs.commands.main import main
from tests.accounts.factories import organisation

pytestmark = pytest.mark.django_db
PASSWORD = "kolme hyvää hevosta 7"


def add(*more: str) -> int:
    return main(["people", "add", "aino@example.fi", "--role", "expert", "--organisation", "agency", *more])


def test_a_person_is_added_with_a_password_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    organisation("agency")
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
    assert add("--password-stdin", "--name", "Aino", "--language", "sv") == 0
    user = User.objects.get()
    assert user.check_password(PASSWORD)
    assert (user.name, user.language) == ("Aino", "sv")
    assert PASSWORD not in str(list(LogEntry.objects.values_list("changes", flat=True)))


def test_a_weak_password_leaves_no_person_behind(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    organisation("agency")
    monkeypatch.setattr("sys.stdin", io.StringIO("123\n"))
    assert add("--password-stdin") == 1
    assert not User.objects.exists()
    assert capsys.readouterr().err.startswith("majakka: ")


def test_an_unknown_organisation_is_told_with_the_remedy(capsys: pytest.CaptureFixture[str]) -> None:
    assert add() == 1
    assert "agency" in capsys.readouterr().err


def test_people_are_listed_ended_and_shut_out(capsys: pytest.CaptureFixture[str]) -> None:
    organisation("agency")
    add()
    main(["people", "list", "--json"])
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert [(role["role"], role["organisation"]) for role in told["roles"]] == [("expert", "agency")]
    assert main(["people", "end", "aino@example.fi", "--organisation", "agency", "--on", "2999-01-01"]) == 0
    assert User.objects.get().memberships.get().ends_on == date(2999, 1, 1)
    assert main(["people", "end", "aino@example.fi", "--organisation", "agency", "--role", "viewer"]) == 1
    assert main(["people", "shut-out", "aino@example.fi"]) == 0
    assert not User.objects.get().is_active
    main(["people", "list", "--organisation", "agency"])
    assert "shut out" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words", ["", "add x@example.fi", "add x@example.fi --role king --organisation agency"]
)
def test_misuse_ends_with_two(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        main(["people", *words.split()])
    assert raised.value.code == 2
    assert "usage" in capsys.readouterr().err
