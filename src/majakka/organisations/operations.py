"""Changing the bodies and their tree."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from majakka.base.errors import RejectedError, Rejection
from majakka.organisations import builtin
from majakka.organisations.choices import OrganisationType
from majakka.organisations.errors import CycleError, LaterChangeError, MergeError
from majakka.organisations.models import Affiliation, Alias, Organisation
from majakka.organisations.queries import memberships
from majakka.organisations.records import (
    AffiliationRecord,
    OrganisationRecord,
    RegisterOutcome,
    RegisterRow,
)
from majakka.organisations.rules import fold_name, makes_ring, read_register

_BATCH = 500
_MAX_REGISTER_BYTES = 16 * 1024 * 1024
_MAX_CODE = 80  # as wide as the column
_COMPLETED = ("name_sv", "name_en", "business_id", "founded_on", "ended_on", "source")


@transaction.atomic
def load_starter_organisations() -> int:
    """Make the Finnish starter set; returns how many bodies were new. Safe to repeat.

    A body that is already here is completed where it says nothing, never overwritten.
    """
    return record_organisations(builtin.starter_organisations(), affiliations=builtin.starter_affiliations())


@transaction.atomic
def record_organisations(
    records: Sequence[OrganisationRecord],
    *,
    affiliations: Sequence[AffiliationRecord] = (),
    is_demo: bool = False,
) -> int:
    """Make the bodies that are not here yet, complete the others; returns how many were new.

    A parent is named in the record (since always) or in `affiliations` (dated); a body that has any
    affiliation already keeps what it has.
    """
    kept = {body.code: body for body in Organisation.objects.filter(code__in=[r.code for r in records])}
    taken = set(Organisation.objects.exclude(business_id="").values_list("business_id", flat=True))
    new = [_new_body(record, taken, is_demo=is_demo) for record in records if record.code not in kept]
    Organisation.objects.bulk_create(new, batch_size=_BATCH)
    completed = [kept[r.code] for r in records if r.code in kept and _complete(kept[r.code], r, taken)]
    Organisation.objects.bulk_update(completed, _COMPLETED, batch_size=_BATCH)
    bodies = {body.code: body for body in Organisation.objects.all()}
    _name_successors(records, bodies)
    add_aliases([(bodies[r.code].pk, alias, r.source) for r in records for alias in r.aliases])
    undated = [AffiliationRecord(record.code, record.parent) for record in records if record.parent]
    _affiliate([*undated, *affiliations], bodies)
    return len(new)


@transaction.atomic
def import_register(path: Path, *, today: date) -> RegisterOutcome:
    """Take in a register of municipalities (rules.register says which tables); safe to repeat.

    A municipality that is already here, known by its business ID or its name, is completed, not doubled.
    A row that contradicts what is here is turned down with its line and remedy, and the others go on. Raises
    RejectedError when the file as a whole cannot be read.
    """
    rows, rejections = read_register(_read_file(path), file=str(path))
    outcome = RegisterOutcome(rejections=rejections)
    source = f"{path.name[:200]}, {today.isoformat()}"
    known = _KnownBodies()
    new: list[OrganisationRecord] = []
    for row in rows:
        body, contradiction = known.find(row)
        if contradiction:
            outcome.rejections.append(_contradiction(path, row, contradiction))
        elif body is None:
            new.append(_municipality(row, code=known.free_code(row.name), source=source))
        else:
            changed = _complete_municipality(body, row, source=source)
            outcome.updated += changed
            outcome.unchanged += not changed
    outcome.new = record_organisations(new)
    return outcome


@transaction.atomic
def change_affiliation(member: Organisation, *, parent: Organisation | None, on: date | None) -> None:
    """From the day on, `member` belongs to `parent` (None: to nobody); what was before stays as history.

    `on` None means since always, for a body that has no affiliation yet. Raises CycleError when a body
    would come under itself, LaterChangeError when the tree already has a change after the day.
    """
    own = list(member.affiliations.select_for_update().order_by("starts_on"))
    later = [a.starts_on for a in own if a.starts_on and (on is None or a.starts_on > on)]
    if later:
        raise LaterChangeError(member.name_fi, on, min(later))
    if parent and (parent == member or makes_ring(member.pk, parent.pk, memberships(), since=on)):
        raise CycleError(member.name_fi, parent.name_fi, on)
    open_ones = [a for a in own if a.ends_on is None or on is None or a.ends_on > on]
    if any(a.parent_id == (parent and parent.pk) and a.ends_on is None for a in open_ones):
        return
    for affiliation in open_ones:
        _end(affiliation, on)
    if parent:
        Affiliation.objects.create(member=member, parent=parent, starts_on=on)


@transaction.atomic
def merge_organisations(organisation: Organisation, *, into: Organisation, on: date) -> None:
    """From the day on, `organisation` is no more and `into` is its successor.

    Its members move to the successor. It stays in the tree under the successor itself, so that a notice
    published late under its name still counts. Raises MergeError or CycleError with the reason.
    """
    _refuse_merge(organisation, into=into, on=on)
    still = Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    for affiliation in organisation.member_affiliations.select_related("member").filter(still):
        if affiliation.starts_on and affiliation.starts_on >= on:
            affiliation.parent = into
            affiliation.save()
        else:
            change_affiliation(affiliation.member, parent=into, on=on)
    change_affiliation(organisation, parent=into, on=on)
    organisation.ended_on, organisation.successor = on, into
    organisation.save()


def add_aliases(aliases: Sequence[tuple[int, str, str]]) -> None:
    """Give bodies other names: (primary key, name, source). One that is there already is left alone."""
    rows = [
        Alias(organisation_id=pk, name=name, folded=fold_name(name), source=source)
        for pk, name, source in aliases
    ]
    Alias.objects.bulk_create(rows, ignore_conflicts=True, batch_size=_BATCH)


def _new_body(record: OrganisationRecord, taken: set[str], *, is_demo: bool) -> Organisation:
    return Organisation(
        code=record.code,
        business_id=_free(record.business_id, taken),
        country=record.country,
        name_fi=record.name_fi,
        name_sv=record.name_sv,
        name_en=record.name_en,
        type=record.type,
        source=record.source,
        is_demo=is_demo,
        founded_on=record.founded_on,
        ended_on=record.ended_on,
    )


def _complete(body: Organisation, record: OrganisationRecord, taken: set[str]) -> bool:
    """Fill what the body does not say yet; whether anything was filled."""
    filled = False
    for name in _COMPLETED:
        given = getattr(record, name)
        if name == "business_id" and not body.business_id:
            given = _free(given, taken)
        if given and not getattr(body, name):
            setattr(body, name, given)
            filled = True
    return filled


def _free(business_id: str, taken: set[str]) -> str:
    """The business ID when no other body has it, and take it; else nothing."""
    if business_id in taken:
        return ""
    taken.add(business_id)
    return business_id


def _name_successors(records: Sequence[OrganisationRecord], bodies: dict[str, Organisation]) -> None:
    ended = [bodies[r.code] for r in records if r.successor and bodies[r.code].successor_id is None]
    successors = {record.code: bodies[record.successor] for record in records if record.successor}
    for body in ended:
        body.successor = successors[body.code]
    Organisation.objects.bulk_update(ended, ["successor"], batch_size=_BATCH)


def _affiliate(affiliations: Sequence[AffiliationRecord], bodies: dict[str, Organisation]) -> None:
    placed = set(Affiliation.objects.values_list("member_id", flat=True))
    rows = [
        Affiliation(
            member=bodies[a.member], parent=bodies[a.parent], starts_on=a.starts_on, ends_on=a.ends_on
        )
        for a in affiliations
        if bodies[a.member].pk not in placed
    ]
    Affiliation.objects.bulk_create(rows, batch_size=_BATCH)


def _end(affiliation: Affiliation, on: date | None) -> None:
    """End on the day; one that would then never have held is removed."""
    if on is None or affiliation.starts_on == on:
        affiliation.delete()
        return
    affiliation.ends_on = on
    affiliation.save()


def _refuse_merge(organisation: Organisation, *, into: Organisation, on: date) -> None:
    if organisation == into:
        raise MergeError(f"{organisation.name_fi} cannot merge into itself. Choose another body.")
    if organisation.ended_on:
        raise MergeError(
            f"{organisation.name_fi} already ended on {organisation.ended_on.isoformat()}. "
            "Clear its end first if that is wrong."
        )
    if organisation.founded_on and organisation.founded_on >= on:
        raise MergeError(
            f"{organisation.name_fi} began only on {organisation.founded_on.isoformat()}. Choose a later day."
        )
    if into.ended_on and into.ended_on <= on:
        raise MergeError(
            f"{into.name_fi} ended on {into.ended_on.isoformat()} and cannot be the successor. "
            "Choose its own successor, or an earlier day."
        )
    if makes_ring(organisation.pk, into.pk, memberships(), since=on):
        raise CycleError(organisation.name_fi, into.name_fi, on)


class _KnownBodies:
    """The bodies that are here, as a register's rows look for them."""

    def __init__(self) -> None:
        bodies = Organisation.objects.filter(country="FI")
        self._codes = set(Organisation.objects.values_list("code", flat=True))
        self._by_identifier = {body.business_id: body for body in bodies if body.business_id}
        municipalities = [body for body in bodies if body.type == OrganisationType.MUNICIPALITY]
        self._by_name = {fold_name(name): body for body in municipalities for name in body.names.values()}

    def find(self, row: RegisterRow) -> tuple[Organisation | None, str]:
        """The municipality of the row, or None when it is new; and what in it contradicts what is here."""
        owner = self._by_identifier.get(row.business_id)
        named = self._by_name.get(fold_name(row.name))
        if owner and owner != named:
            return None, f"The business ID already belongs to {owner.name_fi}. Correct the row or that body."
        if named and named.business_id not in {"", row.business_id}:
            return None, f"{named.name_fi} is here with {named.business_id}. Correct the row or that body."
        return named, ""

    def free_code(self, name: str) -> str:
        """An address for a new municipality that no other body has."""
        code = whole = slugify(name)[:_MAX_CODE].rstrip("-") or "kunta"
        number = 1
        while code in self._codes:
            ending = "-kunta" if number == 1 else f"-kunta-{number}"
            code = whole[: _MAX_CODE - len(ending)].rstrip("-") + ending
            number += 1
        self._codes.add(code)
        return code


