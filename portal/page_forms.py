"""The admin's form of a page: facts only on the Chinese page, rules told before publishing, a slug always."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Locale, Page

from portal.row_forms import RowsForm
from portal.schedule_forms import PastTimesForm

# Named by the form, so that one that is posted twice finds the page it made: `portal.new_pages`.
NEW_PAGE_KEY = "new_page_key"


class BasePageForm(PastTimesForm, RowsForm, WagtailAdminPageForm):
    """What Wagtail's form does, and the rules of `portal.pages.BasePage`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.fields[NEW_PAGE_KEY] = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)
        if self.is_translation:
            self._leave_out_facts()
        slug = self.fields.get("slug")
        if slug is not None:
            slug.required = False
            slug.help_text = _("The last part of the address, in Latin letters. Left empty, one is made.")
            if self.instance.first_published_at is not None:
                slug.disabled = True
                slug.help_text = _("The address of a published page is permanent.")

    @property
    def is_translation(self) -> bool:
        locale_id = self.instance.locale_id
        return locale_id is not None and locale_id != Locale.get_default().pk

    def _leave_out_facts(self) -> None:
        for name in self.instance.fact_names():
            self.fields.pop(name, None)
            self.formsets.pop(name, None)

    def clean_slug(self) -> str:
        return self.cleaned_data.get("slug") or self.instance.spare_slug(self.data.get("title", ""), self.parent_page)

    def _take_page_key(self) -> None:
        """Give a new page the key of its form; one that any page has already is not taken."""
        key = self.cleaned_data.get(NEW_PAGE_KEY)
        if key and not Page.objects.filter(translation_key=key).exists():
            self.instance.translation_key = key

    def _post_clean(self) -> None:
        """Let the model see the rows of this form, and say why it may not be published where it is to be."""
        if all(formset.is_valid() for formset in self.formsets.values()):
            for formset in self.formsets.values():
                formset.save(commit=False)
        super()._post_clean()
        self._take_page_key()
        if not self.is_deferred_validation and not self.errors:
            for fault in self.instance.publishing_faults():
                self.add_error(None, fault)
