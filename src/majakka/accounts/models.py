"""People and their memberships."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models.functions import Lower

from majakka.accounts.choices import MemberRole
from majakka.organisations.models import Organisation


class PeopleManager(UserManager["User"]):
    """Makes users that are known by their mail address. Without a password the account has an unusable one."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:  # type: ignore[override]
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        # The inviter vouches for the address; only an address changed later has to be confirmed by its owner
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return user


class User(AbstractUser):
    """A person who can sign in, known by mail address."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=2, default="fi")
    is_demo = models.BooleanField(default=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = PeopleManager()  # type: ignore[misc]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="email_once")]

    def __str__(self) -> str:
        return self.name or self.email


class Membership(models.Model):
    """`user` acts for `organisation` in `role` from a day to a day (end exclusive)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=24, choices=MemberRole.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role", "starts_on"], name="membership_once"
            )
        ]

    def __str__(self) -> str:
        # With the code of the role: the audit log keeps this text, whatever language it was written in
        return f"{self.user}: {self.role}, {self.organisation}"
