"""Rows in forms of the admin: a save posted twice counts once, and a draft accepts incomplete rows."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.formsets import DELETION_FIELD_NAME, ORDERING_FIELD_NAME
from django.forms.utils import ErrorDict
from django.utils.functional import cached_property
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms import WagtailAdminModelForm

from portal.pages.rows import DraftRows, TypedRow, merged_rows, uid_of

UID_FIELD = "row_uid"
_NOT_TYPED = {DELETION_FIELD_NAME, ORDERING_FIELD_NAME, UID_FIELD}


class RowNameField(forms.CharField):
    """The name of a row. A new row is named after the opened form and its position in it."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class StoredRowField(forms.ModelChoiceField):
    """The id of a row of the form, looked up among the rows that were read together."""

    def __init__(self, rows: Mapping[str, models.Model], **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.HiddenInput, **kwargs)
        self._rows = rows

    def to_python(self, value: Any) -> models.Model | None:
        """Return the row; raises ValidationError for one of another page."""
        if value in self.empty_values:
            return None
        try:
            return self._rows[str(value)]
        except KeyError:
            message = self.error_messages["invalid_choice"]
            raise ValidationError(message, code="invalid_choice", params={"value": value}) from None


class RowFormSet(BaseChildFormSet):
    """The rows of one relation, each identified by its id, else by its uid, else by its values.

    Saved as a draft (`take_unfinished`), rows that are not valid are set aside in `unfinished`, as typed.
    """

    data: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unfinished: list[TypedRow] = []
        self._sets_aside = False
        self._opening = secrets.token_hex(8)
        if self.is_bound:
            self._find_rows()
        elif isinstance(self.instance, DraftRows):
            typed = self.instance.typed_rows(self.rel_name)
            self.initial_extra = [{**row.fields, UID_FIELD: row.uid} for row in typed]
            self.extra = len(typed)

    # Which row is which -----------------------------------------------------------------------------------

    def _name(self, index: int) -> str:
        return str(self.data.get(f"{self.add_prefix(index)}-{UID_FIELD}") or "")

    def posted_uids(self) -> list[UUID | None]:
        """Return the uid of every row of the form, deleted ones too; None where the form has none."""
        return [uid_of(self._name(index)) for index in range(self.total_form_count())]

    def _find_rows(self) -> None:
        """Give each posted row its current id: another user, or this very form, may have saved meanwhile."""
        stored = [row for row in self.get_queryset() if row.pk is not None]
        self._stored = ids = {str(row.pk): row for row in stored}
        by_uid = {row.uid: str(row.pk) for row in stored if getattr(row, "uid", None)}
        changed, taken = {}, set()
        for index, uid in enumerate(self.posted_uids()):
            given = self.data.get(self._id_key(index), "")
            found = given if given in ids else by_uid.get(uid, "")
            changed[self._id_key(index)] = "" if found in taken else found
            taken.add(found)
        if any(self.data.get(key) != found for key, found in changed.items()):
            self.data = self.data.copy()
            for key, found in changed.items():
                self.data[key] = found

    def _id_key(self, index: int) -> str:
        return f"{self.add_prefix(index)}-{self.model._meta.pk.name}"

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        if self.is_bound and i >= self.initial_form_count() and (pk := self.data.get(self._id_key(i))):
            kwargs["instance"] = self._existing_object(self.model._meta.pk.to_python(pk))
        form = super()._construct_form(i, **kwargs)
        if self.is_bound and hasattr(form.instance, "uid") and (form.instance.pk is None or form.instance.uid is None):
            form.instance.uid = uid_of(self._name(i)) or form.instance.uid
        return form

    def add_fields(self, form: Any, index: int | None) -> None:
        """Add the field with the row's name, in which Wagtail's script replaces `__prefix__`, too."""
        super().add_fields(form, index)
        uid = getattr(form.instance, "uid", None) if index is not None and index < self.initial_form_count() else None
        if self.is_bound:
            name = self.model._meta.pk.name
            given = form.fields[name]
            form.fields[name] = StoredRowField(self._stored, queryset=given.queryset, initial=given.initial)
        form.fields[UID_FIELD] = RowNameField(required=False, initial=str(uid or f"{self._opening}:{form.prefix}"))

    # Validation -------------------------------------------------------------------------------------------

    def take_unfinished(self) -> None:
        """Set aside rows that are not valid; for a draft."""
        self._sets_aside = True
        for form in self.forms:
            form.restore_required_fields()

    def validate_unique(self) -> None:
        """Accept duplicate rows in a draft: they are set aside."""
        try:
            super().validate_unique()
        except ValidationError:
            if not self._sets_aside:
                raise

    def full_clean(self) -> None:
        """Validate as Django does, then leave out what is not to be saved as a row."""
        super().full_clean()
        if not self.is_bound:
            return
        if self._sets_aside:
            self._set_aside()
        self._leave_out_known()
        for kept in ("_deleted_form_indexes", "_ordering"):  # computed before rows were left out
            self.__dict__.pop(kept, None)

    def _set_aside(self) -> None:
        for position, (index, form) in enumerate(self._shown()):
            if not form.errors:
                continue
            form._errors = ErrorDict()  # noqa: SLF001 - Django has no public way to forget them
            typed = self._typed_names(form)
            if typed & set(form.changed_data):
                self.unfinished.append(self._typed(index, form, position))
                _leave_out(form)
            elif form.instance.pk is None:
                _leave_out(form)
        self._errors = [form.errors for _index, form in self._shown()]

    def _shown(self) -> list[tuple[int, Any]]:
        """Return the rows that are not deleted, in the editor's order."""
        shown = [(index, form) for index, form in enumerate(self.forms) if not self._should_delete_form(form)]
        return sorted(shown, key=lambda pair: pair[1].cleaned_data.get(ORDERING_FIELD_NAME) or pair[0] + 1)

    def _typed(self, index: int, form: Any, position: int) -> TypedRow:
        uid = uid_of(self._name(index)) or getattr(form.instance, "uid", None) or uid_of(form.prefix)
        return TypedRow(str(uid), position, {name: form[name].data for name in sorted(self._typed_names(form))})

    def _typed_names(self, form: Any) -> set[str]:
        return form.fields.keys() - _NOT_TYPED - {self.model._meta.pk.name}

    def _leave_out_known(self) -> None:
        """Leave out a new row equal to one that another user has added since the form was opened."""
        leaving = {form.instance.pk for form in self.initial_forms if self._should_delete_form(form)}
        stored = [row for row in self.get_queryset() if row.pk is not None and row.pk not in leaving]
        new = [form for form in self.extra_forms if form.instance.pk is None and form.has_changed()]
        if not (stored and new):
            return
        names = self._typed_names(new[0])
        known = {_said(row, names) for row in stored}
        for form in new:
            if _said(form.instance, names) in known:
                _leave_out(form)

    # Showing and saving -----------------------------------------------------------------------------------

    @cached_property
    def forms(self) -> list[Any]:
        """As in Django; in a form that is opened, the unfinished rows keep their positions."""
        made: list[Any] = super().forms
        if self.is_bound or not self.extra:
            return made
        first, typed = self.initial_form_count(), self.instance.typed_rows(self.rel_name)
        placed = made[:first]
        for row, form in sorted(zip(typed, made[first:], strict=True), key=lambda pair: pair[0].position):
            placed.insert(row.position, form)
        for number, form in enumerate(placed, start=1):
            if ORDERING_FIELD_NAME in form.fields:
                form.fields[ORDERING_FIELD_NAME].initial = number
        return placed

    def save_existing_objects(self, commit: bool = True) -> list[Any]:
        """Also delete rows saved before from this form, where it did not know their ids."""
        saved: list[Any] = super().save_existing_objects(commit)
        self.deleted_objects += [
            form.instance
            for form in self.extra_forms
            if form.instance.pk is not None and self._should_delete_form(form)
        ]
        return saved

    def save(self, commit: bool = True) -> list[Any]:
        """Save as modelcluster does; rows of a draft that this form has never contained stay."""
        uids = self.posted_uids()
        manager = getattr(self.instance, self.rel_name)
        unseen = [row for row in manager.all() if row.pk is None and getattr(row, "uid", None) and row.uid not in uids]
        saved: list[Any] = super().save(commit=False)
        if all(uids):
            manager.add(*unseen)
        if commit:
            manager.commit()
        return saved


