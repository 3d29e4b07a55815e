"""Connects what happens when content changes: the content version moves, protected objects stay."""

from portal.caching import content_version
from portal.pages import expiry
from showcase import models, protection
from showcase.enterprises import name_keys
from showcase.lists.publishing import events as publishing
from showcase.lists.publishing import withdrawal
from showcase.lists.register import projection, touched
from showcase.visits import keeping as visits
from showcase.vocabulary.models import VOCABULARIES


def connect() -> None:
    """Called once from `ShowcaseConfig.ready`."""
    content_version.watch(
        models.AnnouncementPdf,
        models.ListEntry,
        models.ListingEvent,
        models.NoticeChange,
        models.FileTakedown,
        models.PersonalDataDecision,
        models.Enterprise,
        models.EnterpriseMerge,
        models.FormerName,
        models.StoryFreshness,
        models.Replication,
        models.PublishedAnswer,
        models.SignOff,
    )
    content_version.watch_vocabulary(*VOCABULARIES, models.IndustrySource, models.IndustryShare)
    expiry.watch(models.Enterprise)
    name_keys.connect()
    touched.connect()
    publishing.connect()
    withdrawal.connect()
    projection.connect()
    protection.connect_protection()
    visits.connect()
