"""Runs every measurement in a process and a data folder of its own, and prints the ratios beside their bars.

`./dev bench` measures all; `./dev bench --quick` with a tenth of the notices.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench.material import real_notices, write_notice_files


def _run(module: str, *arguments: str, environment: Mapping[str, str]) -> Any:
    """The JSON that a measuring process prints last."""
    done = subprocess.run(  # noqa: S603 - our own modules
        [sys.executable, "-m", module, *arguments],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "majakka.config.settings", **environment},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return json.loads(done.stdout.strip().splitlines()[-1])


def _line(name: str, figure: object, bar: str, *, holds: bool) -> None:
    print(f"{'ok  ' if holds else 'MISS'}  {name:<44} {figure!s:>12}   bar {bar}", flush=True)  # noqa: T201


def _import_and_pages(name: str, files: Path, environment: dict[str, str], *, pages: int) -> bool:
    _run("majakka.jobs.commands.main", "migrate", environment=environment)
    found = _run("bench.importing", str(files), environment=environment)
    holds = [found["ratio"] >= 0.05, found["classify_per_s"] >= 1500, found["import_peak_mb"] < 500]
    _line(f"{name}: import / lxml parse", f"{found['ratio']:.1%}", ">= 5 %", holds=holds[0])
    _line(
        f"{name}: import, notices/s (parse {found['parse_per_s']}/s)", found["import_per_s"], "", holds=True
    )
    _line(f"{name}: whole classification step, notices/s", found["classify_per_s"], ">= 1500", holds=holds[1])
    _line(f"{name}: import peak memory, MB", found["import_peak_mb"], "< 500", holds=holds[2])
    for kind, page in _run("bench.pages", environment=environment).items():
        good = page["p95_ms"] < 150 and page["queries"] <= 15
        holds.append(good)
        shown = f"{page['p95_ms']} ms, {page['queries']} q"
        _line(f"{name}: {kind} page, p95 ({pages} notices)", shown, "< 150 ms, <= 15 queries", holds=good)
    return all(holds)


def main() -> int:
    parser = argparse.ArgumentParser(prog="./dev bench")
    parser.add_argument("--quick", action="store_true", help="a tenth of the notices and lots")
    parser.add_argument("--notices", type=int, help="how many notices to import")
    args = parser.parse_args()
    wanted = args.notices or (2_000 if args.quick else 20_000)
    good = True
    with tempfile.TemporaryDirectory(prefix="majakka-bench-") as top:
        folder = Path(top)
        files = folder / "files"
        write_notice_files(files, real_notices(), wanted)
        good &= _import_and_pages("SQLite", files, {"MAJAKKA_DATA": str(folder / "sqlite")}, pages=wanted)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
