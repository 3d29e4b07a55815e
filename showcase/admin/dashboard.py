"""Piles of the first page that come from stories, lists, merges and what readers send; and what may be begun there."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Locale, Page

from portal.admin import desk
from portal.admin.dashboard import edit_url, page_line
from portal.admin.desk import Beginning, Line, Pile, counted
from portal.pages.permissions import page_policy
from portal.templatetags.portal_tags import shown_date
from portal.translation.translation_rules import MAY_TRANSLATE
from showcase.admin.received_piles import enterprise_comments, objections, submissions
from showcase.collections.models import CollectionPage
from showcase.effects.models import Effect
from showcase.enterprises.merges import MAY_MERGE, MergeProposal, ProposalState
from showcase.freshness.keeping import live_stories
from showcase.freshness.rules import SOON
from showcase.lists.choices import AnnouncementKind
from showcase.lists.models import AnnouncementPage
from showcase.lists.screening.models import FileTakedown
from showcase.lists.screening.views import MAY_CONFIRM
from showcase.lists.screening.views import MAY_SEE as MAY_IMPORT
from showcase.lists.states import shown_moment
from showcase.objections.handling import MAY_SEE as MAY_SEE_OBJECTIONS
from showcase.stories.links.broken import with_broken_links
from showcase.stories.many.rights import cases_section_for
from showcase.stories.models import CaseStudyPage, PracticePage, StoryPage, TechnologyPage
from showcase.stories.relations import StorySource
from showcase.stories.word.rights import section_for
from showcase.visits.models import VisitPage
from showcase.vocabulary.proposals.models import TermProposal, TermProposalState, decided_by

# Slug of the section → the kind of page written there.
WRITTEN_IN = {
    "cases": CaseStudyPage,
    "technologies": TechnologyPage,
    "practices": PracticePage,
    "collections": CollectionPage,
    "notices": AnnouncementPage,
    "visits": VisitPage,
}


def register_piles() -> None:
    """Register them, and the order in which they stand among those of other apps."""
    desk.register("objections", objections, order=25)
    desk.register("inbox", submissions, order=26)
    desk.register("enterprise_comments", enterprise_comments, order=27)
    desk.register("notices", open_notices, order=60)
    desk.register("merges", merges, order=65)
    desk.register("takedowns", takedowns, order=70)
    desk.register("term_proposals", proposed_terms, order=75)
    desk.register("term_answers", term_answers, order=28)
    desk.register("without_english", without_english, order=82)
    desk.register("effect_words", effect_words, order=85)
    desk.register("source_words", source_words, order=86)
    desk.register("broken_links", broken_links, order=88)
    desk.register("due", due, order=90)
    desk.register_beginnings(beginnings)


def beginnings(user: Any) -> Iterator[Beginning]:
    """Yield each kind of page that this user may write."""
    sections = Page.objects.filter(depth=3, slug__in=WRITTEN_IN, locale=Locale.get_default())
    found = {page.slug: page for page in sections.specific()}
    for slug, model in WRITTEN_IN.items():
        if slug in found and found[slug].permissions_for_user(user).can_add_subpage():
            address = reverse("wagtailadmin_pages:add", args=["showcase", model._meta.model_name, found[slug].pk])
            yield Beginning(str(model._meta.verbose_name), address)
    for model in (CaseStudyPage, TechnologyPage, PracticePage):
        section = section_for(user, model.kind)
        if section is not None:
            name = _("%(kind)s from a Word file") % {"kind": model._meta.verbose_name}
            yield Beginning(name, reverse("word_import_new", args=[section.pk]))
    if cases_section_for(user) is not None:
        yield Beginning(_("case studies from a table"), reverse("case_imports"))


def due(user: Any) -> Pile | None:
    """Return published stories that this user may change and that are to be confirmed within thirty days, or were."""
    mine = page_policy().instances_user_has_permission_for(user, "change")
    before = timezone.localdate() + SOON
    rows = live_stories().filter(freshness__confirm_by__lte=before, pk__in=mine.values("pk"))
    count, _first = counted(rows, "freshness__confirm_by")
    if not count:
        return None
    late = rows.filter(freshness__is_overdue=True)
    oldest = counted(late, "freshness__confirm_by")[1]
    rows = rows.select_related("freshness").order_by("freshness__confirm_by", "pk")
    return Pile("due", _("Due for confirmation"), count, rows, _due_line, oldest)


def without_english(user: Any) -> Pile | None:
    """Return published stories that this user may change and translate, and that have no English page at all."""
    if not user.has_perm(MAY_TRANSLATE):
        return None
    mine = page_policy().instances_user_has_permission_for(user, "change")
    english = Page.objects.filter(
        translation_key=OuterRef("translation_key"), locale__language_code="en", alias_of=None
    )
    rows = StoryPage.objects.live().filter(
        ~Exists(english), locale=Locale.get_default(), alias_of=None, pk__in=mine.values("pk")
    )
    count, oldest = counted(rows, "first_published_at")
    heading, rows = _("Published without an English page"), rows.order_by("first_published_at", "pk")
    return Pile("without_english", heading, count, rows, _untranslated_line, oldest) if count else None


def _untranslated_line(story: Any) -> Line:
    return Line(story.get_admin_display_title(), reverse("english_version", args=[story.pk]))


def effect_words(user: Any) -> Pile | None:
    """Return stories that this user may change whose live English page lacks words of an effect, or has old ones."""
    mine = page_policy().instances_user_has_permission_for(user, "change")
    old = ~Q(of_what_en_for="") & ~Q(of_what_en_for=F("of_what_zh"))
    behind = Effect.objects.filter(Q(of_what_en="") | old, page_id=OuterRef("pk"))
    rows = _shown_in_english(mine).filter(Exists(behind))
    count, heading = rows.count(), _("Effects whose English words are missing or outdated")
    return Pile("effect_words", heading, count, rows.order_by("pk"), _worded_line) if count else None


def source_words(user: Any) -> Pile | None:
    """Return stories that this user may change whose live English page shows outdated words of a source."""
    mine = page_policy().instances_user_has_permission_for(user, "change")
    title = ~Q(title_en="") & ~Q(title_en_for="") & ~Q(title_en_for=F("title"))
    publisher = ~Q(publisher_en="") & ~Q(publisher_en_for="") & ~Q(publisher_en_for=F("publisher"))
    behind = StorySource.objects.filter(title | publisher, page_id=OuterRef("pk"))
    rows = _shown_in_english(mine).filter(Exists(behind))
    count, heading = rows.count(), _("Sources whose English words are outdated")
    return Pile("source_words", heading, count, rows.order_by("pk"), page_line) if count else None


def _shown_in_english(mine: Any) -> Any:
    """Return the live Chinese stories among these pages that have a live English page."""
    english = Page.objects.live().filter(translation_key=OuterRef("translation_key"), locale__language_code="en")
    return StoryPage.objects.live().filter(
        Exists(english), locale=Locale.get_default(), alias_of=None, pk__in=mine.values("pk")
    )


def _worded_line(story: Any) -> Line:
    return Line(story.get_admin_display_title(), reverse("effects_english", args=[story.pk]))


def broken_links(user: Any) -> Pile | None:
    """Return published pages that this user may change and that link to what is not there."""
    mine = page_policy().instances_user_has_permission_for(user, "change")
    rows = with_broken_links(Page.objects.filter(pk__in=mine.values("pk"), alias_of=None))
    count, heading = rows.count(), _("Pages with broken links")
    return Pile("broken_links", heading, count, rows.order_by("pk"), _linking_line) if count else None


def _linking_line(page: Any) -> Line:
    told = {"number": page.broken_links, "address": page.broken_address}
    if page.broken_address:
        note = ngettext(
            "%(number)s broken link: %(address)s", "%(number)s broken links, such as %(address)s", told["number"]
        )
    else:
        note = ngettext("%(number)s broken link", "%(number)s broken links", told["number"])
    return Line(page.get_admin_display_title(), edit_url(page), note % told)


def _due_line(story: Any) -> Line:
    row = story.freshness
    by = shown_date(row.confirm_by)
    days = (timezone.localdate() - row.confirm_by).days
    late = ngettext("overdue for %(days)s day", "overdue for %(days)s days", days) % {"days": days}
    note = late if row.is_overdue else _("to be confirmed by %(date)s") % {"date": by}
    post = reverse("freshness_confirm", args=[story.pk])
    return Line(story.get_admin_display_title(), reverse("freshness", args=[story.pk]), note, post, _("Still correct"))


def open_notices(user: Any) -> Pile | None:
    """Return live proposals whose objection window has not ended, for who publishes them or handles objections."""
    if not (user.has_perm(MAY_IMPORT) or user.has_perm(MAY_SEE_OBJECTIONS)):
        return None
    rows = AnnouncementPage.objects.live().filter(
        kind=AnnouncementKind.PROPOSAL, objections_until__gte=timezone.now(), locale=Locale.get_default()
    )
    count = rows.count()
    rows = rows.order_by("objections_until")
    # Whoever handles objections reads the notice, and cannot edit it.
    where = edit_url if user.has_perm(MAY_IMPORT) else AnnouncementPage.get_url

    def line(notice: Any) -> Line:
        note = _("until %(moment)s") % {"moment": shown_moment(notice.objections_until)}
        return Line(notice.get_admin_display_title(), where(notice), note)

    return Pile("notices", _("Notices open for objections"), count, rows, line) if count else None


def merges(user: Any) -> Pile | None:
    """Return proposed merges that nobody has decided on, for who may merge."""
    if not user.has_perm(MAY_MERGE):
        return None
    rows = MergeProposal.objects.filter(state=ProposalState.OPEN)
    count, oldest = counted(rows, "proposed_at")
    rows = rows.select_related("named", "other").order_by("proposed_at", "pk")
    return Pile("merges", _("Proposed merges"), count, rows, _merge_line, oldest, reverse("merges")) if count else None


def _merge_line(proposal: MergeProposal) -> Line:
    return Line(f"{proposal.named.name_zh} = {proposal.other.name_zh}?", reverse("merges"))


def takedowns(user: Any) -> Pile | None:
    """Return takedowns of files that another officer has requested and this user may confirm."""
    if not user.has_perm(MAY_CONFIRM):
        return None
    rows = FileTakedown.objects.filter(confirmed_at=None).exclude(requested_by=user)
    count, oldest = counted(rows, "requested_at")
    rows = rows.select_related("attachment__list_import__announcement").order_by("requested_at")
    heading = _("Takedowns to be confirmed")
    return Pile("takedowns", heading, count, rows, _takedown_line, oldest) if count else None


def _takedown_line(asked: FileTakedown) -> Line:
    notice = asked.attachment.list_import.announcement
    return Line(notice.title, reverse("personal_data", args=[notice.pk]), asked.reason)


def proposed_terms(user: Any) -> Pile | None:
    """Return terms that editors propose for vocabularies that this user edits."""
    rows = TermProposal.objects.filter(state=TermProposalState.OPEN, vocabulary__in=decided_by(user))
    count, oldest = counted(rows, "proposed_at")
    heading, url = _("Proposed terms"), reverse("term_proposals")
    return Pile("term_proposals", heading, count, rows.order_by("pk"), _proposed_line, oldest, url) if count else None


def _proposed_line(proposal: TermProposal) -> Line:
    return Line(proposal.zh, reverse("term_decide", args=[proposal.pk]), proposal.vocabulary_label)


def term_answers(user: Any) -> Pile | None:
    """Return the decisions about terms that this user has proposed and that they have not read."""
    rows = TermProposal.objects.filter(proposed_by=user, seen_at=None).exclude(state=TermProposalState.OPEN)
    count, oldest = counted(rows, "decided_at")
    heading = _("Answers to the terms I proposed")
    return Pile("term_answers", heading, count, rows.order_by("pk"), _answered_line, oldest) if count else None


def _answered_line(proposal: TermProposal) -> Line:
    return Line(proposal.zh, reverse("term_answer", args=[proposal.pk]), proposal.get_state_display())
