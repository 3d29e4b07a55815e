"""Where Django looks for the models of this app; each lives beside what uses it."""

from showcase.demo.models import SeededItem
from showcase.effects.models import Effect
from showcase.enterprises.merging.models import EnterpriseMerge, MergedEnterprise, MergeProposal
from showcase.enterprises.models import Enterprise, EnterpriseMention, EnterpriseSource, FormerName
from showcase.enterprises.name_keys import EnterpriseNameKey
from showcase.enterprises.numbers import EnterpriseNumber
from showcase.home.models import HomePage
from showcase.lists.events import ListingEvent
from showcase.lists.importing.models import ImportRow, ListAttachment, ListImport
from showcase.lists.models import AnnouncementIndexPage, AnnouncementPage, AnnouncementSource, ListEntry
from showcase.lists.printing.models import AnnouncementPdf
from showcase.lists.screening.models import FileTakedown, PersonalDataDecision
from showcase.lists.spans import ListingSpan
from showcase.lists.touched import RegisterTouch
from showcase.lists.tracing.models import NoticeChange
from showcase.objections.models import (
    Objection,
    ObjectionAccess,
    ObjectionEvidence,
    ObjectionTally,
)
from showcase.stories.models import (
    CaseStudyPage,
    PracticePage,
    StoryIndexPage,
    StoryPage,
    TechnologyPage,
)
from showcase.stories.relations import (
    RelatedStory,
    StoryCatalogue,
    StoryEnterprise,
    StoryGoal,
    StoryListing,
    StoryProcess,
    StoryRegion,
    StorySource,
)
from showcase.vocabulary.models import (
    Catalogue,
    Goal,
    Industry,
    IndustryItem,
    IndustrySource,
    Level,
    Process,
    Programme,
    Region,
    Technique,
    TechniqueItem,
)

__all__ = [
    "AnnouncementIndexPage",
    "AnnouncementPage",
    "AnnouncementPdf",
    "AnnouncementSource",
    "CaseStudyPage",
    "Catalogue",
    "Effect",
    "Enterprise",
    "EnterpriseMention",
    "EnterpriseMerge",
    "EnterpriseNameKey",
    "EnterpriseNumber",
    "EnterpriseSource",
    "FileTakedown",
    "FormerName",
    "Goal",
    "HomePage",
    "ImportRow",
    "Industry",
    "IndustryItem",
    "IndustrySource",
    "Level",
    "ListAttachment",
    "ListEntry",
    "ListImport",
    "ListingEvent",
    "ListingSpan",
    "MergeProposal",
    "MergedEnterprise",
    "NoticeChange",
    "Objection",
    "ObjectionAccess",
    "ObjectionEvidence",
    "ObjectionTally",
    "PersonalDataDecision",
    "PracticePage",
    "Process",
    "Programme",
    "Region",
    "RegisterTouch",
    "RelatedStory",
    "SeededItem",
    "StoryCatalogue",
    "StoryEnterprise",
    "StoryGoal",
    "StoryIndexPage",
    "StoryListing",
    "StoryPage",
    "StoryProcess",
    "StoryRegion",
    "StorySource",
    "Technique",
    "TechniqueItem",
    "TechnologyPage",
]
