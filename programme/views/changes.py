"""Public memory: the page of changes and its feed."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from programme import feeds, jsonld
from programme.entries import entries_of
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
        "feed": feeds.address(page.address(leave="page").partition("?")[2]),
        "jsonld": jsonld.listed(page, _("Changes"), rows_have_pages=False),
    }
    return TemplateResponse(request, "programme/change_list.html", context, status=page.status)


@require_safe
@feeds.asked_for_again
def changes_feed(request: HttpRequest) -> HttpResponse:
    language = request.GET.get("lang") or settings.PUBLIC_LANGUAGES[0]
    if language not in settings.PUBLIC_LANGUAGES:
        words = _("“%(value)s” is no language here.") % {"value": language}
        return feeds.refused([("lang", words)])
    with translation.override(language):
        found = ChangeFilter(request.GET, Change.objects.public().one_an_act())
        return feeds.refused(found.faults) if found.faults else feeds.of_changes(found)
