"""Runs every measurement in a process and a data folder of its own, and prints the ratios beside their bars.

`./dev bench` measures all (some fifteen minutes); `./dev bench --quick` with a tenth of the notices and lots.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.material import real_notices, write_notice_files

_CHECKOUT = Path(__file__).resolve().parent.parent
_POSTGRES = [sys.executable, str(_CHECKOUT / "setup" / "postgres.py")]


class Report:
    """Prints each figure beside its bar and remembers whether all hold."""

    def __init__(self) -> None:
        self.holds = True

    def line(self, name: str, figure: object, bar: str, *, holds: bool) -> None:
        self.holds &= holds
        print(f"{'ok  ' if holds else 'MISS'}  {name:<58} {figure!s:>18}   {bar}", flush=True)  # noqa: T201


def _run(command: list[str], *, data: Path) -> Any:
    """The JSON that a measuring process prints last."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "majakka.config.settings",
        "MAJAKKA_DATA": str(data),
    }
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True, text=True)  # noqa: S603
    return json.loads(done.stdout.strip().splitlines()[-1])


def _report_store(report: Report, name: str, found: dict[str, Any], *, pages: int) -> None:
    figures = found["import"]
    ratio = figures["ratio"]
    report.line(
        f"{name}: import / lxml parse of the same bytes", f"{ratio:.1%}", ">= 5 %", holds=ratio >= 0.05
    )
    rates = f"{figures['import_per_s']} / {figures['parse_per_s']}"
    report.line(f"{name}: the same as notices a second", rates, "", holds=True)
    peak = figures["peak_mb"]
    report.line(f"{name}: peak memory of the import, MB", peak, "< 500", holds=peak < 500)
    peak = figures["peak_all_mb"]
    report.line(f"{name}: the same after {pages} notices", peak, "< 500", holds=peak < 500)
    rules = figures["rules_per_s"]
    report.line(f"{name}: classification, rules and texts, notices/s", rules, ">= 1500", holds=rules >= 1500)
    report.line(f"{name}: classification with its rows, notices/s", figures["classify_per_s"], "", holds=True)
    for kind, page in found["pages"].items():
        shown = f"{page['p95_ms']} ms, {page['queries']} queries"
        good = page["p95_ms"] < 150 and page["queries"] <= 15
        report.line(
            f"{name}: {kind} page, p95, {pages} notices", shown, "< 150 ms, <= 15 queries", holds=good
        )


def main() -> int:
    parser = argparse.ArgumentParser(prog="./dev bench")
    parser.add_argument("--quick", action="store_true", help="a tenth of the notices and lots")
    args = parser.parse_args()
    share = 10 if args.quick else 1
    notices, pages, lots = 20_000 // share, 100_000 // share, 1_000_000 // share
    report = Report()
    with tempfile.TemporaryDirectory(prefix="majakka-bench-") as top:
        folder = Path(top)
        write_notice_files(folder / "files", real_notices(), notices)
        store = [sys.executable, "-m", "bench.store", str(folder / "files"), str(notices), str(pages)]
        _report_store(report, "SQLite", _run(store, data=folder / "sqlite"), pages=pages)
        _report_store(report, "PostgreSQL", _run(_POSTGRES + store, data=folder / "postgres"), pages=pages)
        found = _run([sys.executable, "-m", "bench.measuring", str(lots)], data=folder / "measures")
    ratio = found["ratio"]
    report.line(
        f"All measures / hand-written SQL, {lots} lots", f"{ratio:.2f} x", "<= 1.5 x", holds=ratio <= 1.5
    )
    return 0 if report.holds else 1


if __name__ == "__main__":
    sys.exit(main())
