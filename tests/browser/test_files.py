"""One account prepares a report, another uploads its PDF, and a reader downloads it."""

import re

import pytest

from tests.browser.contents import EDITOR, OTHER
from tests.browser.servers import serving
from tests.browser.tabs import follow
from tests.browser.test_accessibility import NARROW, violations
from tests.hostile_pdfs import HOSTILE

REPORT = "/en/reports/progress-report-june-2017/"
FILE = "/files/progress-report-june-2017/en.pdf"
UPLOAD = "input[name=editions-0-upload]"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A site of its own, since these tests write."""
    folder = tmp_path_factory.mktemp("files")
    with serving(folder, "desk") as address:
        yield address, folder


@pytest.fixture(scope="module")
def printed(chromium):
    """A PDF as Chromium prints one."""
    page = chromium.new_page()
    page.set_content("<title>A test</title><h1>A test of a report</h1><p>Not a real document.")
    yield page.pdf(format="A4", tagged=True, outline=True)
    page.close()


def signed_in(tab, account):
    page = tab.go("/admin/login/")
    page.get_by_label("Username").fill(account[0])
    page.get_by_label("Password").fill(account[1])
    follow(page.get_by_role("button", name="Log in"))
    return page


def opened(tab):
    page = tab.go("/admin/programme/report/?q=progress-report-june-2017")
    follow(page.locator("#result_list tbody th a").first)
    if (edit := page.get_by_role("button", name="Edit", exact=True)).count():
        follow(edit)  # of what is public: its draft
    page.locator(UPLOAD).wait_for()
    return page


def choose(page, content, name="annual.pdf"):
    page.locator(UPLOAD).set_input_files(
        {"name": name, "mimeType": "application/pdf", "buffer": content}
    )


def save(page):
    follow(page.get_by_role("button", name="Save", exact=True).first)


def save_and_publish(page):
    follow(page.get_by_role("button", name="Save and publish…", exact=True).first)


def test_a_hostile_file_is_refused_and_what_was_typed_stays(open_tab, desk):
    address, folder = desk
    tab = open_tab(address, width=390)
    signed_in(tab, EDITOR)
    page = opened(tab)
    page.locator("#id_title_fr").evaluate("each => each.closest('details').open = true")
    page.locator("#id_title_fr").fill("Rapport écrit avec soin")
    choose(page, HOSTILE["an SVG"][0]())
    save(page)
    page.get_by_text("This is not a PDF, whatever its name says.").first.wait_for()
    assert page.locator("#id_title_fr").input_value() == "Rapport écrit avec soin"
    assert [path for path in (folder / "media").rglob("*") if path.is_file()] == []


def test_another_account_uploads_a_pdf_and_a_reader_downloads_it(open_tab, desk, printed, tmp_path):
    address, _folder = desk
    editor = open_tab(address)
    signed_in(editor, OTHER)
    page = opened(editor)
    choose(page, printed)
    save_and_publish(page)
    page.get_by_text("then tick and publish again").first.wait_for()
    assert page.get_by_text("title: A test").count() == 1
    assert page.get_by_text(re.compile(r"made into a PDF by: Skia/PDF")).count() == 1
    reader = open_tab(address, width=390)
    assert reader.go(REPORT).locator(".editions a").count() == 0
    page.get_by_label("Yes, put this file online").check()
    save_and_publish(page)
    page.get_by_text("somebody else has to publish it").first.wait_for()
    assert reader.go(REPORT).locator(".editions a").count() == 0
    colleague = open_tab(address)
    signed_in(colleague, EDITOR)
    page = opened(colleague)
    follow(page.get_by_role("link", name="Publish…"))
    page.get_by_label("more is known").check()
    follow(page.get_by_role("button", name="Publish the changes"))
    page.locator(".messagelist").first.wait_for()

    page = reader.go(REPORT)
    link = page.get_by_role("link", name=re.compile("Read or download"))
    assert re.search(r"\(PDF, [\d.]+\s\w+, 1 page\)", link.inner_text())
    cover = page.locator("img.cover")
    cover.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('img.cover').naturalWidth === 480")
    with page.expect_download() as waits:
        link.click(modifiers=["Alt"])  # which saves what a link leads to
    waits.value.save_as(tmp_path / "saved.pdf")
    assert (tmp_path / "saved.pdf").read_bytes() == printed
    assert waits.value.suggested_filename.endswith("(en).pdf")
    head = reader.context.request.fetch(f"{address}{FILE}", method="HEAD")
    assert head.headers["content-length"] == str(len(printed))
    part = reader.context.request.get(f"{address}{FILE}", headers={"Range": "bytes=-5"})
    assert (part.status, part.body()) == (206, printed[-5:])

    for scheme in ("light", "dark"):
        narrow = open_tab(address, NARROW, color_scheme=scheme)
        for path in (REPORT, "/en/reports/"):
            shown = narrow.go(path)
            assert shown.locator("img.cover").count() == 1
            assert violations(shown) == []
            assert shown.evaluate("document.documentElement.scrollWidth") == NARROW

    page = opened(editor)
    assert page.locator("a[href$='/file/']").count() == 1
    page.wait_for_function("[...document.images].every(each => each.naturalWidth > 0)")
