"""The content: stories, vocabulary, enterprises, effects, lists."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShowcaseConfig(AppConfig):
    name = "showcase"
    verbose_name = _("Showcase")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from showcase import signals, sitemaps

        sitemaps.register()
        signals.connect()
