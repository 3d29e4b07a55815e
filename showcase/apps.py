"""The content: stories, vocabulary, enterprises, effects, lists."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShowcaseConfig(AppConfig):
    name = "showcase"
    verbose_name = _("Showcase")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.models import Page

        from portal import admin_search, worker
        from showcase import signals, sitemaps
        from showcase.admin_names import NAMES_OF_PAGES
        from showcase.lists import touched
        from showcase.lists.printing import duty
        from showcase.objections import erasing

        admin_search.register(Page, *NAMES_OF_PAGES)
        sitemaps.register()
        signals.connect()
        worker.register("settle_register", 5, touched.settle)
        worker.register("announcement_pdfs", duty.SECONDS, duty.PRESS.turn)
        worker.register("erase_objections", 3600, erasing.erase_due)
