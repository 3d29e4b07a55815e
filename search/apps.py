"""Finding: one interface, two engines."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from portal import content_version, health, worker
        from search import drain, probes, reconcile, signals, sought
        from search.models import FinderPage
        from showcase.models import StoryIndexPage

        signals.connect()
        content_version.watch(FinderPage)
        StoryIndexPage.subpage_types.append(FinderPage._meta.label)
        health.register("search", probes.search_probe)
        worker.register("search_drain", 1, drain.drain_patiently)
        worker.register("search_reconcile", 60, reconcile.reconcile)
        worker.register("search_sought", 3600, sought.erase_old)
