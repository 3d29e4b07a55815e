"""The site setting with what every page shows around its content: organiser, registrations, contacts."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from portal.text.english_fields import refuse_chinese


@register_setting(icon="site")
class SiteFrame(BaseSiteSetting):
    """Footer and contacts; an empty field is not shown."""

    organiser_zh = models.CharField(_("organiser (主办单位)"), max_length=255, blank=True)
    organiser_en = models.CharField(_("organiser in English"), max_length=255, blank=True)
    icp_number = models.CharField(_("ICP registration (ICP 备案号)"), max_length=64, blank=True)
    police_number = models.CharField(_("public security registration (公安备案号)"), max_length=64, blank=True)
    site_code = models.CharField(_("government site code (政府网站标识码)"), max_length=32, blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=64, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    corrections_email = models.EmailField(
        _("e-mail for corrections and objections"),
        blank=True,
        help_text=_("It stands at the foot of every page, beside the form for mistakes."),
    )

    panels = [
        MultiFieldPanel([FieldPanel("organiser_zh"), FieldPanel("organiser_en")], heading=_("organiser")),
        MultiFieldPanel(
            [FieldPanel("icp_number"), FieldPanel("police_number"), FieldPanel("site_code")],
            heading=_("registrations"),
        ),
        MultiFieldPanel(
            [FieldPanel("contact_phone"), FieldPanel("contact_email"), FieldPanel("corrections_email")],
            heading=_("contacts"),
        ),
    ]

    class Meta:
        verbose_name = _("site frame")
        verbose_name_plural = _("site frames")

    @property
    def has_facts(self) -> bool:
        """Whether the footer has any of them to show."""
        names = (self.organiser_zh, self.organiser_en, self.icp_number, self.police_number, self.site_code)
        return any((*names, self.contact_phone, self.contact_email, self.corrections_email))

    def clean(self) -> None:
        super().clean()
        refuse_chinese(self)