def _leave_out(form: Any) -> None:
    form.cleaned_data[DELETION_FIELD_NAME] = True


def _said(row: models.Model, names: set[str]) -> tuple[str, ...]:
    return tuple(_text(field.value_from_object(row)) for field in row._meta.concrete_fields if field.name in names)


def _text(value: Any) -> str:
    """Return the same text for 1200 as typed and as stored."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


class RowsForm(WagtailAdminModelForm):
    """A form with `RowFormSet`s; saved as a draft, it stores unfinished rows with the object."""

    def defer_required_fields(self) -> None:
        """Set aside invalid rows: a complete one is a row, any other is stored as typed."""
        super().defer_required_fields()
        for formset in self._row_formsets():
            formset.take_unfinished()

    def _row_formsets(self) -> list[RowFormSet]:
        found = [formset for formset in self.formsets.values() if isinstance(formset, RowFormSet)]
        return found if isinstance(self.instance, DraftRows) else []

    def _post_clean(self) -> None:
        for formset in self._row_formsets():
            if formset.is_valid():
                known = {str(uid) for uid in formset.posted_uids() if uid}
                stored = self.instance.typed_rows(formset.rel_name)
                self.instance.keep_typed_rows(formset.rel_name, merged_rows(stored, formset.unfinished, known))
        super()._post_clean()
