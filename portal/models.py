"""Where Django looks for the models of this app; each lives beside what uses it."""

from portal.content_version import ContentVersion
from portal.disabled_reviews import DisabledReview
from portal.heartbeat import Heartbeat
from portal.media import Document, Image, Rendition
from portal.pace import PaceMark
from portal.pages import InfoPage, InfoPageSource
from portal.site_frame import SiteFrame
from portal.users import User

__all__ = [
    "ContentVersion",
    "DisabledReview",
    "Document",
    "Heartbeat",
    "Image",
    "InfoPage",
    "InfoPageSource",
    "PaceMark",
    "Rendition",
    "SiteFrame",
    "User",
]
