"""The form with which a list officer begins an import."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.text.dates import PartialDate, PartialDateError
from showcase.lists.choices import AnnouncementKind, Basis
from showcase.lists.document_numbers import DocumentNumberError, parse_document_number
from showcase.lists.importing.announcing import Notice
from showcase.lists.importing.flow import Request
from showcase.lists.importing.reading.formats import SUFFIXES
from showcase.lists.importing.reading.limits import MAX_FILE_BYTES
from showcase.lists.importing.reading.sheets import FileRefused
from showcase.lists.importing.runs import Upload
from showcase.lists.models import AnnouncementPage
from showcase.vocabulary.choices import RegionKind
from showcase.vocabulary.models import Level, Programme, Region

MAX_FILES = 10
_NOTICE_FIELDS = ("level", "year", "kind", "basis")


def not_too_large(upload: UploadedFile, words: Callable[[FileRefused, str], str]) -> UploadedFile:
    """Return a file that is to be read as a whole; raises ValidationError, in these `words`, for a larger one."""
    size = upload.size or 0
    if size > MAX_FILE_BYTES:
        megabytes, most = size // 1_000_000, MAX_FILE_BYTES // 1_000_000
        raise ValidationError(words(FileRefused("too_large", megabytes=megabytes, most=most), upload.name or ""))
    return upload


class FilesInput(forms.ClearableFileInput):
    """A file input for several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One to MAX_FILES files, none larger than a list can be."""

    widget = FilesInput(attrs={"accept": ",".join(SUFFIXES)})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = list(data or [None]) if isinstance(data, list | tuple) else [data]
        if len(files) > MAX_FILES:
            raise ValidationError(_("At most %(most)s files at once.") % {"most": MAX_FILES})
        cleaned = [super(FilesField, self).clean(file, initial) for file in files]
        large = next((file.name for file in cleaned if file.size > MAX_FILE_BYTES), None)
        if large:
            raise ValidationError(_("%(name)s is too large for a list.") % {"name": large})
        return cleaned


class ImportForm(forms.Form):
    """Either a pending announcement, or the facts of a new one; and the files."""

    announcement = forms.ModelChoiceField(
        queryset=AnnouncementPage.objects.none(),
        required=False,
        label=_("Pending announcement"),
        empty_label=_("a new one, with the details below"),
    )
    programme = forms.ModelChoiceField(
        queryset=Programme.objects.all(),
        label=_("Programme"),
        help_text=_("Used for rows whose file and title name no programme: a file may contain several lists."),
    )
    level = forms.ModelChoiceField(queryset=Level.objects.all(), required=False, label=_("Level"))
    year = forms.IntegerField(min_value=2010, max_value=2100, required=False, label=_("Year of the list"))
    batch = forms.CharField(
        max_length=32,
        required=False,
        label=_("Batch"),
        help_text=_("For example 第五批, for lists published in numbered batches."),
    )
    kind = forms.ChoiceField(choices=[("", "—"), *AnnouncementKind.choices], required=False, label=_("Kind"))
    basis = forms.ChoiceField(choices=[("", "—"), *Basis.choices], required=False, label=_("Basis"))
    effective_on = forms.CharField(
        max_length=10,
        required=False,
        label=_("Effective on"),
        help_text=_("2025-07-01, 2025-07 or 2025; if empty, the year of the list."),
    )
    title = forms.CharField(
        max_length=255,
        required=False,
        label=_("Title as printed"),
        help_text=_("If empty, the title in the file is used."),
    )
    document_number = forms.CharField(max_length=64, required=False, label=_("Document number"))
    is_example = forms.BooleanField(required=False, label=_("Invented for demonstration"))
    region = forms.ModelChoiceField(
        queryset=Region.objects.filter(kind__in=(RegionKind.PROVINCE, RegionKind.PREFECTURE)),
        required=False,
        label=_("Region of new enterprises"),
        help_text=_("For rows that state no place."),
    )
    uploads = FilesField(
        label=_("Files"),
        help_text=_("XLSX, XLS, CSV, DOCX, PDF with text. A PDF of 5,000 rows takes about ten seconds."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pending = AnnouncementPage.objects.filter(live=False, locale__language_code=settings.LANGUAGE_CODE)
        field = self.fields["announcement"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
        field.queryset = pending.filter(events_recorded_at=None).order_by("-pk")
        self.fields["year"].initial = timezone.localdate().year

    def clean_effective_on(self) -> PartialDate | None:
        text = self.cleaned_data["effective_on"]
        try:
            return PartialDate.parse(text) if text else None
        except PartialDateError as error:
            raise ValidationError(_("Write a date as 2025, 2025-07 or 2025-07-01.")) from error

    def clean_document_number(self) -> str:
        text = self.cleaned_data["document_number"]
        try:
            return str(parse_document_number(text)) if text else ""
        except DocumentNumberError as error:
            raise ValidationError(_("A document number looks like 闽工信规〔2025〕3号.")) from error

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("announcement"):
            for name in _NOTICE_FIELDS:
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Required for a new announcement."))
        return cleaned

    def request(self) -> Request:
        """Return what the officer requests; only for a valid form."""
        said = self.cleaned_data
        return Request(
            uploads=tuple(Upload(file.name, file.read()) for file in said["uploads"]),
            programme=said["programme"],
            notice=None if said["announcement"] else self._notice(),
            announcement=said["announcement"],
            region=said["region"],
        )

    def _notice(self) -> Notice:
        said = self.cleaned_data
        names = ("programme", "level", "year", "kind", "basis", "batch", "title", "document_number", "is_example")
        effective = said["effective_on"] or PartialDate(said["year"])
        return Notice(**{name: said[name] for name in names}, effective=effective)
