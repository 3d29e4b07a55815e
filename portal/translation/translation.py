"""Keeps facts on the source page, and unpublishes or deletes translations with their source.

By receivers, not methods: expiry and the admin's bulk actions work on plain `Page` rows.
"""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Locale, Page
from wagtail.signals import copy_for_translation_done, page_published
from wagtail_localize.models import TranslationSource

from portal.pages.base import BasePage


@receiver(copy_for_translation_done, dispatch_uid="portal.clear_copied_facts")
def clear_copied_facts(sender: Any, source_obj: Any, target_obj: Any, **kwargs: Any) -> None:
    """Delete the child rows that were copied with the page; a translation reads them through `page.source`."""
    if not isinstance(target_obj, BasePage):
        return
    for name in target_obj.fact_relations:
        getattr(target_obj, name).all().delete()
        target_obj._cluster_related_objects = {  # noqa: SLF001 - modelcluster has no public way to forget rows
            key: rows for key, rows in getattr(target_obj, "_cluster_related_objects", {}).items() if key != name
        }


@receiver(post_save, dispatch_uid="portal.unpublish_translations")
def unpublish_translations(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Unpublish the translations of a source that is not live, in the same transaction."""
    if kwargs.get("raw") or not isinstance(instance, Page) or instance.live:
        return
    written = kwargs.get("update_fields")
    if written is not None and "live" not in written:
        return
    for translation in translations_of(instance).filter(live=True).specific():
        translation.unpublish(set_expired=instance.expired)


@receiver(post_delete, sender=Page, dispatch_uid="portal.delete_translations")
def delete_translations(sender: Any, instance: Page, **kwargs: Any) -> None:
    """Delete the translations of a deleted source."""
    for translation in translations_of(instance).specific():
        translation.delete()


@receiver(page_published, dispatch_uid="portal.read_source_again")
def read_source_again(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Let wagtail-localize compare with the current Chinese page: changed texts count as not translated.

    Otherwise it would call the translation up to date until somebody starts an update. No English page changes.
    """
    if not isinstance(instance, Page) or not _is_source(instance) or instance.alias_of_id is not None:
        return
    source = TranslationSource.objects.filter(object_id=instance.translation_key, locale_id=instance.locale_id).first()
    if source is not None and instance.live:
        source.update_from_db()


def translations_of(page: Page) -> Any:
    """Return the pages in other languages that follow this page: none unless it is a source."""
    if not _is_source(page):
        return Page.objects.none()
    return Page.objects.filter(translation_key=page.translation_key).exclude(locale_id=page.locale_id)


def _is_source(page: Page) -> bool:
    return page.locale_id == Locale.get_default().pk and issubclass(page.specific_class or Page, BasePage)
