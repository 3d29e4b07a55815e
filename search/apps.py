"""The Django app `search`: connects signals, health probe and duties of the worker."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")
    default_auto_field = "django.db.models.BigAutoField"

    # Models can be imported only once all apps are loaded, and so can what uses them: hence the imports below.
    def ready(self) -> None:
        from django.conf import settings

        import search.finders.page  # noqa: F401  # what finders show registers itself
        from portal.running import health, worker
        from search import zero_results
        from search.index import drain, probes, reconcile, signals
        from search.models import FinderPage
        from search.subscriptions import erasing, telling
        from showcase.models import StoryIndexPage

        signals.connect()
        StoryIndexPage.subpage_types.append(FinderPage._meta.label)
        health.register("search", probes.search_probe)
        worker.register("search_drain", 1, drain.drain_patiently)
        worker.register("search_reconcile", 60, reconcile.reconcile)
        worker.register("search_zero_results", 3600, zero_results.erase_old)
        worker.register("subscriptions", telling.SECONDS, telling.tell)
        worker.register("erase_subscriptions", erasing.SECONDS, erasing.erase_unconfirmed)
        if settings.DEBUG:
            from search import style

            style.register()
