"""The page that documents the API shows each call with what it is really answered with."""

import json
import re
from html import unescape

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programme.exports import TABLES
from tests.factories import a_donor, a_report, a_result
from tests.test_api import path_of

PATH = "/{}/data/api/"
CALL = re.compile(
    r'<p><(?:a|code) class="path" dir="ltr"[^>]*>([^<]*)<.*?<pre ([^>]*)>(.*?)</pre>', re.DOTALL
)


def calls(page):
    """(address, status, body) of each call that the page shows."""
    for address, attributes, shown in CALL.findall(page.text):
        assert 'tabindex="0"' in attributes
        assert 'dir="ltr"' in attributes
        status, _, body = unescape(shown).partition("\n\n")
        yield path_of(unescape(address)), int(status.split()[0]), json.loads(body)


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("language", settings.PUBLIC_LANGUAGES)
def test_each_call_is_shown_with_its_real_answer(reader, language):
    shown = list(calls(reader.get(PATH.format(language))))
    for path, status, body in shown:
        answer = reader.get(path)
        assert answer.status_code == status
        assert answer.headers["Content-Language"] == language
        real = answer.json()
        assert body == ({name: real[name] for name in body} if "openapi.json" in path else real)
    bare = [path.partition("?")[0] for path, _status, _body in shown]
    rows = {f"/api/{table}/" for table in TABLES}
    assert {"/api/", "/openapi.json", *rows} <= set(bare)
    single = {path.rsplit("/", 2)[0] + "/" for path in bare if path not in rows}
    assert rows - single <= {"/api/changes/"}  # the source has no change to show


@pytest.mark.django_db
def test_the_page_of_the_data_leads_to_it(reader):
    for language in settings.PUBLIC_LANGUAGES:
        assert f'href="{PATH.format(language)}"' in reader.get(f"/{language}/data/").text


@pytest.mark.django_db
def test_the_page_follows_the_content(reader):
    assert "Nothing has been published here yet." in reader.get(PATH.format("en")).text
    row = a_result(title_en="Zirconium")
    assert "Zirconium" in reader.get(PATH.format("en")).text
    row.title_en = "Beryllium"
    row.save()
    page = reader.get(PATH.format("en")).text
    assert "Beryllium" in page
    assert "Zirconium" not in page


@pytest.mark.usefixtures("source")
def test_the_calls_are_asked_once_and_more_rows_cost_no_more(reader):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert reader.get(PATH.format("en")).status_code == 200
        return len(queries)

    first, again = cost(), cost()
    assert again <= 8
    for _n in range(30):
        a_result()
        a_donor()
        a_report()
    assert cost() == first
