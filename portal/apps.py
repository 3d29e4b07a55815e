"""The site itself: settings, base page, media, users, roles, health, worker."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Portal")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.models import Page, PageViewRestriction

        from portal import content_version, health, translation  # noqa: F401  # they register themselves
        from portal.models import InfoPage, SiteFrame

        content_version.watch(InfoPage, SiteFrame, PageViewRestriction, Page)
