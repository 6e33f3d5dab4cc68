"""`majakka serve` and `majakka work` as processes of their own: they answer, and they stop when asked to."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

_MAIN = [sys.executable, "-m", "majakka.jobs.commands.main"]


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A store of its own, on SQLite whatever the suite runs on."""
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith("MAJAKKA_") and k != "DJANGO_SETTINGS_MODULE"
    }
    env = kept | {"MAJAKKA_DATA": str(tmp_path_factory.mktemp("served") / "data")}
    subprocess.run([*_MAIN, "migrate"], env=env, check=True, capture_output=True, timeout=120)
    return env


def _started(env: dict[str, str], *args: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*_MAIN, *args], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def _ended(env: dict[str, str], *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*_MAIN, *args], env=env, capture_output=True, text=True, timeout=120, check=False)


def test_the_server_prints_its_address_answers_there_and_stops_on_sigterm(env: dict[str, str]) -> None:
    with _started(env, "serve", "--port", "0") as server:
        assert server.stdout is not None
        address = server.stdout.readline().split()[-1]
        with urllib.request.urlopen(f"{address}api/v1/openapi.json", timeout=30) as answer:  # noqa: S310
            assert answer.status == 200
            assert answer.headers["Server"] is None
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=15) == 0


def test_a_taken_port_is_said_with_its_remedy(env: dict[str, str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = str(taken.getsockname()[1])
        done = _ended(env, "serve", "--port", number)
    assert done.returncode == 1
    assert number in done.stderr
    assert "--port" in done.stderr


def test_a_store_that_was_not_migrated_is_not_served(env: dict[str, str], tmp_path: Path) -> None:
    done = _ended(env | {"MAJAKKA_DATA": str(tmp_path / "new")}, "serve")
    assert done.returncode == 1
    assert "majakka migrate" in done.stderr


def test_the_worker_does_everything_once_or_until_it_is_stopped(env: dict[str, str]) -> None:
    once = _ended(env, "work", "--once")
    assert (once.returncode, once.stderr) == (0, "")
    with _started(env, "work") as worker:
        with pytest.raises(subprocess.TimeoutExpired):
            worker.wait(timeout=3)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=15) == 0
