"""How people come in: by invitation, not by signing up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.shortcuts import render

from majakka.accounts.models import User
from majakka.accounts.operations import log_new_password


class InvitedOnlyAdapter(DefaultAccountAdapter):
    """Nobody makes an account alone: an administrator invites."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """A changed password is told in the audit log, without any of it."""
        super().set_password(user, password)
        if isinstance(user, User):
            log_new_password(user)


class InvitedOnlySocialAdapter(DefaultSocialAccountAdapter):
    """An identity provider proves who somebody is; whether they may come in was decided by the invitation."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Refuse plainly who was not invited, and whose address the provider does not vouch for."""
        if sociallogin.is_existing or request.user.is_authenticated:
            return
        context: dict[str, Any] = {"email": next((a.email for a in sociallogin.email_addresses), "")}
        raise ImmediateHttpResponse(render(request, "account/not_invited.html", context, status=403))
