"""Answer templates in the admin."""

from __future__ import annotations

from wagtail.admin.panels import FieldPanel
from wagtail.admin.viewsets.model import ModelViewSet

from showcase.inbox.models import AnswerTemplate


class AnswerTemplateViewSet(ModelViewSet):
    """The list and the forms of answer templates, for who has the permission of the model."""

    model = AnswerTemplate
    name = "answer_templates"
    url_prefix = "answer-templates"
    icon = "openquote"
    menu_order = 149
    add_to_admin_menu = True
    list_display = ["title"]
    search_fields = ["title", "text_zh", "text_en"]
    panels = [FieldPanel("title"), FieldPanel("text_zh"), FieldPanel("text_en")]
