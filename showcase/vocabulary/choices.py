"""The values that terms of the vocabulary choose from."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class IndustryLevel(models.TextChoices):
    """Levels of GB/T 4754, and the portal's industry groups."""

    GROUP = "industry_group", _("industry group")
    SECTION = "section", pgettext_lazy("industry", "section")
    DIVISION = "division", _("division")
    SUBDIVISION = "group", _("group (GB/T 4754)")
    CLASS = "class", _("class")


class ShareBound(models.TextChoices):
    """How exact a share is, as its source has it."""

    EXACT = "exact", pgettext_lazy("share", "exactly")
    ABOUT = "about", pgettext_lazy("share", "about")
    NEARLY = "nearly", pgettext_lazy("share", "nearly")
    OVER = "over", pgettext_lazy("share", "more than")


class RegionKind(StrEnum):
    """Ranks of regions, the highest first."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
