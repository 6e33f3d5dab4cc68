"""What can go wrong when people and roles are kept."""

from majakka.base.errors import MajakkaError


class UnknownRoleError(MajakkaError):
    """The role is not one of choices.MemberRole."""


class MembershipError(MajakkaError):
    """The membership cannot be made or ended as asked."""


class WeakPasswordError(MajakkaError):
    """The password does not pass the validators of the settings."""


class NotAllowedError(MajakkaError):
    """The person who asked may not do this."""
