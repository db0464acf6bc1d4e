"""The one definition of what is public, column by column; every form of the data is made of it.

A column is added at the end of its table and never renamed: its name is a promise. Adding one is
one line here.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from programme.exports import reading as read
from programme.exports.columns import Column, Kind, Reader
from programme.exports.memory import changes_read
from programme.exports.tables import Table
from programme.filters import (
    ChangeFilter,
    DonorFilter,
    FigureFilter,
    PlaceFilter,
    ReportFilter,
    ResultFilter,
    ThemeFilter,
)
from programme.models import Change, Donor, Figure, Place, Report, Result, Theme
from programme.models.expressions import LANGUAGES

TEXT, LIST, NUMBER, INTEGER = Kind.TEXT, Kind.LIST, Kind.NUMBER, Kind.INTEGER
DAY, TIME, YES_NO, ADDRESS = Kind.DAY, Kind.TIME, Kind.YES_NO, Kind.ADDRESS

ID = _("The last part of its address. It stays; should it ever change, the old one leads on.")
LASTING = _("An id that never changes.")
PAGE = _("The address of its page, in the language asked for.")
SHOWN_IN = _("The language of the text shown: the one asked for where there is one, or another.")
BORN_IN = _("The language that it was written in; texts in others are translations.")
CHANGED = _("When it was last changed on this site. It is no date of the source.")
POSITION = _("Its place in the order of the source.")
TITLE = _("Its title in the language asked for, or else in another.")
TITLE_IN = _("Its title in this language; empty: not translated.")
NAME = _("Its name in the language asked for, or else in another.")
NAME_IN = _("Its name in this language; empty: not translated.")
KIND = _("What kind it is, said by the site’s editors.")
ISO_CODE = _("The country’s code in ISO 3166-1 alpha-2.")
RECEIPTS = "the_receipts"


def _texts(field: str, meaning: Any, hxl: str = "", name: str = "") -> list[Column]:
    """Build a column for each language of a text."""
    return [
        Column(
            f"{name or field}_{code}",
            TEXT,
            read.as_is(f"{field}_{code}"),
            meaning,
            hxl and f"{hxl}+i_{code}",
        )
        for code in LANGUAGES
    ]


def _dates(start: str, end: str, precision: str, words: Reader) -> list[Column]:
    """Build the columns of one date: in words, as exact as stated, its first and last day."""
    exactly = _("As exact as it is stated, in ISO 8601: 2016, 2016-10; 2015/.. for “since 2015”.")
    first = _("The first day that it can have been: 1 January, where only a year is stated.")
    last = _("The last day that it can have been; empty where it goes on.")
    exact = _("How exact it is stated: day, month, year, since (it goes on) or not_stated.")
    return [
        Column("when", TEXT, words, _("The date in words, in the language asked for.")),
        Column("date", TEXT, read.when_iso(start, end, precision), exactly),
        Column("first_day", DAY, read.as_is(start), first, "#date+start"),
        Column("last_day", DAY, read.last_day(start, end, precision), last, "#date+end"),
        Column("precision", TEXT, read.as_is(precision), exact, "#meta+date+precision"),
    ]


def _receipts() -> list[Column]:
    """Build the columns that say who says so; all of them have the same order."""
    who = _("The titles of the sources that say so; empty: no source is stated.")
    where = _("The page of each source; “–” where none is stated.")
    what = _("The words of each source exactly as published, faults included; or “–”.")
    checked = _("The day on which it was compared with each source; “–”: not yet.")
    return [
        Column("sources", LIST, read.each_source(RECEIPTS), who, "#meta+source", items=TEXT),
        Column("source_pages", LIST, read.each_stated(RECEIPTS, "page"), where, items=TEXT),
        Column("quotes", LIST, read.each_stated(RECEIPTS, "quote"), what, items=TEXT),
        Column("checked_on", LIST, read.each_stated(RECEIPTS, "checked_on"), checked, items=DAY),
    ]


def _more_of_receipts() -> list[Column]:
    """Build the columns that came later, in the same order as those of `_receipts`."""
    when = _("The date of each source, as exact as it is stated; “–” where it is not.")
    where = _("Where each source can be had; “–” where its address is not stated.")
    return [
        Column("source_dates", LIST, read.of_each(RECEIPTS, read.source_date), when, items=TEXT),
        Column(
            "source_addresses",
            LIST,
            read.of_each(RECEIPTS, read.source_address),
            where,
            items=ADDRESS,
        ),
    ]


# fmt: off
RESULTS = Table(
    "results", _("Results"),
    _("One row a result: what was achieved, where and when, in the source’s own words."),
    ResultFilter, lambda: Result.objects.public(),
    (
        Column("id", TEXT, read.as_is("slug"), ID, "#activity+code"),
        Column("url", ADDRESS, read.page("result_detail"), PAGE, "#meta+url"),
        Column("title", TEXT, read.shown("title"), TITLE, "#activity+name"),
        Column("statement", TEXT, read.shown("statement"), _("What was achieved, in the source’s own words, spelling corrected, or translated."), "#description"),
        Column("language", TEXT, read.language_of("statement"), SHOWN_IN, "#meta+lang"),
        Column("original_language", TEXT, read.as_is("original_language"), BORN_IN),
        *_texts("title", TITLE_IN, "#activity+name"),
        *_texts("statement", _("Its words in this language; empty: not translated."), "#description"),
        *_dates("happened_from", "happened_to", "precision", read.when("when_words", "happened_from", "happened_to", "precision")),
        Column("level", TEXT, read.as_is("level"), _("output (what was delivered), outcome (what changed) or impact; chosen by the site’s editors."), "#activity+type"),
        Column("places", LIST, read.each_code("card_places", "slug"), _("The ids of its places, regions included."), "#loc+code"),
        Column("place_names", LIST, read.each_text("card_places", "name"), _("The names of its places, in the same order."), "#loc+name"),
        Column("country_codes", LIST, read.each_code("card_places", "iso_code"), _("The codes of its countries in ISO 3166-1 alpha-2; regions have none."), "#country+code+v_iso2"),
        Column("themes", LIST, read.each_code("card_themes", "slug"), _("The ids of its themes, chosen by the site’s editors."), "#subsector+code"),
        Column("theme_names", LIST, read.each_text("card_themes", "name"), _("The names of its themes, in the same order."), "#subsector+name"),
        Column("dac_codes", LIST, read.each_code("card_themes", "dac_code"), _("The OECD DAC purpose codes of its themes, chosen by the site’s editors; a theme without one has none here."), "#sector+code+v_dac"),
        Column("sdg_targets", LIST, read.split("card_themes", "sdg_targets"), _("The targets of the Sustainable Development Goals of its themes, each once, chosen by the site’s editors."), "#sector+code+list+v_sdg"),
        Column("figures", LIST, read.each_figure("card_figures"), _("The numbers stated for it, in words. One row a number: the table “figures”."), "#indicator+description"),
        Column("related", LIST, read.each_code("the_related", "slug"), _("The ids of results that tell of the same; never add them up.")),
        Column("link", ADDRESS, read.as_is("link"), _("Where more can be read on another site.")),
        Column("link_label", TEXT, read.shown("link_label"), _("What can be read there.")),
        *_receipts(),
        Column("position", INTEGER, read.as_is("position"), POSITION),
        Column("updated_at", TIME, read.as_is("updated_at"), CHANGED, "#date+updated"),
        Column("figure_ids", LIST, read.each_uid("card_figures"), _("The ids of its numbers in the table “figures”, in the same order.")),
        *_more_of_receipts(),
    ),
    page="result_list",
)

FIGURES = Table(
    "figures", _("Figures"),
    _("One row a stated number of a result or of the programme. Never add rows up. Its filters are those of the results: `year` is that of the result."),
    FigureFilter, lambda: Figure.objects.public(),
    (
        Column("id", TEXT, read.as_text("uid"), LASTING, "#indicator+code"),
        Column("result", TEXT, read.as_is("result_slug"), _("The id of its result; empty: a number of the programme as a whole."), "#activity+code"),
        Column("result_title", TEXT, read.shown("result_title"), _("The title of its result, in the language asked for, or else in another."), "#activity+name"),
        Column("result_url", ADDRESS, read.page("result_detail", "result_slug"), _("The address of its result’s page.") , "#meta+url"),
        Column("value", NUMBER, read.as_is("value"), _("The number as stated; `qualifier` says how exact it is."), "#indicator+value+num", _("what the column “unit” says")),
        Column("qualifier", TEXT, read.as_is("qualifier"), _("exact; minimum (“more than”); approximate (“some”)."), "#indicator+qualifier"),
        Column("label", TEXT, read.shown("label"), _("What is counted, in the words that follow the number."), "#indicator+name"),
        Column("unit", TEXT, read.shown("unit"), _("What is counted: people, tons, cases."), "#indicator+unit"),
        Column("words", TEXT, read.figure(), _("The number in words, as the site shows it.")),
        *_texts("label", _("The label in this language; empty: not translated."), "#indicator+name"),
        *_texts("unit", _("The unit in this language; empty: not translated.")),
        *_dates("as_of", "", "as_of_precision", read.when("", "as_of", "", "as_of_precision")),
        Column("date_inferred", YES_NO, read.as_is("as_of_inferred"), _("true: the date is not stated for this number but follows from the sentence.")),
        Column("part_of", TEXT, read.as_text("part_of_uid"), _("The id of the larger number that counts this one already.")),
        Column("supersedes", TEXT, read.as_text("supersedes_uid"), _("The id of the older number whose place it takes.")),
        *_receipts(),
        Column("position", INTEGER, read.as_is("position"), _("Its place among the numbers of its result.")),
        *_more_of_receipts(),
    ),
)

DONORS = Table(
    "donors", _("Donors"),
    _("One row a donor. They support the programme as a whole; no link to single results is stated."),
    DonorFilter, lambda: Donor.objects.public(),
    (
        Column("id", TEXT, read.as_is("slug"), ID, "#org+funder+code"),
        Column("url", ADDRESS, read.page("donor_detail"), PAGE, "#meta+url"),
        Column("name", TEXT, read.shown("name"), NAME, "#org+funder+name"),
        Column("original_language", TEXT, read.as_is("original_language"), BORN_IN),
        *_texts("name", NAME_IN, "#org+funder+name"),
        Column("kind", TEXT, read.as_is("kind"), KIND, "#org+funder+type"),
        Column("country_code", TEXT, read.as_is("place_code"), ISO_CODE, "#org+funder+code+v_iso2"),
        Column("website", ADDRESS, read.as_is("website"), _("Its own website.")),
        Column("contributions", LIST, read.each("the_contributions", read.contribution), _("What it pledged, committed or paid, as “kind year currency amount”; empty: no amounts stated.")),
        Column("position", INTEGER, read.as_is("position"), POSITION),
        Column("updated_at", TIME, read.as_is("updated_at"), CHANGED, "#date+updated"),
    ),
    page="donor_list",
)

REPORTS = Table(
    "reports", _("Reports"),
    _("One row a report, whatever the languages that it exists in."),
    ReportFilter, lambda: Report.objects.public(),
    (
        Column("id", TEXT, read.as_is("slug"), ID, "#meta+document+code"),
        Column("url", ADDRESS, read.page("report_detail"), PAGE, "#meta+url"),
        Column("title", TEXT, read.shown("title"), TITLE, "#meta+document+name"),
        Column("original_language", TEXT, read.as_is("original_language"), BORN_IN),
        *_texts("title", TITLE_IN, "#meta+document+name"),
        Column("kind", TEXT, read.as_is("kind"), KIND, "#meta+document+type"),
        *_dates("dated", "", "dated_precision", read.when("", "dated", "", "dated_precision")),
        Column("is_new", YES_NO, read.as_is("is_new"), _("true: the site’s editors mark it as new.")),
        Column("languages", LIST, read.each_code("card_editions", "language"), _("The languages that it exists in."), "#meta+lang"),
        Column("addresses", LIST, read.of_each("card_editions", read.edition_address), _("Where each of them can be had, in the same order; “–”: no file and no address yet."), items=ADDRESS),
        Column("bytes", LIST, read.each_stated("card_editions", "bytes"), _("The size of each file; “–” where it is not known."), unit=_("bytes"), items=INTEGER),
        Column("pages", LIST, read.each_stated("card_editions", "pages"), _("The pages of each file; “–” where they are not known."), unit=_("pages"), items=INTEGER),
        Column("position", INTEGER, read.as_is("position"), POSITION),
        Column("updated_at", TIME, read.as_is("updated_at"), CHANGED, "#date+updated"),
    ),
    page="report_list",
)

PLACES = Table(
    "places", _("Places"),
    _("One row a country or region."),
    PlaceFilter, lambda: Place.objects.named(),
    (
        Column("id", TEXT, read.as_is("slug"), ID, "#loc+code"),
        Column("url", ADDRESS, read.page("place_detail"), PAGE, "#meta+url"),
        Column("name", TEXT, read.shown("name", ""), NAME, "#loc+name"),
        *_texts("name", NAME_IN, "#loc+name"),
        Column("kind", TEXT, read.as_is("kind"), _("country or region."), "#loc+type"),
        Column("country_code", TEXT, read.as_is("iso_code"), ISO_CODE, "#country+code+v_iso2"),
        Column("members", LIST, read.each_code("the_members", "slug"), _("The ids of a region’s countries.")),
        Column("is_focus", YES_NO, read.as_is("is_focus"), _("true: a country that the programme works in.")),
        Column("results", INTEGER, read.as_is("result_count"), _("How many results name it; those of its regions do not count."), "#indicator+results+num", _("results")),
    ),
)

THEMES = Table(
    "themes", _("Themes"),
    _("One row a theme, with its codes in lists that others use."),
    ThemeFilter, lambda: Theme.objects.named(),
    (
        Column("id", TEXT, read.as_is("slug"), ID, "#subsector+code"),
        Column("url", ADDRESS, read.page("theme_detail"), PAGE, "#meta+url"),
        Column("name", TEXT, read.shown("name", ""), NAME, "#subsector+name"),
        Column("description", TEXT, read.shown("description", ""), _("What it means here."), "#description"),
        *_texts("name", NAME_IN, "#subsector+name"),
        *_texts("description", _("What it means here, in this language; empty: not translated."), "#description"),
        Column("dac_code", TEXT, read.as_is("dac_code"), _("The OECD DAC purpose code; empty: none fits."), "#sector+code+v_dac"),
        Column("sdg_targets", LIST, read.in_list("sdg_targets"), _("Targets of the Sustainable Development Goals."), "#sector+code+list+v_sdg"),
        Column("is_focus", YES_NO, read.as_is("is_focus"), _("true: the introduction names it.")),
        Column("results", INTEGER, read.as_is("result_count"), _("How many results have it."), "#indicator+results+num", _("results")),
    ),
)

CHANGES = Table(
    "changes", _("Changes"),
    _("One row for each fact that was added, corrected or withdrawn. Rows of one act share `act`."),
    ChangeFilter, lambda: Change.objects.public(),
    (
        Column("id", TEXT, read.as_is("id"), LASTING),
        Column("act", TEXT, read.as_is("act"), _("What one person did at once has one id.")),
        Column("at", TIME, read.as_is("at"), _("When readers could first see it."), "#date"),
        Column("change", TEXT, read.as_is("change"), _("added, corrected, withdrawn or protective (removed to protect people).")),
        Column("about", TEXT, read.as_is("about"), _("What kind of thing it is about; empty where not even that is told.")),
        Column("about_id", TEXT, read.as_is("about_id"), _("The id of that thing, while it is public.")),
        Column("url", ADDRESS, read.as_is("url"), _("The address of that thing’s page, while it is public."), "#meta+url"),
        Column("title", TEXT, read.as_is("title"), _("Its title today; empty where it was removed to protect people.")),
        Column("field", TEXT, read.as_is("field"), _("The fact that was corrected, as a name for machines.")),
        Column("field_name", TEXT, read.as_is("field_name"), _("The fact that was corrected, in words.")),
        Column("language", TEXT, read.as_is("language"), _("The language of the words before and after.")),
        Column("before", TEXT, read.as_is("before"), _("The words that readers saw before.")),
        Column("after", TEXT, read.as_is("after"), _("The words that readers see since then.")),
        Column("cause", TEXT, read.as_is("cause"), _("The kind of reason, as a name for machines.")),
        Column("reason", TEXT, read.as_is("reason"), _("The reason in words, as it was given.")),
        Column("reason_language", TEXT, read.as_is("reason_language"), _("The language of the reason.")),
    ),
    page="change_list",
    reading=changes_read,
)
# fmt: on

TABLES = {
    table.name: table for table in (RESULTS, FIGURES, DONORS, REPORTS, PLACES, THEMES, CHANGES)
}
