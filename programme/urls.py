"""Public addresses under /{language}/."""

from django.urls import path

from programme.views import (
    api,
    changes,
    datasets,
    donors,
    home,
    pages,
    reports,
    results,
    vocabularies,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("results/", results.result_list, name="result_list"),
    path("results/<slug:slug>/", results.result_detail, name="result_detail"),
    path("places/<slug:slug>/", vocabularies.place_detail, name="place_detail"),
    path("themes/<slug:slug>/", vocabularies.theme_detail, name="theme_detail"),
    path("donors/", donors.donor_list, name="donor_list"),
    path("donors/<slug:slug>/", donors.donor_detail, name="donor_detail"),
    path("reports/", reports.report_list, name="report_list"),
    path("reports/<slug:slug>/", reports.report_detail, name="report_detail"),
    path("search/", pages.search, name="search"),
    path("changes/", changes.change_list, name="change_list"),
    path("data/", datasets.data_page, name="data_page"),
    path("data/api/", api.api_documentation, name="api_documentation"),
    path("about/", pages.about, name="about"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
    path("terms/", pages.terms, name="terms"),
    path("corrections/", pages.corrections, name="corrections"),
]
