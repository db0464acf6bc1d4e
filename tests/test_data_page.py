"""The page of what can be downloaded: what it tells is so, in each language."""

import csv
import io
import json
import re

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programme.exports import FORMATS, TABLES
from programme.models import Donor, Result
from tests.datasets import DCAT, SCHEMA, graph_of, links_of, of_type, path_of, things, value
from tests.factories import a_result
from tests.test_budgets import QUERIES_A_PAGE
from tests.test_empty_database import whole

ROWS = {"results": 11, "figures": 8, "donors": 13, "reports": 5, "places": 7, "themes": 11}


def section(page, table):
    """The part of the page that is about one table."""
    return page.text.partition(f'id="{table}"')[2].partition("</section>")[0]


def read(reader, address):
    answer = reader.get(address)
    assert answer.status_code == 200, address
    return answer.getvalue()


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("language", settings.PUBLIC_LANGUAGES)
def test_the_page_lists_every_table_in_every_form_with_its_rows(reader, language):
    page = reader.get(f"/{language}/data/")
    whole(page, "/data/")
    for table, rows in ROWS.items():
        told = section(page, table)
        assert re.search(rf"<b>{rows} ", told), table
        for ending in FORMATS:
            assert f'href="/data/{table}.{ending}?lang={language}"' in told


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("language", settings.PUBLIC_LANGUAGES)
def test_columns_told_are_those_of_the_file_and_each_has_a_meaning(reader, language):
    page = reader.get(f"/{language}/data/")
    for table in TABLES:
        told = section(page, table)
        found = re.findall(r"<dt><code>(\w+)</code> (.*?)</dt>\s*<dd>(.*?)</dd>", told, re.DOTALL)
        text = read(reader, f"/data/{table}.csv?lang={language}").decode()
        assert [name for name, _, _ in found] == next(csv.reader(io.StringIO(text))), table
        assert all(kind.strip() and len(meaning) > 5 for _, kind, meaning in found), table


@pytest.mark.usefixtures("source")
def test_hxl_tags_told_are_those_of_the_tagged_file(reader):
    page = reader.get("/en/data/")
    for table in TABLES:
        found = re.findall(r'dir="ltr">(#[^<]+)</code>', section(page, table))
        rows = list(csv.reader(io.StringIO(read(reader, f"/data/{table}.hxl.csv").decode())))
        assert found == [tag for tag in rows[1] if tag], table


@pytest.mark.usefixtures("source")
def test_sizes_told_to_machines_are_those_of_the_files(reader):
    found = things(graph_of(reader.get("/fr/data/")))
    files = of_type(found, f"{SCHEMA}DataDownload")
    sized = [file for file in files if value(file, f"{SCHEMA}contentSize")]
    assert len(sized) == len(TABLES) * len(FORMATS)
    for file in sized:
        length = len(read(reader, path_of(value(file, f"{SCHEMA}contentUrl"))))
        assert value(file, f"{SCHEMA}contentSize") == f"{length} B"


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("language", settings.PUBLIC_LANGUAGES)
def test_every_address_on_the_page_answers_with_the_media_type_promised(reader, language):
    links = links_of(reader.get(f"/{language}/data/"))
    assert len(links) > len(TABLES) * len(FORMATS)
    for href, media_type in links.items():
        answer = reader.get(href)
        answer.getvalue()
        assert answer.status_code == 200, href
        assert answer.headers["Content-Type"].startswith(media_type), href
    typed = [href for href, media_type in links.items() if media_type]
    assert len(typed) > len(TABLES) * len(FORMATS)


@pytest.mark.usefixtures("source")
def test_the_example_gives_the_rows_it_says(reader):
    text = reader.get("/en/data/").text
    rows = re.search(r"This one gives (\d+) rows?:", text)[1]
    example = re.search(r'href="(/data/results\.csv\?lang=en&amp;place=[\w-]+)"', text)[1]
    found = read(reader, example.replace("&amp;", "&")).decode()
    assert len(list(csv.reader(io.StringIO(found)))) - 1 == int(rows) == 3


@pytest.mark.django_db
def test_a_site_without_content_gives_empty_files_and_no_example(reader):
    page = reader.get("/en/data/")
    assert "<b>0 rows</b>" in section(page, "results")
    assert "This one gives" not in page.text
    assert all(read(reader, href) for href in links_of(page))


