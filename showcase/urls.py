"""Addresses of pages that are views: terms, enterprises, register, downloads."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path, register_converter

from showcase.charts import cities, goals, industry_shares
from showcase.charts import views as charts
from showcase.comparing import views as comparing
from showcase.contributions import contact_views
from showcase.contributions.writing import views as contributions
from showcase.for_your_plant import views as plants
from showcase.inbox import sender_views
from showcase.inbox import views as inbox
from showcase.lists.notice_page.calendar import notice_calendar
from showcase.lists.printing import views as printing
from showcase.lists.register_pages import changes as changes_page
from showcase.lists.register_pages import extract, feeds, statistics
from showcase.lists.register_pages import register as lists
from showcase.objections import views as objections
from showcase.pages import collection as collections
from showcase.pages import enterprise as enterprises
from showcase.pages import enterprise_feed
from showcase.pages import term as vocabulary
from showcase.pages.files import views as story_files
from showcase.pages.matrix import matrix_csv
from showcase.pages.public_counts import public_counts
from showcase.questions import views as questions
from showcase.signoff import views as sign_offs
from showcase.usefulness import views as usefulness
from showcase.visits import calendars
from showcase.visits.registrations import views as registrations
from showcase.vocabulary.addresses import IndustryCode, RegionCode, TechniqueCode
from showcase.yearly import views as yearly

register_converter(IndustryCode, "industry")
register_converter(TechniqueCode, "technique")
register_converter(RegionCode, "region")

_SHARES = "charts/shares/<industry:code>-<int:number>"


def _drawn(route: str, view: Callable[..., HttpResponse], name: str) -> list[URLPattern]:
    """Return the addresses of a drawing as files, `<name>_svg` and `<name>_png`."""
    return [path(f"{route}.{form}", view, {"form": form}, name=f"{name}_{form}") for form in ("svg", "png")]


urlpatterns = [
    path("industries/<industry:code>/", vocabulary.industry, name="industry"),
    path("techniques/<technique:code>/", vocabulary.technique, name="technique"),
    path("regions/<region:code>/", vocabulary.region, name="region"),
    path("enterprises/", enterprises.index, name="enterprises"),
    path("enterprises/<int:number>/", enterprises.page, name="enterprise"),
    path("notices/calendar.ics", notice_calendar, name="notice_calendar"),
    path("notices/<int:number>/pdf/", printing.announcement_pdf, name="announcement_pdf"),
    path("notices/<int:number>/objection/", objections.objection, name="objection"),
    path("notices/<int:number>/objection/<uuid:key>/", objections.receipt, name="objection_receipt"),
    path("contribute/", contributions.entry, name="contribute"),
    path("contribute/contact/<str:token>/", contact_views.contribution_contact, name="contribution_contact"),
    path("contribute/<str:token>/", contributions.contribution, name="contribution"),
    path("contribute/<str:token>/discard/", contributions.discard, name="contribution_discard"),
    path("send/<slug:kind>/", inbox.submission_new, name="submission_new"),
    path("send/<slug:kind>/received/<str:receipt>/", inbox.submission_receipt, name="submission_receipt"),
    path("about/statistics/", public_counts, name="public_counts"),
    path("useful/", usefulness.useful, name="useful"),
    path("useful/thanks/", usefulness.thanks, name="useful_thanks"),
    path("sent/<str:token>/", sender_views.submission_sent, name="submission_sent"),
    path("sent/<str:token>/change/", sender_views.submission_change, name="submission_change"),
    path("sent/<str:token>/answer/", questions.question_answer, name="question_answer"),
    path("answer/<str:token>/", questions.question_reply, name="question_reply"),
    path("visits/calendar.ics", calendars.every_visit, name="visits_calendar"),
    path("visits/<int:number>/calendar.ics", calendars.one_visit, name="visit_calendar"),
    path("visits/<int:number>/register/", registrations.register, name="visit_register"),
    path("visits/<int:number>/received/", registrations.received, name="visit_received"),
    path("visits/registration/<str:token>/", registrations.registration, name="visit_registration"),
    path("register/", lists.register, name="register"),
    path("register/extract/<int:number>/", extract.extract, name="register_extract"),
    path("register/statistics/", statistics.statistics, name="register_statistics"),
    path("register/feed/", feeds.every_list, name="feed_lists"),
    path("register/feed/programme/<slug:code>/", feeds.of_programme, name="feed_programme"),
    path("register/feed/region/<region:code>/", feeds.of_region, name="feed_region"),
    path("register/feed/enterprise/<int:number>/", enterprise_feed.of_enterprise, name="feed_enterprise"),
    path("register/changes/", changes_page.register_changes, name="register_changes"),
    path("stories/<uuid:story>.docx", story_files.story_as_word, name="story_as_word"),
    path("stories/<uuid:story>.pdf", story_files.story_as_pdf, name="story_as_pdf"),
    path("stories/<uuid:story>/sheet.pdf", story_files.story_sheet, name="story_sheet"),
    path("stories/<uuid:story>.bib", story_files.story_as_reference, {"kind": "bib"}, name="story_as_bibtex"),
    path("stories/<uuid:story>.ris", story_files.story_as_reference, {"kind": "ris"}, name="story_as_ris"),
    path("stories/<uuid:story>.json", story_files.story_as_json, name="story_as_json"),
    path("stories/<uuid:story>.html", story_files.story_as_html, name="story_as_html"),
    path("collections/<uuid:collection>.csv", collections.collection_as_csv, name="collection_as_csv"),
    path("collections/<uuid:collection>.xlsx", collections.collection_as_xlsx, name="collection_as_xlsx"),
    path("compare/", comparing.compare, name="compare"),
    path("compare/table.xlsx", comparing.compare_xlsx, name="compare_xlsx"),
    path("for-your-plant/", plants.for_your_plant, name="for_your_plant"),
    path("for-your-plant/check-list.xlsx", plants.check_list_xlsx, name="for_your_plant_xlsx"),
    *_drawn("charts/spread/<str:name>", charts.spread_file, "spread"),
    path("charts/spread/<str:name>.csv", charts.spread_csv, name="spread_csv"),
    *_drawn("charts/dates/<uuid:story>-<int:number>", charts.dated_file, "dated"),
    path("charts/dates/<uuid:story>-<int:number>.csv", charts.dated_csv, name="dated_csv"),
    *_drawn("charts/sketches/<uuid:story>", charts.sketch_file, "sketch"),
    *_drawn("charts/cities", cities.cities_file, "cities"),
    path("charts/cities.csv", cities.cities_csv, name="cities_csv"),
    *_drawn("charts/goals", goals.goals_file, "goals"),
    path("charts/goals.csv", goals.goals_csv, name="goals_csv"),
    *_drawn(_SHARES, industry_shares.industry_shares_file, "industry_shares"),
    path(_SHARES + ".csv", industry_shares.industry_shares_csv, name="industry_shares_csv"),
    path("matrix.csv", matrix_csv, name="matrix_csv"),
    path("sign-off/<str:token>/", sign_offs.sign_off, name="sign_off"),
    path("sign-off/<str:token>/years/", yearly.enterprise_years, name="enterprise_years"),
    path("sign-off/<str:token>/pictures/<int:key>/", sign_offs.picture, name="sign_off_picture"),
    path("proofs/<slug:number>/", yearly.proof, name="proof"),
    path("proofs/<slug:number>/pdf/", yearly.proof_pdf, name="proof_pdf"),
]
