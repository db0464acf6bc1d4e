"""What the file says of the programme as a whole, in the order that the standard asks for."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlsplit
from xml.etree.ElementTree import Element

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programme.exports.iati.elements import (
    Texts,
    element,
    narratives,
    phrase,
    texts_of,
    titled,
    told,
)
from programme.exports.iati.periods import began
from programme.frame import absolute, in_language, web_address
from programme.models import Donor, PageText, Place, Precision, Report, Theme
from programme.models.expressions import LANGUAGES
from programme.wording import date_words

# Codes of the standard's lists.
ACTUAL_START = "2"
REGIONAL = "2"
FUNDING, IMPLEMENTING = "1", "4"
MULTILATERAL = "40"
DAC, GOALS, TARGETS, ISO_COUNTRIES = "1", "2", "3", "A4"
LEGAL_AND_JUDICIAL_DEVELOPMENT = "15130"
SOUTH_OF_SAHARA = "289"
KINDS: dict[str, str] = {
    Donor.Kind.GOVERNMENT: "10",
    Donor.Kind.MULTILATERAL: MULTILATERAL,
    Donor.Kind.FOUNDATION: "60",
    Donor.Kind.PRIVATE: "70",
    Donor.Kind.OTHER: "90",
}
RESULTS, OBJECTIVES, WEB_PAGE = "A08", "A02", "A12"
CATEGORIES: dict[str, str] = {Report.Kind.PROGRESS: RESULTS, Report.Kind.STRATEGY: OBJECTIVES}
PAGE, PDF = "text/html", "application/pdf"
_TARGET = re.compile(r"\b[0-9]{1,2}\.(?:[0-9]{1,2}|[a-d])\b")
_ARTICLE = re.compile(r"The (?=\w)")


def parts() -> Iterator[Element]:
    """Yield all but the results."""
    yield _text("iati-identifier", settings.IATI_ACTIVITY_IDENTIFIER)
    yield _reporting_organisation()
    yield titled(phrase(settings.SITE_NAME), str(settings.SITE_NAME))
    yield element("description", {"type": "1"}, *narratives(description()))
    yield from map(_funding, Donor.objects.public().in_source_order())
    yield element(
        "participating-org",
        {"ref": settings.IATI_REPORTING_ORG_REF, "type": MULTILATERAL, "role": IMPLEMENTING},
        *narratives(_unodc()),
    )
    yield element("activity-status", {"code": settings.IATI_ACTIVITY_STATUS})
    yield _start()
    yield element("activity-scope", {"code": REGIONAL})
    yield element("recipient-region", {"code": SOUTH_OF_SAHARA, "vocabulary": DAC})
    yield from map(_location, Place.objects.of_the_programme())
    yield element("sector", {"code": LEGAL_AND_JUDICIAL_DEVELOPMENT, "vocabulary": DAC})
    yield from _tags()
    yield from _documents()


def description() -> Texts:
    """Return the public introduction in each language that it has; {} where there is none."""
    page = PageText.objects.public().at("introduction")
    found = {code: page.words_in(code) for code in LANGUAGES} if page else {}
    return {code: words for code, words in found.items() if narratives({code: words})}


def document(
    address: str, kind: str, title: Element, categories: list[str], language: str
) -> Element:
    """Build a link to a document or page, in one language."""
    return element(
        "document-link",
        {"url": address, "format": kind},
        title,
        *(element("category", {"code": code}) for code in categories),
        element("language", {"code": language}),
    )


def _text(tag: str, text: str) -> Element:
    made = element(tag, {})
    made.text = text
    return made


def _unodc() -> Texts:
    return phrase(_("United Nations Office on Drugs and Crime"))


def _reporting_organisation() -> Element:
    """Name whose words these are; the site hands them on, hence the second attribute."""
    attributes = {"ref": settings.IATI_REPORTING_ORG_REF, "type": MULTILATERAL}
    return element(
        "reporting-org", {**attributes, "secondary-reporter": "1"}, *narratives(_unodc())
    )


def _funding(donor: Donor) -> Element:
    texts = texts_of(donor, "name")
    if donor.kind == Donor.Kind.GOVERNMENT:
        texts = {code: _government(name, code) for code, name in texts.items()}
    attributes = {"type": KINDS.get(donor.kind, KINDS[Donor.Kind.OTHER]), "role": FUNDING}
    return element("participating-org", attributes, *narratives(texts))


def _government(name: str, language: str) -> str:
    """Say that a government gives: the source says “the governments of”.

    Where the catalogue has no words for it, the name stands alone.
    """
    if language == LANGUAGES[0]:
        name = _ARTICLE.sub("the ", name, count=1) if _ARTICLE.match(name) else name
    # Translators: the name stands as it is, so where a language would need an article that
    # the name does not have, as French does, the translation is the name alone: %(name)s
    phrases = phrase(_("Government of %(name)s"), name=lambda: name)
    return phrases.get(language, name)


def _start() -> Element:
    day = began()
    words = phrase(
        _("%(date)s; the source gives no day."), date=lambda: date_words(day, Precision.MONTH)
    )
    attributes = {"type": ACTUAL_START, "iso-date": day.isoformat()}
    return element("activity-date", attributes, *narratives(words))


def _location(place: Place) -> Element:
    code = {"vocabulary": ISO_COUNTRIES, "code": place.iso_code}
    return element(
        "location",
        {"ref": place.slug},
        element("location-id", code) if place.iso_code else None,
        told("name", texts_of(place, "name")),
    )


def _tags() -> Iterator[Element]:
    """Yield the goals and targets of the themes; tags ask for no split."""
    rows = Theme.objects.of_the_programme()
    found = {target for theme in rows for target in _TARGET.findall(theme.sdg_targets)}
    targets = sorted(found, key=_in_order)
    goals = list(dict.fromkeys(target.partition(".")[0] for target in targets))
    for vocabulary, codes in ((GOALS, goals), (TARGETS, targets)):
        for code in codes:
            yield element("tag", {"vocabulary": vocabulary, "code": code})


def _in_order(target: str) -> tuple[int, int, str]:
    """Order 5.2 before 16.2 before 16.10 before 16.a."""
    goal, _point, rest = target.partition(".")
    return int(goal), int(rest) if rest.isdecimal() else 100, rest


def _documents() -> Iterator[Element]:
    language = settings.PUBLIC_LANGUAGES[0]
    title = titled(phrase(settings.SITE_NAME), str(settings.SITE_NAME))
    yield document(absolute(reverse("home")), PAGE, title, [WEB_PAGE], language)
    for report in Report.objects.public().in_source_order().for_list():
        for edition in report.card_editions:
            address, kind = _where(report, edition)
            yield document(
                address,
                kind,
                titled(texts_of(report, "title"), report.slug),
                [CATEGORIES.get(report.kind, WEB_PAGE)],
                edition["language"],
            )


def _where(report: Report, edition: dict[str, Any]) -> tuple[str, str]:
    """Return where an edition can be had and what is there; its page here, until it has a file."""
    language = edition["language"]
    if edition["file"]:
        return absolute(reverse("edition_file", args=[report.slug, language])), PDF
    if elsewhere := web_address(edition["address"]):
        is_file = urlsplit(elsewhere).path.lower().endswith(".pdf")
        return quote(elsewhere, safe="%/:=&?~#+!$,;'@()*[]"), PDF if is_file else PAGE
    here = language if language in settings.PUBLIC_LANGUAGES else settings.PUBLIC_LANGUAGES[0]
    return absolute(in_language(report.get_absolute_url(), here)), PAGE
