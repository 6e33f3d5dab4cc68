"""The period that `majakka measure` takes."""

import pytest

from majakka.jobs.commands.main import main


@pytest.mark.parametrize("period", ["٢٠٢٤", "２０２４", "2024-2023", "24", "1989", "2024 "])
def test_a_period_is_one_or_two_years_in_plain_digits(
    period: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["measure", "--period", period])
    assert stopped.value.code == 2
    assert "--period" in capsys.readouterr().err
