"""What is hidden changes nothing of what a visitor sees, at any address, asked in any way."""

import re
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
import time_machine
from django.db import models

from programme.filters import DonorFilter, ReportFilter, ResultFilter
from programme.models import (
    PUBLISHED,
    Contribution,
    Edition,
    Evidence,
    Figure,
    OldAddress,
    PageText,
    Place,
    Precision,
    Report,
    Result,
    Source,
    Theme,
)
from tests.addresses import LISTS, QUERIES, addresses, asked
from tests.answers import text_of
from tests.factories import (
    STATES,
    a_donor,
    a_page_text,
    a_place,
    a_report,
    a_result,
    a_theme,
)

HIDDEN = ("draft", "review", "scheduled", "withdrawn")
COMMON = "quarry"  # a word that public and hidden texts share
FILES = ("edition_file", "edition_cover")
SHORT = 12  # characters; codes are shorter than a marker
NOW = datetime(2030, 6, 1, tzinfo=UTC)
STAMP = datetime(2025, 6, 1, tzinfo=UTC)
_markers = count(1)


def marker():
    """A word that stands in no other text."""
    return f"zqx{next(_markers):04d}zqx"


def is_text(field):
    """Say whether people can type words into this column."""
    return (
        isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, models.SlugField | models.FileField)
        and not field.choices
        and (field.max_length is None or field.max_length >= SHORT)
    )


def texts(model):
    """Fill every text column of a model: a marker in each, and the common word with it.

    Read from the model, so that a column added tomorrow is covered tomorrow.
    """
    names = {field.name for field in model._meta.concrete_fields}
    return {
        field.name: f"https://{marker()}.example/"
        if isinstance(field, models.URLField)
        else f"{marker()} {COMMON}"
        for field in model._meta.concrete_fields
        if is_text(field) and f"{field.name}_en" not in names
    }


def parts_of(row):
    """Give a hidden row all the parts that its noun can have, each with markers of its own."""
    if isinstance(row, Report):
        for language in ("pt", "fr"):
            file = {"file": f"editions/{marker()}.pdf", "cover": f"covers/{marker()}.webp"}
            said = {"Author": marker()}
            Edition.objects.create(
                report=row, language=language, properties=said, **file, **texts(Edition)
            )
    elif isinstance(row, Result):
        source = Source.objects.create(slug=marker(), **texts(Source))
        figure = Figure.objects.create(result=row, value=7310011, **texts(Figure))
        Figure.objects.create(result=row, value=7310012, part_of=figure, **texts(Figure))
        Evidence.objects.create(result=row, source=source, **texts(Evidence))
        Evidence.objects.create(figure=figure, source=source, **texts(Evidence))
    elif not isinstance(row, PageText):
        money = {"amount": 7310013, "currency": "XTS", "year": 1933, "kind": "paid"}
        Contribution.objects.create(donor=row, **money, **texts(Contribution))


def hide(model, state, **fields):
    """A whole hidden row of a noun, linked to the places, themes and results there are."""
    if model is Result:
        fields = {"happened_from": date(1931, 1, 1), "precision": Precision.YEAR, **fields}
        fields |= {"level": "impact", "highlight": 1}
    if model is Report:
        fields |= {"dated": date(1932, 1, 1), "dated_precision": Precision.YEAR, "is_new": True}
    fields = {"slug": f"hidden-{marker()}", **texts(model), **fields}
    row = model.objects.create(**{**fields, **state})
    if model is Result:
        row.places.set(Place.objects.all())
        row.themes.set(Theme.objects.all())
        public = Result.objects.public().first()
        public.related.add(row)
        row.related.add(public)
    parts_of(row)
    return row


def hide_one_of_each(state):
    """Hidden rows of every noun; page texts under each name that a public page looks for."""
    names = ("introduction", "donors", "reports", "about", "accessibility", "privacy", "terms")
    free = [name for name in names if not PageText.objects.filter(slug=name).exists()]
    return [
        hide(model, STATES[state], slug=slug) if slug else hide(model, STATES[state])
        for model in PUBLISHED
        for slug in (free if model is PageText else [None])
    ]


