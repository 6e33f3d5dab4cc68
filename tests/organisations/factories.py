"""Bodies and their tree, as tests need them."""

from datetime import date

from django.utils.text import slugify

from majakka.organisations.models import Affiliation, Organisation


def make_body(
    name: str,
    *,
    business_id: str = "",
    under: Organisation | None = None,
    since: date | None = None,
    until: date | None = None,
    type: str = "agency",
    country: str = "FI",
) -> Organisation:
    """A body, under another from a day to a day when one is given."""
    body = Organisation.objects.create(
        code=slugify(name), name_fi=name, business_id=business_id, type=type, country=country
    )
    if under:
        Affiliation.objects.create(member=body, parent=under, starts_on=since, ends_on=until)
    return body
