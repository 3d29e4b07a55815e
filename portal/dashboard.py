"""What an editor meets after logging in: English pages that no longer say what their Chinese page says."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component
from wagtail.permission_policies.pages import PagePermissionPolicy

from portal.untranslated import named, outdated_pages, waiting

SHOWN = 10


class OutdatedTranslationsPanel(Component):
    """Those that this editor may change, with the Chinese texts that have no English yet."""

    name = "outdated_translations"
    template_name = "wagtailadmin/home/outdated_translations.html"
    order = 220

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        mine = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
        outdated = outdated_pages(mine)[:SHOWN]
        return {"rows": [(page, named(waiting(translation), page)) for page, translation in outdated]}
