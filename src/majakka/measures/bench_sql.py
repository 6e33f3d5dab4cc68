"""The same sums as the measures, written by hand in DuckDB's SQL: the other side of the benchmark and of a test.

One scan a table, then the cells added up over divisions, tree and countries, as a person would write it for speed.
"""

from __future__ import annotations

from collections.abc import Mapping

from majakka.measures.datasets import DEFINITIONS, answer_column

_WON = "outcome = 'selec-w'"
_BID = f"{_WON} AND NOT is_framework"
_CALLED = f"{_WON} AND procedure_type <> 'neg-wo-call'"
_DAYS = "CASE WHEN decision >= deadline THEN date_diff('day', deadline, decision) END"

_ADD_UP = """
WITH cells AS (
  SELECT organisation, country, is_demo, year, division, {sums} FROM {table} WHERE year IS NOT NULL GROUP BY ALL
), divided AS (
  SELECT * FROM cells WHERE division <> ''
  UNION ALL BY NAME
  SELECT organisation, country, is_demo, year, '' AS division, {added} FROM cells GROUP BY ALL
), counted AS (
  SELECT *, {units} FROM divided
)
SELECT scope AS organisation, '' AS country, year, division, {added_units}
FROM counted JOIN {ancestors} USING (organisation, year) GROUP BY ALL
UNION ALL BY NAME
SELECT NULL AS organisation, country, year, division, {added_units} FROM counted WHERE country <> '' GROUP BY ALL
UNION ALL BY NAME
SELECT NULL AS organisation, '' AS country, year, division, {added_units} FROM counted WHERE NOT is_demo GROUP BY ALL
"""

_MEDIAN = """
WITH rows AS (
  SELECT organisation, country, is_demo, year, division, {days} AS days
  FROM {lots} WHERE {called} AND year IS NOT NULL AND {days} IS NOT NULL
), divided AS (
  SELECT * FROM rows WHERE division <> '' UNION ALL BY NAME SELECT * REPLACE ('' AS division) FROM rows
)
SELECT scope AS organisation, '' AS country, year, division, median(days) AS median
FROM divided JOIN {ancestors} USING (organisation, year) GROUP BY ALL
UNION ALL BY NAME
SELECT NULL AS organisation, country, year, division, median(days) AS median
FROM divided WHERE country <> '' GROUP BY ALL
UNION ALL BY NAME
SELECT NULL AS organisation, '' AS country, year, division, median(days) AS median
FROM divided WHERE NOT is_demo GROUP BY ALL
"""


def hand_written(tables: Mapping[str, str]) -> dict[str, str]:
    """Statements for tables of these names: sums of lots, procedures and winners, and the median of days.

    Columns are "<code with _>__<number>"; denominators that measures share are named after the first of them.
    """
    return {
        "lots": _add_up(tables["lots"], tables["ancestors"], _lot_sums(), ("won", "bid", "called")),
        "procedures": _add_up(tables["procedures"], tables["ancestors"], _procedure_sums(), ("all",)),
        "winners": _add_up(tables["winners"], tables["ancestors"], _winner_sums(), ("all",)),
        "median": _MEDIAN.format(
            lots=tables["lots"], ancestors=tables["ancestors"], days=_DAYS, called=_CALLED
        ),
    }


def _add_up(table: str, ancestors: str, sums: Mapping[str, str], wholes: tuple[str, ...]) -> str:
    units = {
        f"{whole}__units": f"(organisation IS NOT NULL AND {whole}__whole > 0)::BIGINT" for whole in wholes
    }
    return _ADD_UP.format(
        table=table,
        ancestors=ancestors,
        sums=", ".join(f"{expression} AS {name}" for name, expression in sums.items()),
        added=", ".join(f"sum({name}) AS {name}" for name in sums),
        units=", ".join(f"{expression} AS {name}" for name, expression in units.items()),
        added_units=", ".join(f"sum({name}) AS {name}" for name in (*sums, *units)),
    )


def _lot_sums() -> dict[str, str]:
    sums = {**_whole("won", _WON), **_whole("bid", _BID)}
    for code in DEFINITIONS:
        answer = answer_column(code)
        sums |= _parts(code.replace("-", "_"), f"{_WON} AND {answer}", f"{_WON} AND {answer} IS NULL")
    counted = "tender_count > 0"
    sums |= _parts("single_bidder", f"{_BID} AND tender_count = 1", f"{_BID} AND ({counted}) IS NOT TRUE")
    return sums | {
        "called__whole": f"count(*) FILTER ({_CALLED} AND {_DAYS} IS NOT NULL)",
        "called__excluded": f"count(*) FILTER ({_CALLED} AND {_DAYS} IS NULL)",
        "called__total": f"sum({_DAYS}) FILTER ({_CALLED})",
    }


def _procedure_sums() -> dict[str, str]:
    return _whole("all", "true") | _parts("no_call", "procedure_type = 'neg-wo-call'", "procedure_type = ''")


def _winner_sums() -> dict[str, str]:
    small = "size IN ('micro', 'small', 'medium', 'sme')"
    return {
        "all__whole": "count(*)",
        "sme_winners__yes": f"count(*) FILTER ({small})",
        "sme_winners__unknown": "count(*) FILTER (size = '')",
    }


def _whole(name: str, condition: str) -> dict[str, str]:
    return {
        f"{name}__whole": f"count(*) FILTER ({condition})",
        f"{name}__excluded": f"count(*) FILTER ({condition} AND value_eur IS NULL)",
        f"{name}__euro": f"sum(value_eur) FILTER ({condition})",
        f"{name}__estimated": f"sum(estimated_eur) FILTER ({condition})",
    }


def _parts(name: str, yes: str, unknown: str) -> dict[str, str]:
    return {
        f"{name}__yes": f"count(*) FILTER ({yes})",
        f"{name}__unknown": f"count(*) FILTER ({unknown})",
        f"{name}__euro_yes": f"sum(value_eur) FILTER ({yes})",
        f"{name}__euro_unknown": f"sum(value_eur) FILTER ({unknown})",
    }
