"""What is withdrawn leaves every form at once: pages, files, feeds, aid data, archive, API."""

import pytest

from programme import workflow
from programme.models import Evidence, Figure, Source
from tests.addresses import addresses
from tests.answers import text_of
from tests.desk import ready_result
from tests.factories import a_page_text
from tests.forms import asked

LANGUAGES = ("en", "fr", "ar")
WORDS = ("zqxtitle", "zqxstatement", "zqxlabel", "zqxquote", "7310011", "7,310,011")
PAGE = "/en/results/zqx-slug/"
HOLD = (
    PAGE,
    "/en/",
    "/en/results/",
    "/en/places/mali/",
    "/data/results.csv",
    "/data/results.hxl.csv",
    "/data/results.xlsx",
    "/data/results.json",
    "/data/results.atom",
    "/data/figures.csv",
    "/data/figures.xlsx",
    "/data/iati-activities.xml",
    "/data/all.zip",
    "/api/results/",
    "/api/results/zqx-slug/",
    "/api/figures/",
)
REMEMBER = ("/data/changes.", "/api/changes/", "/data/all.zip")  # and the pages of public memory


@pytest.fixture
def result(db):
    """A public result beside another, with words that stand nowhere else in each of its parts."""
    a_page_text(slug="introduction", body_en="Said.")
    ready_result("published", slug="stays")
    result = ready_result(
        "published",
        slug="zqx-slug",
        highlight=1,
        **{f"title_{code}": f"zqxtitle {code}" for code in LANGUAGES},
        **{f"statement_{code}": f"zqxstatement {code}." for code in LANGUAGES},
    )
    figure = Figure.objects.create(result=result, value=7310011, label_en="zqxlabel")
    source = Source.objects.create(slug="a-page", title_en="A page")
    Evidence.objects.create(result=result, source=source, quote="zqxquote")
    Evidence.objects.create(figure=figure, source=source, quote="zqxquote")
    return result


def holding(reader, words):
    """The addresses of this site, in each form and language, whose answers hold these words."""
    paths = addresses(result=["stays", "zqx-slug"], place="mali", theme="prisons")
    machines = [path for path in paths if path.startswith(("/data/", "/api/"))]
    paths += [asked(path, language, {}) for path in machines for language in LANGUAGES]
    texts = {path: text_of(reader.get(path)) for path in paths}
    return {path for path, text in texts.items() if any(word in text for word in words)}


def test_what_is_withdrawn_is_gone_from_every_form_at_once(reader, result):
    before = holding(reader, WORDS)
    assert set(HOLD) <= before
    assert {asked("/data/results.atom", code, {}) for code in LANGUAGES} <= before
    workflow.withdraw(result)
    left = {path for path in holding(reader, WORDS) if not path.startswith(REMEMBER)}
    # Its own page says what stood there; the page of changes, and its rows as the page of the API
    # shows them, that it was withdrawn.
    told = ("/results/zqx-slug/", "/changes/", "/data/api/")
    assert {path for path in left if not path.endswith(told)} == set()
    assert not holding(reader, ("zqxstatement", "zqxlabel", "zqxquote", "7310011"))
    assert reader.get(PAGE).status_code == reader.get("/api/results/zqx-slug/").status_code == 410


def test_what_is_removed_to_protect_people_is_named_nowhere(reader, result):
    assert set(HOLD) <= holding(reader, WORDS)
    workflow.protect(result, cause="person")
    assert holding(reader, WORDS) == set()
    assert {path for path in holding(reader, ["zqx-slug"]) if "zqx-slug" not in path} == set()
