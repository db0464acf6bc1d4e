"""All addresses: the language-free ones, the admin, and the pages of each open language."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path
from django.views.decorators.http import require_safe

from programme.citing import FORMS
from programme.exports import FORMATS, TABLES
from programme.exports.addresses import route_of
from programme.feeds import FEEDS
from programme.sitemaps import SITEMAPS
from programme.views import api, citing, data, datasets, feeds, files, home, machines, previews

KEYS = {"figures": "uuid", "changes": "int"}  # other rows have slugs

urlpatterns = [
    path("", home.root, name="root"),
    path("sitemap.xml", require_safe(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    path("robots.txt", machines.robots, name="robots"),
    path(".well-known/security.txt", machines.security_txt, name="security_txt"),
    path("healthz", machines.healthz, name="healthz"),
    *(
        path(f"data/{name}.atom", feeds.table_feed, {"name": name}, name=f"{name}_atom")
        for name in FEEDS
    ),
    *(
        path(f"data/cite.{ending}", citing.cite, {"ending": ending}, name=f"cite_{ending}")
        for ending in FORMS
    ),
    path("data/iati-activities.xml", data.iati_activities, name="iati_activities"),
    *(
        path(
            f"data/{table}.{ending}",
            data.table_file,
            {"table": table, "ending": ending},
            name=route_of(table, ending),
        )
        for table in TABLES
        for ending in FORMATS
    ),
    path("openapi.json", api.openapi_document, name="openapi_document"),
    path("api/", api.api_index, name="api_index"),
    *(path(f"api/{name}/", api.api_rows, {"table": name}, name=f"api_{name}") for name in TABLES),
    *(
        path(
            f"api/{name}/<{KEYS.get(name, 'slug')}:key>/",
            api.api_row,
            {"table": name},
            name=f"api_{name}_row",
        )
        for name in TABLES
    ),
    path("data/catalog.jsonld", datasets.data_catalog, name="data_catalog"),
    path("data/datapackage.json", datasets.data_package, name="data_package"),
    path("data/all.zip", datasets.data_zip, name="data_zip"),
    path("files/<slug:slug>/<slug:language>.pdf", files.edition_file, name="edition_file"),
    path("files/<slug:slug>/<slug:language>.webp", files.edition_cover, name="edition_cover"),
    path("preview/<str:signed>/", previews.preview, name="preview"),
    path("preview/<str:signed>/<str:language>/", previews.preview, name="preview"),
    path("admin/", admin.site.urls),
    *i18n_patterns(path("", include("programme.urls")), prefix_default_language=True),
]

handler400 = "programme.views.errors.bad_request"
handler403 = "programme.views.errors.permission_denied"
handler404 = "programme.views.errors.page_not_found"
handler500 = "programme.views.errors.server_error"
