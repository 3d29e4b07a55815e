"""What the group that handles objections meets after logging in."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from showcase.objections.models import Objection, ObjectionState


class NewObjectionsPanel(Component):
    """How many objections nobody has answered yet."""

    name = "new_objections"
    template_name = "wagtailadmin/home/new_objections.html"
    order = 210

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"new": Objection.objects.filter(state=ObjectionState.NEW).count(), "state": ObjectionState.NEW.value}
