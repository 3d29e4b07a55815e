"""Makes the draft of a case from a contribution: once, however often it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from portal.storages import unnamed_files_removed
from showcase.choices import StoryKind
from showcase.contributions import files
from showcase.contributions.drafting.composing import Origin, composed, origin_number, picture_part
from showcase.contributions.drafting.word import SentWord, sent_word
from showcase.contributions.figures import typed_row
from showcase.contributions.models import Contribution, ContributionFile
from showcase.contributions.recognition import recognition_of
from showcase.inbox import handling
from showcase.inbox.models import Action, Submission
from showcase.stories.many.flow import known_terms
from showcase.stories.many.terms import Named
from showcase.stories.models import StoryIndexPage, StoryPage
from showcase.stories.relations import StoryEnterprise
from showcase.stories.word.composing.drafting import BodyPart
from showcase.stories.word.pages import new_page, stored_page
from showcase.stories.word.pictures import make_image, may_add_images
from showcase.stories.word.rights import section_for
from showcase.stories.word.rows import add_effect_rows
from showcase.vocabulary.models import IndustryItem, TechniqueItem


def draft_of(submission: Submission) -> StoryPage | None:
    """Return the draft that was made of a contribution."""
    row = Contribution.objects.select_related("draft").filter(submission=submission.pk).first()
    return row.draft if row else None


def make_draft(submission: Submission, user: Any) -> StoryPage:
    """Make the draft below the section of cases, and return it; a second request finds the draft of the first.

    Raises PermissionDenied for who may not add a case, AlreadyClosed where it is closed, LostKeyError. Call it where no
    transaction is open: files are read and checked first.
    """
    section = section_for(user, StoryKind.CASE)
    if section is None:
        raise PermissionDenied
    found = draft_of(submission)
    if found is not None:
        return found
    content = Submission.objects.get(pk=submission.pk).fields()
    word = sent_word(submission, content, section.story_kind, user)
    with unnamed_files_removed(), transaction.atomic():
        held = handling.open_row(submission)
        row = Contribution.objects.select_for_update().get_or_create(submission=held)[0]
        if row.draft is None:
            row.draft = _page(held, content, section, word, user)
            row.save(update_fields=["draft"])
            word.take_over(section, row.draft, user)
            _close_files(held, user)
        return row.draft


def _page(
    held: Submission, content: Mapping[str, Any], section: StoryIndexPage, word: SentWord, user: Any
) -> StoryPage:
    """Write the page with what was typed, then with what the Word file says."""
    day = timezone.localdate(held.received_at).isoformat()
    draft = composed(content, Origin(held.number, str(content.get("enterprise", "")), day), word.last_source)
    number = origin_number(draft)
    draft.body = [*_with_pictures(held, content, draft.body, user), *word.body(user)]
    draft.title = draft.title or word.draft.title or f"企业投稿 {held.number}"
    draft.summary = draft.summary or word.draft.summary
    draft.sources = [*word.draft.sources, *draft.sources]
    page = new_page(section, draft, user)
    _add_facts(page, held, content, number)
    return stored_page(section, page, user)


def _add_facts(page: StoryPage, held: Submission, content: Mapping[str, Any], number: int) -> None:
    """Give it the terms that were named, the figures, and the enterprise if its contact confirmed the contribution."""
    terms = known_terms()
    industries = terms.named("industry", str(content.get("industries", "")))
    techniques = terms.named("technique", str(content.get("techniques", "")))
    page.industry_items = [IndustryItem(tag_id=key) for key in _keys(industries)]
    page.technique_items = [TechniqueItem(tag_id=key) for key in _keys(techniques)]
    add_effect_rows(page, [typed_row(figure, number) for figure in content.get("figures", ())])
    found = recognition_of(held)
    if found.enterprise is not None and found.is_confirmed:
        page.enterprise_items = [StoryEnterprise(enterprise=found.enterprise)]


def _keys(named: Iterable[Named]) -> list[int]:
    return list(dict.fromkeys(int(one.tag.pk) for one in named if one.tag is not None))


def _with_pictures(held: Submission, content: Mapping[str, Any], body: list[BodyPart], user: Any) -> list[BodyPart]:
    """Return the body with an image of the portal for each picture; without, where the user may store none."""
    pictures = {picture_part(one["file"]): one for one in content.get("pictures", ())}
    found: list[BodyPart] = []
    for kind, value in body:
        if kind != "figure" or not isinstance(value, dict):
            found.append((kind, value))
        elif image := _image(held, pictures[value["part"]], value["alt"], user):
            found.append(("figure", {"image": image, "caption": ""}))
    return found


def _image(held: Submission, picture: Mapping[str, Any], alt: str, user: Any) -> Any:
    kept = ContributionFile.objects.filter(submission=held.pk, pk=picture["file"]).first()
    if kept is None or not may_add_images(user):
        return None
    ending = str(picture["name"]).rpartition(".")[2].lower()
    file = SimpleUploadedFile(f"{held.number.lower()}-{kept.pk}.{ending}", kept.content())
    return make_image(file, alt, alt, user, credit=str(picture.get("credit", "")))


def _close_files(held: Submission, user: Any) -> None:
    """Note the draft in the history; files that are now the editors' are erased from the sealed storage."""
    if held.owner_id is None:
        Submission.objects.filter(pk=held.pk).update(owner=user)
    handling.note(held, Action.DRAFTED, user)
    if may_add_images(user):
        files.erase([held.pk])