@pytest.mark.usefixtures("source")
def test_a_withdrawn_result_is_gone_from_the_count_and_the_size_at_once(reader):
    before = section(reader.get("/en/data/"), "results")
    Result.objects.filter(slug="cenozo-investigative-journalism").update(status="withdrawn")
    after = section(reader.get("/en/data/"), "results")
    assert "<b>11 rows</b>" in before
    assert "<b>10 rows</b>" in after
    assert re.findall(r"<small>(.*?)</small>", before) != re.findall(r"<small>(.*?)</small>", after)


@pytest.mark.usefixtures("source")
def test_the_page_says_when_each_table_last_changed(reader):
    donor = Donor.objects.public().first()
    donor.name_en = "Another"
    donor.save()
    page = reader.get("/en/data/")
    day = re.compile(r'<time datetime="([\d-]+)">')
    today = f"{donor.updated_at:%Y-%m-%d}"
    assert day.search(section(page, "donors"))[1] == today
    assert day.search(section(page, "results"))[1] < today
    # What has no time of its own is as new as the newest of all.
    assert day.search(section(page, "places"))[1] == today


@pytest.mark.usefixtures("source")
def test_terms_are_told_as_they_are(reader, settings):
    settings.CONTENT_LICENCE = ""
    assert "claims no licence for them and grants none" in reader.get("/en/data/").text
    settings.CONTENT_LICENCE = "CC BY 4.0"
    page = reader.get("/en/data/")
    assert "Licence of the content: CC BY 4.0." in page.text
    assert "claims no licence" not in page.text


@pytest.mark.usefixtures("source")
def test_the_page_leads_programs_to_the_catalogue_and_is_indexed_as_others_are(reader, settings):
    settings.PUBLISHER_NAME = ""
    page = reader.get("/fr/data/")
    assert '<meta name="robots" content="noindex">' in page.text
    links = re.findall(r'<link rel="alternate" type="([^"]+)"[^>]* href="([^"]+)"', page.text)
    assert ("application/ld+json", "/data/catalog.jsonld?lang=fr") in links
    settings.PUBLISHER_NAME = "A ministry"
    assert "noindex" not in reader.get("/fr/data/").text


@pytest.mark.usefixtures("source")
def test_what_was_made_once_costs_few_queries(reader):
    reader.get("/en/data/")
    with CaptureQueriesContext(connection) as queries:
        reader.get("/en/data/")
    assert len(queries) <= QUERIES_A_PAGE


@pytest.mark.django_db
def test_a_large_table_is_not_written_only_to_tell_its_size(reader, monkeypatch):
    monkeypatch.setattr("programme.datasets.files.SMALL", 1)
    a_result(), a_result()
    told = section(reader.get("/en/data/"), "results")
    assert "<b>2 rows</b>" in told
    assert "<small>" not in told
    read(reader, "/data/results.csv?lang=en")
    assert section(reader.get("/en/data/"), "results").count("<small>") == 1


@pytest.mark.usefixtures("source")
def test_the_size_of_the_whole_is_told_before_anybody_asked_for_it(reader):
    page = reader.get("/en/data/").text
    for address in ("/data/all.zip?lang=en", "/data/iati-activities.xml"):
        kilobytes = round(len(read(reader, address)) / 1024)
        assert f"<small>{kilobytes}\u00a0kB</small>" in page.partition('id="tables"')[0]


@pytest.mark.usefixtures("source")
def test_each_page_leads_to_the_data(reader):
    for language in settings.PUBLIC_LANGUAGES:
        foot = reader.get(f"/{language}/donors/").text.partition("<footer>")[2]
        order = [foot.index(f'href="/{language}/{page}/"') for page in ("about", "data", "changes")]
        assert order == sorted(order)


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("language", settings.PUBLIC_LANGUAGES)
def test_what_the_page_says_to_machines_is_what_the_catalogue_says(reader, language):
    page = things(graph_of(reader.get(f"/{language}/data/")))
    tables = {thing["@id"]: thing for thing in of_type(page, f"{SCHEMA}Dataset")}
    catalogue = things(json.loads(read(reader, f"/data/catalog.jsonld?lang={language}")))
    there = {thing["@id"]: thing for thing in of_type(catalogue, f"{DCAT}Dataset")}
    assert len(tables) == len(TABLES)
    assert set(tables) <= set(there)
    assert len(of_type(page, f"{SCHEMA}DataCatalog")) == 1
    for table in tables.values():
        assert value(table, f"{SCHEMA}name")
        assert 50 <= len(value(table, f"{SCHEMA}description")) <= 5000
        assert not value(table, f"{SCHEMA}license")  # none was stated
