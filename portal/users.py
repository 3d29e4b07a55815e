"""The account of an editor, officer or contributor."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A custom user from the first migration on: changing the user model later is not possible without pain."""
