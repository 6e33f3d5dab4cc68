"""How people come in: by invitation, not by signing up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitedOnlyAdapter(DefaultAccountAdapter):
    """Nobody makes an account alone: an administrator invites."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
