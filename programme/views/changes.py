"""Public memory: the page of changes."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from programme import citing, feeds, jsonld
from programme.entries import entries_of
from programme.exports.addresses import forms_of
from programme.filters import ChangeFilter
from programme.models import Change
from programme.paging import page_of


@require_safe
def change_list(request: HttpRequest) -> HttpResponse:
    page = page_of(ChangeFilter(request.GET, Change.objects.public().one_an_act()), request)
    context = {
        "page": page,
        "entries": entries_of(page.rows),
        "canonical_path": page.canonical,
        "list_noindex": page.noindex,
        "feed": feeds.path_of("changes", page.filter.pairs),
        "citation": citing.of_list(page, _("Changes")),
        "forms": forms_of("changes", page.filter.pairs),
        "jsonld": jsonld.listed(page, _("Changes"), rows_have_pages=False),
    }
    return TemplateResponse(request, "programme/change_list.html", context, status=page.status)
