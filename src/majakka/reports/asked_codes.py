"""Codes that a search names: what is said of one that nobody has, so that no row is not mistaken for an answer."""

from django.utils.translation import gettext as _

from majakka.codes.builtin import country_alpha2, known_codes
from majakka.indicators.models import Indicator
from majakka.organisations.models import Organisation


def organisation_problem(code: str) -> str:
    """What is wrong with the code of an organisation; "" when there is such a body."""
    if _is_plain(code) and Organisation.objects.filter(code=code).exists():
        return ""
    return _("No organisation has the code %(code)s. The codes are in the addresses of their pages.") % {
        "code": shown(code)
    }


def indicator_problem(code: str) -> str:
    """What is wrong with the code of an indicator; "" when it is followed."""
    if _is_plain(code) and Indicator.objects.filter(code=code).exists():
        return ""
    codes = ", ".join(Indicator.objects.values_list("code", flat=True))
    return not_one_of(code, codes)


def currency_problem(code: str) -> str:
    """What is wrong with the code of a currency (ISO 4217); "" when it is one."""
    known = known_codes("currency")
    if known is None or code in known:
        return ""
    return _("Give a currency as three letters of ISO 4217, such as EUR.")


def division_problem(code: str) -> str:
    """What is wrong with a CPV division; "" when it is one."""
    known = known_codes("cpv-division")
    return "" if known is None or code in known else _("Give a CPV division as two digits, such as 72.")


def country_problem(code: str) -> str:
    """What is wrong with the code of a country (ISO 3166 alpha-2); "" when it is one."""
    return "" if country_alpha2(code) == code else _("Give a country as two letters, such as FI.")


def not_one_of(code: str, allowed: str) -> str:
    return _("%(value)s is not known. Use one of: %(allowed)s.") % {"value": shown(code), "allowed": allowed}


def shown(text: str) -> str:
    """A foreign word as it may stand in a message on any terminal or page."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text[:40])


def _is_plain(code: str) -> bool:
    """Databases refuse NUL and halves of letters; no code of ours holds either."""
    return code.isprintable()
