"""`majakka people`: who may come in, for which organisation, in which role.

    majakka people add MAIL --role ROLE --organisation CODE [--name NAME] [--language fi|sv|en] [--password-stdin]
    majakka people end MAIL --organisation CODE [--role ROLE] [--on YYYY-MM-DD]
    majakka people shut-out MAIL
    majakka people list [--organisation CODE] [--json]

Without --password-stdin the person sets a password through "forgotten password", or comes through the identity
provider. Every change is in the audit log; there the actor is empty, which means this command line.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections.abc import Iterable
from datetime import date

from django.db import transaction

from majakka.accounts.choices import MemberRole
from majakka.accounts.errors import MembershipError
from majakka.accounts.models import User
from majakka.accounts.operations import end_membership, invite_person, set_password, shut_out
from majakka.accounts.queries import all_people, memberships_in_force, people_of
from majakka.accounts.records import Person
from majakka.base.clock import read_today
from majakka.organisations.models import Organisation


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("people", help="invite people, give and end roles")
    deeds = parser.add_subparsers(metavar="DEED", required=True)
    _add_add(deeds.add_parser("add", help="invite a person, or give another role"))
    _add_end(deeds.add_parser("end", help="end the roles of a person in an organisation"))
    _add_shut_out(deeds.add_parser("shut-out", help="stop a person from signing in"))
    _add_list(deeds.add_parser("list", help="who acts for whom"))


def _add_add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("mail")
    parser.add_argument("--role", required=True, choices=MemberRole.values)
    parser.add_argument("--organisation", required=True, metavar="CODE")
    parser.add_argument("--name", default="")
    parser.add_argument("--language", default="fi", choices=("fi", "sv", "en"))
    parser.add_argument("--password-stdin", action="store_true", help="read a password from standard input")
    parser.set_defaults(run=_run_add)


def _add_end(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("mail")
    parser.add_argument("--organisation", required=True, metavar="CODE")
    parser.add_argument("--role", choices=MemberRole.values, help="only this role")
    parser.add_argument("--on", type=date.fromisoformat, help="first day without the role (today)")
    parser.set_defaults(run=_run_end)


def _add_shut_out(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("mail")
    parser.set_defaults(run=_run_shut_out)


def _add_list(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--organisation", metavar="CODE")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=_run_list)


def _run_add(args: argparse.Namespace) -> int:
    organisation = _organisation(args.organisation)
    with transaction.atomic():  # a refused password leaves no half-made person
        user = invite_person(
            args.mail,
            organisation=organisation,
            role=args.role,
            today=read_today(),
            name=args.name,
            language=args.language,
        )
        if args.password_stdin:
            set_password(user, password=sys.stdin.readline().rstrip("\r\n"))
    _say(f"{user.email}: {args.role}, {organisation}")
    return 0


def _run_end(args: argparse.Namespace) -> int:
    today = read_today()
    organisation = _organisation(args.organisation)
    roles = [args.role] if args.role else None
    ended = [
        end_membership(membership, ends_on=args.on or today)
        for membership in memberships_in_force(_user(args.mail), on=today, roles=roles)
        if membership.organisation_id == organisation.pk
    ]
    if not ended:
        raise MembershipError(
            f"{args.mail} has no such role in {organisation} today. See: majakka people list"
        )
    for membership in ended:
        _say(f"{args.mail}: {membership.role}, {organisation}, until {args.on or today}")
    return 0


def _run_shut_out(args: argparse.Namespace) -> int:
    shut_out(_user(args.mail))
    _say(f"{args.mail} can no longer sign in.")
    return 0


def _run_list(args: argparse.Namespace) -> int:
    today = read_today()
    people: Iterable[Person]
    if args.organisation:
        people = people_of(_organisation(args.organisation), on=today, language="fi")
    else:
        people = all_people(on=today, language="fi")
    for person in people:
        _say(json.dumps(dataclasses.asdict(person), default=str) if args.json else _line(person))
    return 0


def _line(person: Person) -> str:
    roles = ", ".join(f"{role.role} {role.organisation}" for role in person.roles) or "no role"
    return f"{person.email}: {roles}" + ("" if person.is_active else " (shut out)")


def _organisation(code: str) -> Organisation:
    found = Organisation.objects.filter(code=code).first()
    if found is None:
        raise MembershipError(
            f"There is no organisation with the code “{code}”. Codes are shown on its page's address."
        )
    return found


def _user(mail: str) -> User:
    found = User.objects.filter(email__iexact=mail.strip()).first()
    if found is None:
        raise MembershipError(f"Nobody with the address {mail} has been invited.")
    return found


def _say(line: str) -> None:
    print(line)
