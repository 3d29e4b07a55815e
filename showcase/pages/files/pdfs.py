"""Which published stories need PDFs, of which the worker's printing duty asks (`showcase.lists.printing.duty`).

A PDF is made again after its page or the Chinese page with its facts was published again, after an answer or a report
beneath it was published or taken back, and once a week: names of enterprises and terms may have changed without that.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import DateTimeField, F, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from portal.pages.visibility import public_pages
from showcase.questions.models import PublishedAnswer
from showcase.replications.models import Replication
from showcase.stories.models import StoryPage
from showcase.stories.outputs.models import StoryPdf

_LONGEST = dt.timedelta(days=7)
_NEVER = Value(dt.datetime(2000, 1, 1, tzinfo=dt.UTC), output_field=DateTimeField())


def due() -> QuerySet[StoryPage]:
    """Return public stories in both languages that have no PDF of what they say, newest first."""
    outdated = Q(pdf_file=None) | Q(pdf_file__made_at__lt=F("changed_at"))
    old = Q(pdf_file__made_at__lt=timezone.now() - _LONGEST)
    return _with_change(public_pages(StoryPage.objects.filter(alias_of=None))).filter(outdated | old).order_by("-pk")


def is_due() -> bool:
    """Say whether the PDF of any story is due; one query."""
    return due().exists()


def pdf_of(page: StoryPage) -> StoryPdf | None:
    """Return the PDFs that say what the page says; None where there are none."""
    found = StoryPdf.objects.filter(page_id=page.pk, failure="").defer("content").first()
    changed = _with_change(StoryPage.objects.filter(pk=page.pk)).values_list("changed_at", flat=True).first()
    return found if found and changed and found.made_at >= changed else None


def _with_change(pages: QuerySet[StoryPage]) -> QuerySet[StoryPage]:
    """Annotate `changed_at`: when the page, a translation of it or what stands beneath it changed last."""
    same = StoryPage.objects.filter(translation_key=OuterRef("translation_key")).order_by().values("translation_key")
    return pages.annotate(
        changed_at=Greatest(
            Subquery(same.annotate(last=Max("last_published_at")).values("last")),
            _last(PublishedAnswer.objects.all(), "page", "corrected_at"),
            _last(Replication.objects.all(), "story"),
        )
    )


def _last(rows: QuerySet[Any], story: str, *also: str) -> Coalesce:
    """Return when one of these rows of the story was published, taken back or otherwise (`also`) changed last.

    Long ago where there is none.
    """
    key = f"{story}__translation_key"
    changes = (Coalesce(Max(name), _NEVER) for name in ("withdrawn_at", *also))
    when = Greatest(Max("published_at"), *changes)
    of_story = rows.filter(**{key: OuterRef("translation_key")}).order_by().values(key).annotate(last=when)
    return Coalesce(Subquery(of_story.values("last")), _NEVER)
