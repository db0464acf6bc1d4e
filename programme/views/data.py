"""The public rows as files: any table, with its filters, in any form."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from django.views.decorators.http import require_safe

from programme.exports import FORMATS, TABLES, iati
from programme.exports.asking import Asked, language_asked
from programme.exports.sending import sent
from programme.problems import problem, refused
from sahel.databases import one_moment


@require_safe
def table_file(request: HttpRequest, table: str, ending: str) -> HttpResponseBase:
    language, faults = language_asked(request.GET)
    form = FORMATS[ending]
    with translation.override(language), one_moment():
        asked = Asked(TABLES[table], request.path, request.GET, language)
        if faults or asked.faults:
            return refused(request, [*faults, *asked.faults], allowed=asked.allowed)
        return sent(
            request,
            asked.key,
            lambda file: form.write(asked.table, asked.found, file, asked.about),
            media_type=form.media_type,
            called=f"{table}-{language}.{ending}",
            language=language,
            is_packed=form.is_packed,
            is_shown=form.is_shown,
        )


@require_safe
def iati_activities(request: HttpRequest) -> HttpResponseBase:
    with one_moment():
        if lacking := iati.lacking():
            return problem(request, 404, lacking)
        return sent(
            request,
            iati.key(),
            iati.write,
            media_type=iati.MEDIA_TYPE,
            called=iati.NAME,
            language=settings.PUBLIC_LANGUAGES[0],
            is_shown=True,
        )
