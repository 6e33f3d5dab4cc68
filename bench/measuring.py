"""All measures against the same sums in hand-written SQL. Run as `python -m bench.measuring LOTS`; prints JSON."""

import json
import sys

import django


def main(lots: int) -> None:
    django.setup()
    from majakka.base.clock import read_now
    from majakka.measures.bench import measures_benchmark

    found = measures_benchmark(now=read_now(), lots=lots)
    figures = {"ratio": found.ratio, "measures_s": found.measures_seconds, "sql_s": found.sql_seconds}
    print(json.dumps(figures))  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]))
