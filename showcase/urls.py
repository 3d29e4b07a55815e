"""Addresses of pages that are views: terms, enterprises, register, downloads."""

from django.urls import path, register_converter

from showcase.enterprises import views as enterprises
from showcase.home import views as home
from showcase.lists import changes_page, extract, feeds, statistics
from showcase.lists import views as lists
from showcase.lists.printing import views as printing
from showcase.objections import views as objections
from showcase.vocabulary import views as vocabulary
from showcase.vocabulary.addresses import IndustryCode, RegionCode, TechniqueCode

register_converter(IndustryCode, "industry")
register_converter(TechniqueCode, "technique")
register_converter(RegionCode, "region")

urlpatterns = [
    path("industries/<industry:code>/", vocabulary.industry, name="industry"),
    path("techniques/<technique:code>/", vocabulary.technique, name="technique"),
    path("regions/<region:code>/", vocabulary.region, name="region"),
    path("enterprises/", enterprises.index, name="enterprises"),
    path("enterprises/<int:number>/", enterprises.page, name="enterprise"),
    path("notices/<int:number>/pdf/", printing.announcement_pdf, name="announcement_pdf"),
    path("notices/<int:number>/objection/", objections.objection, name="objection"),
    path("notices/<int:number>/objection/<uuid:key>/", objections.receipt, name="objection_receipt"),
    path("register/", lists.register, name="register"),
    path("register/extract/<int:number>/", extract.extract, name="register_extract"),
    path("register/statistics/", statistics.statistics, name="register_statistics"),
    path("register/feed/", feeds.every_list, name="feed_lists"),
    path("register/feed/programme/<slug:code>/", feeds.of_programme, name="feed_programme"),
    path("register/feed/region/<region:code>/", feeds.of_region, name="feed_region"),
    path("register/feed/enterprise/<int:number>/", feeds.of_enterprise, name="feed_enterprise"),
    path("register/changes/", changes_page.register_changes, name="register_changes"),
    path("matrix.csv", home.matrix_csv, name="matrix_csv"),
]
