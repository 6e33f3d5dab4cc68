"""Closed lists of the room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrganisationType(TextChoices):
    STATE = "state", _("State")
    BRANCH = "branch", _("Administrative branch")
    MINISTRY = "ministry", _("Ministry")
    AGENCY = "agency", _("Agency or institution")
    ACCOUNTING_UNIT = "accounting-unit", _("Accounting unit")
    COUNTY = "county", _("Wellbeing services county")
    MUNICIPALITY = "municipality", _("Municipality")
    JOINT_AUTHORITY = "joint-authority", _("Joint municipal authority")
    PURCHASING_BODY = "purchasing-body", _("Central purchasing body")
    GROUP = "group", _("Group of organisations")
    OTHER = "other", _("Other public body")
