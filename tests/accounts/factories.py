"""A small country: a state, a branch with two agencies, another branch with one, a municipality."""

from dataclasses import dataclass
from datetime import date

from majakka.accounts.models import User
from majakka.accounts.operations import grant_membership
from majakka.organisations.models import Affiliation, Organisation


@dataclass
class Country:
    state: Organisation
    branch: Organisation
    agency: Organisation
    sister: Organisation
    other_branch: Organisation
    other_agency: Organisation
    municipality: Organisation


def organisation(
    code: str, *, kind: str = "agency", country: str = "FI", is_demo: bool = False
) -> Organisation:
    return Organisation.objects.create(
        code=code, name_fi=code.title(), type=kind, country=country, is_demo=is_demo
    )


def below(
    member: Organisation, parent: Organisation, *, since: date | None = None, until: date | None = None
) -> None:
    Affiliation.objects.create(member=member, parent=parent, starts_on=since, ends_on=until)


def small_country(prefix: str = "", *, country: str = "FI", is_demo: bool = False) -> Country:
    def make(code: str, kind: str) -> Organisation:
        return organisation(prefix + code, kind=kind, country=country, is_demo=is_demo)

    made = Country(
        state=make("state", "state"),
        branch=make("branch", "branch"),
        agency=make("agency", "agency"),
        sister=make("sister", "agency"),
        other_branch=make("other-branch", "branch"),
        other_agency=make("other-agency", "agency"),
        municipality=make("municipality", "municipality"),
    )
    below(made.branch, made.state)
    below(made.other_branch, made.state)
    below(made.agency, made.branch)
    below(made.sister, made.branch)
    below(made.other_agency, made.other_branch)
    return made


def member(
    role: str, of: Organisation, *, since: date, until: date | None = None, is_demo: bool = False
) -> User:
    user = User.objects.create_user(f"{role}.{of.code}@example.fi", is_demo=is_demo)
    grant_membership(user, organisation=of, role=role, starts_on=since, ends_on=until)
    return user
