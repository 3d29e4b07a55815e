"""The admin's form of a page: facts only on the Chinese page, rules told before publishing, a slug always."""

from collections.abc import Container, Iterable
from typing import Any

from django.db import models
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Locale

_PLACE = {"sort_order", "translation_key"}


class BasePageForm(WagtailAdminPageForm):
    """What Wagtail's form does, and the rules of `portal.pages.BasePage`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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

    def _post_clean(self) -> None:
        """Let the model see the rows of this form, and say why it may not be published where it is to be."""
        if all(formset.is_valid() for formset in self.formsets.values()):
            for formset in self.formsets.values():
                _leave_out_known(formset, getattr(self.instance, formset.fk.remote_field.get_accessor_name()).all())
                formset.save(commit=False)
        super()._post_clean()
        if not self.is_deferred_validation and not self.errors:
            for fault in self.instance.publishing_faults():
                self.add_error(None, fault)


def _leave_out_known(formset: BaseChildFormSet, stored: Iterable[models.Model]) -> None:
    """A new row that somebody else has added since the form was opened, all fields the same, stands once."""
    apart = {*_PLACE, formset.fk.name}
    leaving = {form.instance.pk for form in formset.deleted_forms}
    known = {_said(row, apart) for row in stored if row.pk is None or row.pk not in leaving}
    for form in formset.extra_forms:
        if form.has_changed() and _said(form.instance, apart) in known:
            form.cleaned_data[DELETION_FIELD_NAME] = True


def _said(row: models.Model, apart: Container[str]) -> tuple[str, ...]:
    fields = (field for field in row._meta.concrete_fields if not field.primary_key)
    return tuple(str(field.value_from_object(row)) for field in fields if field.name not in apart)
