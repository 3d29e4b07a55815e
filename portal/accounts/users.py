"""The account of an editor, officer or contributor."""

from django.contrib.auth.models import AbstractUser

from portal.text.chinese_text import han_count


class User(AbstractUser):
    """The site's own user model from the first migration on: replacing Django's later is hard."""

    def __str__(self) -> str:
        """Return the name, as tables of the admin show it; that of the account where the user gave none."""
        return self.get_full_name() or self.get_username()

    def get_full_name(self) -> str:
        """Return the family name first, and without a space, where the name is Chinese."""
        name = f"{self.last_name}{self.first_name}"
        return name if name and han_count(name) == len(name) else super().get_full_name()