def _read_file(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MAX_REGISTER_BYTES:
            raise RejectedError(
                "register-too-large", "The file is too large to be a register of municipalities."
            )
        return path.read_bytes()
    except OSError as error:
        raise RejectedError("register-unreadable", f"{path} cannot be opened: {error.strerror}.") from error


def _contradiction(path: Path, row: RegisterRow, message: str) -> Rejection:
    return Rejection(
        file=str(path),
        code="register-contradiction",
        message=message,
        place=f"line {row.line}",
        value=f"{row.name} {row.business_id}",
    )


def _municipality(row: RegisterRow, *, code: str, source: str) -> OrganisationRecord:
    place = builtin.place_names().get(row.name)
    return OrganisationRecord(
        code=code,
        type=OrganisationType.MUNICIPALITY,
        name_fi=row.name,
        name_sv=place.name_sv if place else "",
        business_id=row.business_id,
        parent="fi-municipalities",
        aliases=builtin.names_of_municipality(row.name),
        source=source,
    )


def _complete_municipality(body: Organisation, row: RegisterRow, *, source: str) -> bool:
    """Give a municipality its business ID and the names it signs with; whether it lacked the ID."""
    add_aliases([(body.pk, alias, source) for alias in builtin.names_of_municipality(row.name)])
    if body.business_id:
        return False
    body.business_id = row.business_id
    body.save()
    return True
