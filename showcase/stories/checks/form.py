"""The edit form of a story: takes the reasons for findings beside its fields."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.admin.page_forms import BasePageForm
from showcase.stories.checks.answers import take_answers
from showcase.stories.checks.enterprise_choice import joined
from showcase.stories.checks.panel import may_confirm
from showcase.stories.contributing.form import enterprise_faults, fill_in_enterprise


class StoryForm(BasePageForm):
    """`BasePageForm`, with the reasons given in the tab “Checks”, and a tick that the facts were checked today."""

    facts_checked = forms.BooleanField(label=_("Facts checked today"), required=False)

    answers_changed = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if not args and "data" not in kwargs:  # a form that is opened
            fill_in_enterprise(kwargs.get("instance"), kwargs.get("for_user"), kwargs.get("parent_page"))
        super().__init__(*args, **kwargs)
        if self.is_translation:
            del self.fields["facts_checked"]

    def complete_instance(self) -> None:
        """Put the posted reasons into the page, as given by the user of this form."""
        super().complete_instance()
        if self.is_translation or self.for_user is None:
            return
        for fault in enterprise_faults(self.instance, self.for_user, self.parent_page):
            self.add_error(None, fault)
        if self.cleaned_data.get("facts_checked"):
            self.instance.confirmed_on = timezone.localdate()
        # Who submits a story for review asks for the confirmation that publishing waits for.
        self.instance.may_await_confirmation = "action-publish" not in self.data
        self.instance.joined_enterprises = joined(self.instance, self.data, self.for_user)
        allowed = may_confirm(self.instance, self.for_user, self.parent_page)
        self.answers_changed = take_answers(self.instance, self.data, self.for_user, may_confirm=allowed)

    def has_changed(self) -> Any:
        """Say whether anything was changed, a reason included."""
        return super().has_changed() or self.answers_changed
