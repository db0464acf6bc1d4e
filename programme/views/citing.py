"""The citation of any page as a file."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from programme.citing import FORMS, Citation, FormOf, form_at
from programme.citing.forms import key_of
from programme.problems import refused
from programme.unchanged import asked_for_again
from programme.views.cited import Nonsense, cited
from programme.views.errors import Moved, Withdrawn
from sahel.databases import one_moment


@require_safe
@asked_for_again
def cite(request: HttpRequest, ending: str) -> HttpResponse:
    asked = list(dict.fromkeys(path for path in request.GET.getlist("of") if path.strip()))
    if len(asked) > 1:
        return refused(request, [("of", _("This was given more than once."))])
    page = asked[0] if asked else reverse("home")
    try:
        with one_moment():
            citation = cited(page, partial(form_at, ending=ending))
    except Nonsense as nonsense:
        with translation.override(nonsense.language):
            return refused(request, nonsense.faults, allowed=nonsense.allowed)
    except (Withdrawn, Moved):
        raise
    except Http404:
        words = _("No page of this site that can be cited is at this address.")
        return refused(request, [("of", words)], status=404)
    return _file(FORMS[ending], citation)


def _file(form: FormOf, citation: Citation) -> HttpResponse:
    called = content_disposition_header(True, f"{key_of(citation)}.{form.ending}") or ""
    headers = {
        "Content-Type": f"{form.media_type}; charset=utf-8",
        "Content-Language": citation.language,
        "Content-Disposition": called,
    }
    return HttpResponse(form.write(citation), headers=headers)
