"""The admin's form of a page: facts only on the Chinese page, publishing rules checked, always a slug."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.models import Locale, Page

from portal.admin.row_forms import RowsForm

# Sent by the form, so that one posted twice finds the page it made: `portal.admin.new_pages`.
NEW_PAGE_KEY = "new_page_key"
_TIMES = ("go_live_at", "expire_at")


class PastTimesForm(WagtailAdminModelForm):
    """A draft keeps its times whatever they are; on publishing, past times that were not changed are dropped.

    A time in the past that was just typed is refused, as in Wagtail.
    """

    def clean(self) -> dict[str, Any]:
        """Remove the times that Wagtail's own check, which runs later, must not see."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self._kept_times: dict[str, Any] = {}
        for name in _TIMES:
            if name not in cleaned:
                continue
            if self.is_deferred_validation:
                self._kept_times[name] = cleaned.pop(name)
            elif name not in self.changed_data and cleaned[name] and cleaned[name] < timezone.now():
                cleaned[name] = None
        return cleaned

    def _clean_form(self) -> None:
        super()._clean_form()
        if self.cleaned_data is not None:
            self.cleaned_data.update(getattr(self, "_kept_times", {}))


class BasePageForm(PastTimesForm, RowsForm, WagtailAdminPageForm):
    """Wagtail's form, with the rules of `portal.pages.base.BasePage`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.fields[NEW_PAGE_KEY] = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)
        if self.is_translation:
            self._leave_out_facts()
        slug = self.fields.get("slug")
        if slug is not None:
            slug.required = False
            slug.help_text = _("The last part of the address, in Latin letters. If left empty, it is generated.")
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
        """Give a new page the key of its form, unless another page has that key."""
        key = self.cleaned_data.get(NEW_PAGE_KEY)
        if key and not Page.objects.filter(translation_key=key).exists():
            self.instance.translation_key = key

    def complete_instance(self) -> None:
        """Set what the page takes from the request beside fields and rows; kinds of pages add theirs."""

    def _post_clean(self) -> None:
        """Let the model see the rows of this form, and report why it may not be published."""
        if all(formset.is_valid() for formset in self.formsets.values()):
            for formset in self.formsets.values():
                formset.save(commit=False)
        super()._post_clean()
        self._take_page_key()
        self.complete_instance()
        if not self.is_deferred_validation and not self.errors:
            for fault in self.instance.publishing_faults():
                self.add_error(None, fault)
