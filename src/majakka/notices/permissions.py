"""Who may read what of a notice. All of it is public, but for a file that names a private person."""

from django.contrib.auth.models import AnonymousUser

from majakka.accounts.models import User
from majakka.notices.models import Notice, Party


def names_private_person(notice: Notice) -> bool:
    """Whether any party of the file that the notice was read from is a natural person (BT-633)."""
    return Party.objects.filter(notice__raw_file=notice.raw_file_id, is_natural_person=True).exists()


def may_read_source(user: User | AnonymousUser, notice: Notice) -> bool:
    """The raw bytes: everybody, but for signed-in people only when a private person is named in them."""
    return user.is_authenticated or not names_private_person(notice)
