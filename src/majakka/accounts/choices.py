"""Closed lists of the room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MemberRole(TextChoices):
    """What a person may do for an organisation; permissions.py says it in full."""

    NATIONAL_STEERER = "national-steerer", _("National steerer")
    BRANCH_COORDINATOR = "branch-coordinator", _("Branch coordinator")
    PROCUREMENT_LEAD = "procurement-lead", _("Procurement lead")
    RESPONSIBLE_PERSON = "responsible-person", _("Responsible person")
    EXPERT = "expert", _("Expert")
    VIEWER = "viewer", _("Viewer")
