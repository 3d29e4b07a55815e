"""The form by which a reader subscribes."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.public_forms.fields import PlainEmailField
from portal.public_forms.form import PublicForm
from search.subscriptions.models import Rhythm


class SubscriptionForm(PublicForm):
    """An address, and when to be told."""

    email = PlainEmailField(
        label=_("E-mail"),
        help_text=_("You first receive a mail in which you confirm. Nothing else is sent before."),
    )
    rhythm = forms.ChoiceField(
        label=_("When to be told"), choices=Rhythm, initial=Rhythm.WEEKLY, widget=forms.RadioSelect
    )
