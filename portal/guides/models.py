"""Who has answered the offer of the tour."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class TourAnswer(models.Model):
    """A user has taken the five-minute tour, or does not want it: it is not offered to them again."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", primary_key=True)
    at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.user)
