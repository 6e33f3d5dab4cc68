"""What the worker does when."""

import threading
from datetime import datetime, timedelta

import pytest

from majakka.jobs.commands.work import work_until
from majakka.jobs.schedule import DUTIES, Duty, due_duties


def _duty(name: str) -> Duty:
    return Duty(name, timedelta(minutes=5), lambda now: None)


def test_a_duty_that_never_ran_is_due(now: datetime) -> None:
    duty = _duty("sweep")
    assert due_duties([duty], next_at={}, now=now) == [duty]


@pytest.mark.parametrize(("seconds", "is_due"), [(-1, True), (0, True), (1, False)])
def test_a_duty_is_due_from_its_moment_on(now: datetime, seconds: int, is_due: bool) -> None:
    next_at = {"sweep": now + timedelta(seconds=seconds)}
    assert bool(due_duties([_duty("sweep")], next_at=next_at, now=now)) is is_due


def test_duties_have_names_of_their_own() -> None:
    assert len({duty.name for duty in DUTIES}) == len(DUTIES)


@pytest.mark.django_db
def test_a_failing_duty_is_logged_and_does_not_stop_the_others(caplog: pytest.LogCaptureFixture) -> None:
    stop, done = threading.Event(), []

    def fail(_now: datetime) -> None:
        raise RuntimeError("no lake today")

    def finish(now: datetime) -> None:
        done.append(now)
        stop.set()

    work_until(stop, [Duty("first", timedelta(hours=1), fail), Duty("second", timedelta(hours=1), finish)])
    assert len(done) == 1
    assert "first failed" in caplog.text
    assert "no lake today" in caplog.text


@pytest.mark.django_db
def test_the_worker_ends_when_it_is_asked_to_even_between_two_duties() -> None:
    stop, done = threading.Event(), []

    def ask(_now: datetime) -> None:
        done.append("first")
        stop.set()

    work_until(
        stop,
        [Duty("first", timedelta(0), ask), Duty("second", timedelta(0), lambda now: done.append("second"))],
    )
    assert done == ["first"]