@pytest.fixture
def world(db):
    """A small public site, one of whose receipts cites an edition of a draft report."""
    with time_machine.travel(STAMP, tick=False):
        region = a_place("G5 Sahel", "", kind="region")
        mali = a_place("Mali")
        region.members.add(mali)
        theme = a_theme("Prisons")
        first = a_result(slug="first", title_en=f"One {COMMON}", places=[mali], themes=[theme])
        a_result(slug="second", title_en="Two", places=[region], themes=[theme], level="outcome")
        report = a_report(slug="report", title_en=f"Report on a {COMMON}")
        Edition.objects.create(report=report, language="en")
        a_donor(slug="donor", name_en=f"Donor of a {COMMON}")
        a_page_text(slug="corrections", title_en=f"Corrections of a {COMMON}")
        figure = Figure.objects.create(result=first, value=5, label_en="people")
        programme = Figure.objects.create(value=339, label_en="activities")
        draft = hide(Report, STATES["draft"])
        cited = draft.editions.first()
        Evidence.objects.create(result=first, edition=cited, checked_by=marker(), quote="Ours")
        Evidence.objects.create(figure=figure, edition=cited, checked_by=marker(), quote="Ours")
        Evidence.objects.create(figure=programme, edition=cited, checked_by=marker())
    return first


def everything_a_visitor_can_ask(words=COMMON):
    slugs = {"result": ["first", "second"], "place": ["mali", "g5-sahel"], "theme": "prisons"}
    given = {"place": "mali", "theme": "prisons"}
    found = addresses(**slugs, donor="donor", report="report")
    for year, language in (("1931", "pt"), ("1932", "en")):
        found += asked(q=words, year=year, language=language, **given)
    return list(dict.fromkeys(found))


def seen(reader, paths):
    """What a visitor gets at each address, healthz included: (status, words)."""
    answers = {path: reader.get(path) for path in paths}
    return {path: (answer.status_code, text_of(answer)) for path, answer in answers.items()}


def test_every_parameter_of_every_list_is_asked_for():
    for name, reads in zip(LISTS, (ResultFilter, DonorFilter, ReportFilter), strict=True):
        assert {key for query in QUERIES[name] for key in query} == set(reads.base_filters)


def test_public_pages_say_nothing_of_the_draft_report_they_cite(reader, world):
    for path, (status, words) in seen(reader, everything_a_visitor_can_ask()).items():
        # No introduction is published: there is no activity to tell of.
        assert status == (404 if path == "/data/iati-activities.xml" else 200) or path == "/", path
        assert "zqx" not in words, path
    assert "A document that is not public." in reader.get("/en/results/first/").text


@pytest.mark.parametrize("state", HIDDEN)
@time_machine.travel(NOW, tick=False)  # files say when their rows were read
def test_hidden_rows_change_nothing_that_is_public(reader, world, state):
    paths = everything_a_visitor_can_ask()
    before = seen(reader, paths)
    hide_one_of_each(state)
    assert seen(reader, paths) == before
    for path, (_status, words) in before.items():
        assert not re.search(r"zqx|7,?310,?01", words), path


@pytest.mark.parametrize("same_slug", [True, False])
@time_machine.travel(NOW, tick=False)
def test_drafts_that_replace_public_rows_change_nothing_that_is_public(reader, world, same_slug):
    paths = everything_a_visitor_can_ask()
    before = seen(reader, paths)
    for model in PUBLISHED:
        for original in model.objects.public():
            slug = original.slug if same_slug else marker()
            hide(model, STATES["draft"], slug=slug, replaces=original)
    assert seen(reader, paths) == before


def words_of(row):
    """Every marker in a row and in its parts."""
    rows = [row]
    for relation in row._meta.related_objects:
        if relation.one_to_many and relation.field.name != "replaces":
            rows += relation.related_model._base_manager.filter(**{relation.field.name: row})
    values = [
        str(vars(each)[field.attname]) for each in rows for field in each._meta.concrete_fields
    ]
    return sorted(set(re.findall(r"zqx\d{4}zqx", " ".join(values))))


