"""The measures once more, as plain loops over rows: written without looking at the expressions of the room."""

from collections import defaultdict
from decimal import Decimal
from statistics import median

SME = {"micro", "small", "medium", "sme"}


def scopes_of(row, ancestors):
    """Every (organisation, country, year, division) under which a row is counted."""
    if row["year"] is None:
        return
    owners = [(scope, "") for scope in ancestors.get((row["organisation"], row["year"]), ())]
    if row["country"]:
        owners.append((None, row["country"]))
    if not row["is_demo"]:
        owners.append((None, ""))
    for organisation, country in owners:
        for division in {row["division"], ""}:
            yield organisation, country, row["year"], division


def judged(code, row):
    """(counted, yes or no or None, euro, estimate) of a row under a share."""
    if code == "single-bidder":
        tenders = row["tender_count"]
        answer = None if not tenders else tenders == 1
        return (
            row["outcome"] == "selec-w" and not row["is_framework"],
            answer,
            row["value_eur"],
            row["estimated_eur"],
        )
    if code == "no-call":
        kind = row["procedure_type"]
        return True, (kind == "neg-wo-call") if kind else None, row["value_eur"], row["estimated_eur"]
    if code == "sme-winners":
        return True, (row["size"] in SME) if row["size"] else None, None, None
    answer = row["answer_" + code.replace("-", "_")]
    return row["outcome"] == "selec-w", answer, row["value_eur"], row["estimated_eur"]


def share_values(code, rows, ancestors, *, has_euro=True):
    """Scope -> the numbers of a share."""
    found = defaultdict(lambda: defaultdict(Decimal))
    units = defaultdict(set)
    for row in rows:
        counted, answer, euro, estimate = judged(code, row)
        if not counted:
            continue
        part = {True: "yes", None: "unknown", False: "no"}[answer]
        for scope in scopes_of(row, ancestors):
            numbers = found[scope]
            numbers["count_whole"] += 1
            numbers[f"count_{part}"] += 1
            if row["organisation"] is not None:
                units[scope].add(row["organisation"])
            if has_euro and euro is None:
                numbers["excluded_count"] += 1
            if has_euro and euro is not None:
                numbers["euro_whole"] += euro
                numbers[f"euro_{part}"] += euro
                numbers["euro_estimated"] += estimate or 0
    for scope, organisations in units.items():
        found[scope]["reporting_units"] = Decimal(len(organisations))
    return found


def speed_values(rows, ancestors):
    """Scope -> (n, sum of days, median, rows without a usable number)."""
    days = defaultdict(list)
    unusable = defaultdict(int)
    for row in rows:
        if row["outcome"] != "selec-w" or row["procedure_type"] == "neg-wo-call":
            continue
        known = row["deadline"] and row["decision"] and row["decision"] >= row["deadline"]
        for scope in scopes_of(row, ancestors):
            if known:
                days[scope].append((row["decision"] - row["deadline"]).days)
            else:
                unusable[scope] += 1
    return {
        scope: (
            len(days[scope]),
            sum(days[scope]),
            Decimal(str(median(days[scope]))) if days[scope] else None,
            unusable[scope],
        )
        for scope in days.keys() | unusable.keys()
    }
