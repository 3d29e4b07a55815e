"""Keeps facts on the source page: what Wagtail copies into a new translation is cleared."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import copy_for_translation_done

from portal.pages import BasePage


@receiver(copy_for_translation_done, dispatch_uid="portal.clear_copied_facts")
def clear_copied_facts(sender: Any, source_obj: Any, target_obj: Any, **kwargs: Any) -> None:
    """Delete the child rows that were copied with the page; a translation reads them through `page.source`."""
    if not isinstance(target_obj, BasePage):
        return
    for name in target_obj.fact_relations:
        getattr(target_obj, name).all().delete()
        target_obj._cluster_related_objects = {
            key: rows for key, rows in getattr(target_obj, "_cluster_related_objects", {}).items() if key != name
        }
