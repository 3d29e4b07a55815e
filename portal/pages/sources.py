"""A source that a page or a record cites by number: 〔1〕."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from portal.admin.edit_panels import PlainFieldsPanel
from portal.pages.row_saving import ChildRow
from portal.text.english_fields import refuse_chinese

PARTIAL_DATE = RegexValidator(
    r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$",
    _("Write a date as 2025, 2025-07 or 2025-07-01."),
)


class SourceKind(models.TextChoices):
    """What kind of publication a source is."""

    OFFICIAL = "official", _("Official publication")
    PRESS = "press", _("Press report")
    COMPANY = "company", _("Company statement")
    STANDARD = "standard", _("Standard")
    LITERATURE = "literature", _("Literature")
    SUPPLIER = "supplier", _("Supplier")


class CitedSource(models.Model):
    """Publisher, title and date of the source of a paragraph or a figure.

    `date`: a partial date (YYYY, YYYY-MM or YYYY-MM-DD); empty: the source states none. `title_is_topic`: the printed
    title was not seen and the title is a topic in our own words.
    """

    number = models.PositiveSmallIntegerField(_("number"), help_text=_("Paragraphs and effects cite this number."))
    publisher = models.CharField(_("publisher"), max_length=255)
    publisher_en = models.CharField(_("publisher in English"), max_length=255, blank=True)
    title = models.CharField(_("title"), max_length=500)
    title_en = models.CharField(_("title in English"), max_length=500, blank=True)
    title_is_topic = models.BooleanField(
        _("the title describes the topic; the printed title was not seen"), default=False
    )
    date = models.CharField(_("date"), max_length=10, blank=True, validators=[PARTIAL_DATE])
    date_note_zh = models.CharField(_("note on the date, Chinese"), max_length=255, blank=True)
    date_note_en = models.CharField(_("note on the date, English"), max_length=255, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    kind = models.CharField(_("kind of source"), max_length=16, choices=SourceKind, default=SourceKind.PRESS)

    panels = [
        FieldRowPanel([FieldPanel("number"), FieldPanel("kind"), FieldPanel("date")]),
        FieldRowPanel([FieldPanel("publisher"), FieldPanel("publisher_en")]),
        FieldRowPanel([FieldPanel("title"), FieldPanel("title_en")]),
        FieldPanel("title_is_topic"),
        FieldPanel("url"),
        FieldRowPanel([FieldPanel("date_note_zh"), FieldPanel("date_note_en")]),
    ]

    class Meta:
        abstract = True
        ordering = ["number"]

    def __str__(self) -> str:
        return f"〔{self.number}〕{self.publisher}: {self.title}"

    def clean(self) -> None:
        super().clean()
        refuse_chinese(self)


TRANSLATED = (("title", "title_en"), ("publisher", "publisher_en"))
"""Fields of a source in Chinese, each with that of its English words."""


@dataclass(frozen=True, slots=True)
class OutdatedWords:
    """English words of a source whose Chinese has been changed from `former` since they were given."""

    chinese: str
    english: str
    former: str


class BodySource(ChildRow, CitedSource):
    """A source of a page with a body. Its number is a permanent key that the form sets; shown is its position.

    `title_en_for`, `publisher_en_for`: the Chinese words that the English ones were given for; empty: not known.
    """

    title_en_for = models.CharField(max_length=500, blank=True, default="", editable=False)
    publisher_en_for = models.CharField(max_length=255, blank=True, default="", editable=False)

    panels = [
        PlainFieldsPanel(
            [
                FieldPanel("number", widget=forms.HiddenInput),
                *(FieldPanel(name) for name in ("kind", "date", "publisher", "publisher_en")),
            ]
        ),
        FieldPanel("title"),  # reviewers comment on it
        PlainFieldsPanel(
            [
                FieldPanel(name)
                for name in ("title_en", "url", "date_note_zh", "date_note_en", "title_is_topic", "english_is_right")
            ]
        ),
    ]

    class Meta(CitedSource.Meta):
        abstract = True

    def before_saving(self) -> None:
        self.note_translated()

    def note_translated(self, given: Collection[str] = ()) -> None:
        """Note for which Chinese words the English ones are, where that is not known, and for those `given` just now.

        `given`: names of English fields.
        """
        for chinese, english in TRANSLATED:
            if not getattr(self, english):
                setattr(self, f"{english}_for", "")
            elif english in given or not getattr(self, f"{english}_for"):
                setattr(self, f"{english}_for", getattr(self, chinese))

    def outdated_english(self) -> Iterator[OutdatedWords]:
        """Yield the English words whose Chinese has been changed since they were given."""
        for chinese, english in TRANSLATED:
            words, former = getattr(self, english), getattr(self, f"{english}_for")
            if words and former and former != getattr(self, chinese):
                yield OutdatedWords(getattr(self, chinese), words, former)


class SourceForm(WagtailAdminModelForm):
    """A row of sources: notes for which Chinese words its English ones were given."""

    english_is_right = forms.BooleanField(
        required=False,
        label=_("The English is right as it is"),
        help_text=_("After a change of the Chinese title or publisher: tick it if the English words stay."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.note_translated()  # before what is posted changes the Chinese words

    def _post_clean(self) -> None:
        super()._post_clean()
        is_right = bool(self.cleaned_data.get("english_is_right"))
        self.instance.note_translated(
            [english for _chinese, english in TRANSLATED if is_right or english in self.changed_data]
        )
