"""Settings come from the environment; a server's settings pass Django's own check of deployment."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
SERVER = {
    "MAJAKKA_SECRET_KEY": "a-long-secret-of-the-test-0123456789-abcdefghijklmnopqrstuvwxyz",
    "MAJAKKA_HOSTS": "majakka.example",
    "MAJAKKA_ORIGINS": "https://majakka.example",
    "MAJAKKA_HTTPS": "1",
}


def manage(*arguments: str, data: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAJAKKA_")}
    return subprocess.run(
        [sys.executable, str(CHECKOUT / "manage.py"), *arguments],
        env=kept | {"MAJAKKA_DATA": str(data), "PYTHONPATH": str(CHECKOUT / "src")} | settings,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_server_passes_the_check_of_deployment(tmp_path):
    done = manage("check", "--deploy", "--fail-level", "WARNING", data=tmp_path, **SERVER)
    assert done.returncode == 0, done.stderr


def test_the_secret_key_is_made_once_and_only_its_owner_may_read_it(tmp_path):
    manage("check", data=tmp_path)
    path = tmp_path / "secret_key"
    first = path.read_text()
    manage("check", data=tmp_path)
    assert path.read_text() == first
    assert len(first) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_given_key_is_never_written_down(tmp_path):
    manage("check", data=tmp_path, **SERVER)
    assert not any(SERVER["MAJAKKA_SECRET_KEY"] in path.read_text() for path in tmp_path.rglob("*key*"))


def test_an_identity_provider_is_switched_on_by_its_address(tmp_path):
    ask = "import json; from django.conf import settings; print(json.dumps(settings.SOCIALACCOUNT_PROVIDERS))"
    without = json.loads(manage("shell", "-v0", "-c", ask, data=tmp_path).stdout)
    given = {"MAJAKKA_OIDC_SERVER": "https://id.example", "MAJAKKA_OIDC_CLIENT_ID": "majakka"}
    with_it = json.loads(manage("shell", "-v0", "-c", ask, data=tmp_path, **given).stdout)
    assert "openid_connect" not in without
    assert with_it["openid_connect"]["OAUTH_PKCE_ENABLED"] is True
    assert with_it["openid_connect"]["APPS"][0]["settings"]["server_url"] == "https://id.example"
