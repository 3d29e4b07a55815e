"""Imports the models of this app, so that Django finds them; each is defined beside the code that uses it."""

from portal.accounts.pace import PaceMark
from portal.accounts.second_factor.models import RecoveryCode, SecondFactor
from portal.accounts.users import User
from portal.admin.reviews.disabled_reviews import DisabledReview
from portal.caching.content_version import ContentVersion
from portal.deleting.models import Tombstone
from portal.files.media import Document, Image, Rendition
from portal.frame.site_frame import SiteFrame
from portal.guides.models import TourAnswer
from portal.pages.base import InfoPage, InfoPageSource
from portal.running.heartbeat import Heartbeat
from portal.translation.reasons import TranslationReason

__all__ = [
    "ContentVersion",
    "DisabledReview",
    "Document",
    "Heartbeat",
    "Image",
    "InfoPage",
    "InfoPageSource",
    "PaceMark",
    "RecoveryCode",
    "Rendition",
    "SecondFactor",
    "SiteFrame",
    "Tombstone",
    "TourAnswer",
    "TranslationReason",
    "User",
]
