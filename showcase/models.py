"""Imports the models of this app, so that Django finds them; each is defined beside the code that uses it."""

from showcase.collections.models import CollectionIndexPage, CollectionItem, CollectionPage
from showcase.contributions.models import Contribution, ContributionFile
from showcase.demo.models import SeededItem
from showcase.effects.models import Effect
from showcase.enterprises.chain.models import EnterpriseLink
from showcase.enterprises.merges import EnterpriseMerge, MergedEnterprise, MergeProposal
from showcase.enterprises.models import Enterprise, EnterpriseMention, EnterpriseNumber, EnterpriseSource, FormerName
from showcase.enterprises.name_keys import EnterpriseNameKey
from showcase.freshness.models import StoryFreshness
from showcase.home import HomePage
from showcase.inbox.models import AnswerTemplate, Submission, SubmissionStep
from showcase.lists.importing.models import ImportRow, ListAttachment, ListImport
from showcase.lists.models import AnnouncementIndexPage, AnnouncementPage, AnnouncementSource, ListEntry
from showcase.lists.printing.models import AnnouncementPdf
from showcase.lists.register.events import ListingEvent
from showcase.lists.register.spans import ListingSpan
from showcase.lists.register.touched import RegisterTouch
from showcase.lists.screening.models import FileTakedown, PersonalDataDecision
from showcase.lists.tracing.models import NoticeChange
from showcase.objections.models import (
    Objection,
    ObjectionAccess,
    ObjectionEvidence,
    ObjectionTally,
)
from showcase.questions.models import PublishedAnswer, QuestionReply
from showcase.replications.models import Replication, ReplicationFigure
from showcase.signoff.models import SignOff, SignOffComment
from showcase.stories.contributing.models import EnterpriseContributor
from showcase.stories.links.models import CheckedLink, PageLink
from showcase.stories.many.models import CaseImport, CaseImportRow
from showcase.stories.models import (
    CaseStudyPage,
    PracticePage,
    StoryIndexPage,
    StoryPage,
    TechnologyPage,
)
from showcase.stories.outputs.models import StoryPdf
from showcase.stories.relations import (
    FindingAnswer,
    RelatedStory,
    StoryCatalogue,
    StoryEnterprise,
    StoryEvidence,
    StoryGoal,
    StoryListing,
    StoryProcess,
    StoryRegion,
    StorySource,
)
from showcase.stories.word.models import WordImport
from showcase.usefulness.models import UsefulCount
from showcase.visits.models import VisitIndexPage, VisitPage, VisitStory
from showcase.visits.registrations.models import VisitRegistration
from showcase.vocabulary.models import (
    Catalogue,
    Goal,
    Industry,
    IndustryItem,
    IndustryShare,
    IndustrySource,
    Level,
    Process,
    Programme,
    Region,
    Technique,
    TechniqueItem,
)
from showcase.vocabulary.proposals.models import TermProposal
from showcase.yearly.models import ProofOfPublication, PublicVersion

__all__ = [
    "AnnouncementIndexPage",
    "AnnouncementPage",
    "AnnouncementPdf",
    "AnnouncementSource",
    "AnswerTemplate",
    "CaseImport",
    "CaseImportRow",
    "CaseStudyPage",
    "Catalogue",
    "CheckedLink",
    "CollectionIndexPage",
    "CollectionItem",
    "CollectionPage",
    "Contribution",
    "ContributionFile",
    "Effect",
    "Enterprise",
    "EnterpriseContributor",
    "EnterpriseLink",
    "EnterpriseMention",
    "EnterpriseMerge",
    "EnterpriseNameKey",
    "EnterpriseNumber",
    "EnterpriseSource",
    "FileTakedown",
    "FindingAnswer",
    "FormerName",
    "Goal",
    "HomePage",
    "ImportRow",
    "Industry",
    "IndustryItem",
    "IndustryShare",
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
    "PageLink",
    "PersonalDataDecision",
    "PracticePage",
    "Process",
    "Programme",
    "ProofOfPublication",
    "PublicVersion",
    "PublishedAnswer",
    "QuestionReply",
    "Region",
    "RegisterTouch",
    "RelatedStory",
    "Replication",
    "ReplicationFigure",
    "SeededItem",
    "SignOff",
    "SignOffComment",
    "StoryCatalogue",
    "StoryEnterprise",
    "StoryEvidence",
    "StoryFreshness",
    "StoryGoal",
    "StoryIndexPage",
    "StoryListing",
    "StoryPage",
    "StoryPdf",
    "StoryProcess",
    "StoryRegion",
    "StorySource",
    "Submission",
    "SubmissionStep",
    "Technique",
    "TechniqueItem",
    "TechnologyPage",
    "TermProposal",
    "UsefulCount",
    "VisitIndexPage",
    "VisitPage",
    "VisitRegistration",
    "VisitStory",
    "WordImport",
]
