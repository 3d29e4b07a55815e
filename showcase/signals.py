"""What happens when content changes: the content version moves, protected things stay."""

from portal import content_version, expiry


def connect() -> None:
    """Called once from `ShowcaseConfig.ready`."""
    from showcase import models, protection
    from showcase.enterprises import name_keys
    from showcase.lists import projection, publishing, touched, withdrawal

    content_version.watch(
        models.HomePage,
        models.StoryIndexPage,
        models.CaseStudyPage,
        models.TechnologyPage,
        models.PracticePage,
        models.AnnouncementIndexPage,
        models.AnnouncementPage,
        models.AnnouncementPdf,
        models.ListEntry,
        models.ListingEvent,
        models.NoticeChange,
        models.FileTakedown,
        models.PersonalDataDecision,
        models.Enterprise,
        models.EnterpriseMerge,
        models.FormerName,
    )
    content_version.watch_vocabulary(
        models.Industry,
        models.IndustrySource,
        models.Technique,
        models.Region,
        models.Process,
        models.Goal,
        models.Catalogue,
        models.Programme,
        models.Level,
    )
    expiry.watch(models.Enterprise)
    name_keys.connect()
    touched.connect()
    publishing.connect()
    withdrawal.connect()
    projection.connect()
    protection.connect_protection()
