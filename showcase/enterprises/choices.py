"""The values of an enterprise's fields that have a fixed set of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EnterpriseSize(models.TextChoices):
    """Size by revenue, staff and assets, with limits of its own in each industry.

    Source: 统计上大中小微型企业划分办法（2017）, 国统字〔2017〕213号.
    """

    LARGE = "large", _("Large enterprise")
    MEDIUM = "medium", _("Medium-sized enterprise")
    SMALL = "small", _("Small enterprise")
    MICRO = "micro", _("Micro-enterprise")


class LinkKind(models.TextChoices):
    """What a source says of two enterprises, from the record that holds the link."""

    IN_PARK = "in_park", _("is in the park")
    SUPPLIED_BY = "supplied_by", _("names as its supplier")