@pytest.mark.parametrize("state", HIDDEN)
def test_search_finds_no_word_of_a_hidden_row(reader, world, state):
    for row in hide_one_of_each(state):
        words = words_of(row)
        assert words
        for word in (*words, words[0][:6]) if isinstance(row, Result) else words[:3]:
            page = reader.get("/en/search/", {"q": word})
            assert f"Nothing found for “{word}”" in page.text
    for name in LISTS:
        noun = name.removesuffix("_list") + "s"
        page = reader.get(f"/en/{noun}/", {"q": word})
        assert f"No {noun} for “{word}”" in page.text


@pytest.mark.parametrize("state", HIDDEN)
@pytest.mark.parametrize("noun", ["result", "report", "donor"])
def test_a_hidden_row_has_no_page_of_its_own(reader, world, state, noun):
    model = next(model for model in PUBLISHED if model._meta.model_name == noun)
    row = hide(model, STATES[state])
    files = addresses(FILES, edition=f"{row.slug}/pt") if noun == "report" else []
    for path in (row.get_absolute_url(), f"{row.get_absolute_url()}?q={COMMON}", *files):
        page = reader.get(path)
        assert page.status_code == (410 if state == "withdrawn" else 404)
        assert not [word for word in words_of(row) if word in page.text and word not in row.slug]
        assert COMMON not in page.text


@pytest.mark.parametrize("state", ["draft", "review", "scheduled"])
def test_a_hidden_address_answers_as_one_that_never_was(reader, db, state):
    hidden = a_result(state, slug="hidden")
    never = reader.get("/en/results/nev-er/")
    page = reader.get(hidden.get_absolute_url())
    # The address that was asked for leads into the other languages.
    assert page.text.replace("/results/hidden/", "/results/nev-er/") == never.text
    assert page.headers.items() == never.headers.items()


@pytest.mark.parametrize("state", HIDDEN)
def test_an_old_address_of_a_hidden_row_leads_nowhere(reader, db, state):
    hidden = a_result(state, slug="hidden")
    OldAddress.objects.create(noun="result", object_id=hidden.pk, slug="former")
    gone = 410 if state == "withdrawn" else 404
    assert reader.get("/en/results/former/").status_code == gone


def test_the_page_of_a_withdrawn_result_says_nothing_of_its_title(reader, db):
    a_result("withdrawn", slug="taken-back", title_en="Witness", statement_en="Named persons")
    page = reader.get("/en/results/taken-back/")
    assert page.status_code == 410
    assert "This was withdrawn" in page.text
    said = re.sub('href="/../results/taken-back/"', "", page.text)  # this page in each language
    assert not re.search("witness|named persons|taken-back", said, re.IGNORECASE)


@pytest.mark.parametrize("model", PUBLISHED)
def test_the_clock_publishes(reader, db, model):
    moment = datetime(2030, 5, 17, 12, tzinfo=UTC)
    slug = "about" if model is PageText else "soon"
    made = {"slug": slug, f"{model.title_field}_en": "Zirconium", "updated_at": STAMP}
    with time_machine.travel(STAMP, tick=False):
        row = model.objects.create(status="published", publish_from=moment, **made)
    where = {"result": "results", "report": "reports", "donor": "donors", "pagetext": "about"}
    shows = [f"/en/{where[model._meta.model_name]}/", row.get_absolute_url(), "/en/search/?q=zirc"]
    for seconds, visible in ((-1, False), (1, True)):
        with time_machine.travel(moment + timedelta(seconds=seconds), tick=False):
            for path in shows:
                found = reader.get(path).text.replace("<mark>", "").replace("</mark>", "")
                assert ("Zirconium" in found) is visible, path
            listed = row.get_absolute_url() in reader.get("/sitemap.xml").text
            assert listed is (visible or model is PageText)
            if model is not PageText:
                assert reader.get(row.get_absolute_url()).status_code == (200 if visible else 404)
