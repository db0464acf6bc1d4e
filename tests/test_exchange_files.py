"""Files of texts: well made when they leave, read from any program, and never trusted."""

import re

import pytest
from defusedxml.ElementTree import fromstring
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st
from openpyxl import load_workbook

from programme.models import Result
from tests.exchange import ENDINGS, IN, NS, brought, confirmed, edited, kinds, sent, why
from tests.factories import a_page_text, a_result
from tests.hostile_texts import DOCUMENTS, SHEETS, WRITTEN_BACK, sheet_of, with_parts
from tests.translated import worked_on

BOTH = pytest.mark.parametrize("kind", ENDINGS)
TITLE, WORDS = "result/opened/title", "result/opened/statement"
XML = "{http://www.w3.org/XML/1998/namespace}"


@pytest.fixture
def result(db):
    return a_result(
        slug="opened",
        title_en="Prison opened",
        statement_en="Opened.",
        title_fr="Prison ouverte",
        statement_fr="Ouverte.",
    )


@pytest.fixture
def uploads(settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "uploads"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    return settings.FILE_UPLOAD_TEMP_DIR


def refused(editor, content, uploads):
    """The words on the page that refuses a file; nothing is kept, nothing written."""
    before = Result.objects.values_list("title_fr", "revision").get()
    page = brought(editor, content)
    assert page.status_code == 200
    assert "plan" not in page.context
    assert Result.objects.values_list("title_fr", "revision").get() == before
    assert list(uploads.iterdir()) == []
    return " ".join(page.context["form"].errors["file"])


@pytest.mark.usefixtures("source")
def test_a_document_is_valid(editor):
    """The rules of the XLIFF 1.2 schema that what is written here could break."""
    row = a_result(slug="ouverte", original_language="fr", title_en="", title_fr="Ouverte")
    root = fromstring(sent(editor, "ar").content)
    assert (root.tag, root.attrib) == (f"{NS}xliff", {"version": "1.2"})
    files = root.findall(f"{NS}file")
    assert [file.get("source-language") for file in files] == ["en", row.original_language]
    assert len({file.get("original") for file in files}) == 2
    ids = [unit.get("id") for unit in root.iter(f"{NS}trans-unit")]
    assert len(ids) == len(set(ids)) > 80
    for file in files:
        assert [child.tag for child in file] == [f"{NS}header", f"{NS}body"]
        assert file.get("datatype") == "plaintext"
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", file.get("date"))
        tools = [tool.get("tool-id") for tool in file.iter(f"{NS}tool")]
        assert tools == [file.get("tool-id")]
    states = {"needs-translation", "needs-review-translation", "translated", "final"}
    allowed = {"id", "resname", "extradata", "approved", "maxwidth", "size-unit", f"{XML}space"}
    for unit in root.iter(f"{NS}trans-unit"):
        assert set(unit.attrib) <= allowed
        tags = [child.tag.removeprefix(NS) for child in unit]
        assert tags[:2] == ["source", "target"]
        assert set(tags[2:]) == {"note"}
        assert unit.find(f"{NS}target").get("state") in states
        assert unit.find(f"{NS}target").get(f"{XML}lang") == "ar"
        assert unit.get("size-unit", "char") == "char"


def test_a_translator_reads_where_a_text_stands_and_how_long_it_may_be(editor, result):
    result.title_en = "Two prisons opened"
    result.save()
    a_page_text(slug="about", body_en="## Words")
    units = {unit.get("id"): unit for unit in fromstring(sent(editor).content).iter()}
    notes = [note.text for note in units[TITLE].iter(f"{NS}note")]
    assert notes == [
        "Result · Two prisons opened · Title",
        "At most 200 characters.",
        "The original was changed since this translation was made.",
        f"{settings.SITE_URL}/en/results/opened/",
    ]
    assert "Prison opened" not in sent(editor).text  # what was taken out stays here
    assert units[TITLE].get("maxwidth") == "200"
    body = [note.text for note in units["pagetext/about/body"].iter(f"{NS}note")]
    assert "Marks such as ##, -, ** and [words](address) stay as they are." in body


def test_a_sheet_in_arabic_runs_right_to_left_and_keeps_its_originals(editor, result, tmp_path):
    path = tmp_path / "texts.xlsx"
    path.write_bytes(sent(editor, "ar", "xlsx").content)
    sheet = load_workbook(path).active
    assert sheet.sheet_view.rightToLeft
    assert sheet.protection.sheet
    assert sheet.freeze_panes == "A2"
    heads = [cell.value for cell in sheet[1]]
    assert heads[4:6] == ["original", "translation [ar]"]
    locked = {heads[cell.column - 1]: cell.protection.locked for cell in sheet[2]}
    assert [name for name, is_locked in locked.items() if not is_locked] == [
        "translation [ar]",
        "state",
    ]
    assert (sheet["E2"].alignment.readingOrder, sheet["F2"].alignment.readingOrder) == (1, 2)
    assert sheet["F2"].alignment.wrap_text
    assert sheet.column_dimensions["I"].hidden


@pytest.mark.parametrize("way", WRITTEN_BACK)
def test_a_document_is_read_as_programs_write_it_back(editor, result, way):
    page = brought(editor, WRITTEN_BACK[way])
    assert kinds(page) == {TITLE: "asked"}  # such a file does not say what stood here
    confirmed(editor, page, **{TITLE: "theirs"})
    row = worked_on(result)
    assert row.title_fr == "Prison inaugurée"
    assert row.behind("fr") == []


def test_a_target_that_is_missing_changes_nothing(editor, result):
    result.title_fr = ""
    result.save()
    content = sent(editor).content
    without = re.sub(rb"<target[^>]*/>", b"", content)
    assert without != content
    page = brought(editor, without)
    assert kinds(page) == {}
    assert "1 text is not translated in the file" in page.text


@pytest.mark.parametrize("what", DOCUMENTS)
def test_a_hostile_or_broken_file_is_refused_in_words(editor, result, uploads, what):
    content, words = DOCUMENTS[what]
    assert words in refused(editor, content, uploads)


@pytest.mark.parametrize("what", SHEETS)
def test_a_hostile_or_broken_spreadsheet_is_refused_in_words(editor, result, uploads, what):
    parts, words = SHEETS[what]
    content = with_parts(sent(editor, kind="xlsx").content, **parts)
    assert words in refused(editor, content, uploads)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
@BOTH
def test_a_file_that_is_cut_off_is_refused_in_words(editor, result, uploads, kind, share):
    content = sent(editor, kind=kind).content
    assert "damaged or cut off" in refused(editor, content[: int(len(content) * share)], uploads)


def test_two_languages_in_one_file_are_refused(editor, result, uploads):
    french, arabic = sent(editor, "fr").content, sent(editor, "ar").content
    files = re.search(rb"<file.*</file>", arabic, re.DOTALL)[0]
    both = french.replace(b"</xliff>", files + b"</xliff>")
    assert "more than one language" in refused(editor, both, uploads)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (b'<c r="F2"><f>HYPERLINK("http://example.org","x")</f><v>Prison</v></c>', "a formula"),
        (b'<c r="F2"><v>42000.5</v></c>', "a number or a date"),
        (b'<c r="F2" t="b"><v>1</v></c>', "a number or a date"),
        (b'<c r="F2" t="e"><v>#N/A</v></c>', "a number or a date"),
        (b'<c r="F2" t="inlineStr"><is><t>a_x0000_b</t></is></c>', "that no page can show"),
        (b'<c r="F2" t="inlineStr"><is><t>a_xD800_b</t></is></c>', "that no page can show"),
    ],
)
def test_a_cell_that_holds_no_text_says_why_and_stays_out(editor, result, cell, reason):
    content = sent(editor, kind="xlsx").content
    sheet = re.sub(rb'<c r="F2".*?</c>', lambda _: cell, sheet_of(content), count=1)
    page = brought(editor, with_parts(content, sheet=sheet))
    assert reason in why(page)[TITLE]
    confirmed(editor, page)
    assert Result.objects.get().title_fr == "Prison ouverte"


def test_a_text_that_stands_twice_with_different_words_is_refused(editor, result):
    content = edited(sent(editor).content, **{TITLE: "Une", WORDS: "Autre"})
    page = brought(editor, content.replace(WORDS.encode(), TITLE.encode()))
    assert "stands twice" in why(page)[TITLE]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "#N/A", "1e5", "_x0041_", "'x"])
def test_a_spreadsheet_never_holds_a_formula(editor, result, text):
    Result.objects.update(statement_fr=text)
    content = sent(editor, kind="xlsx").content
    assert b"<f>" not in sheet_of(content)
    assert brought(editor, content).context["plan"].same
    assert kinds(brought(editor, content)) == {}
    page = brought(editor, edited(content, **{TITLE: text.replace("_x", "_x005F_x")}))
    confirmed(editor, page)
    assert worked_on(result).title_fr == text


def test_a_text_too_long_for_a_cell_goes_out_as_xliff_alone(editor, result):
    Result.objects.update(statement_fr="x" * 32_768)
    assert "Choose XLIFF" in sent(editor, kind="xlsx").text
    assert kinds(brought(editor, sent(editor).content)) == {}


def test_rows_in_another_order_and_columns_added_are_read(editor, result, tmp_path):
    path = tmp_path / "texts.xlsx"
    path.write_bytes(sent(editor, kind="xlsx").content)
    book = load_workbook(path)
    book.active.insert_cols(1, 2)
    book.active["A1"] = "remarks"
    book.active.move_range("A2:K2", rows=20)
    book.active["H22"] = "Prison inaugurée"
    book.create_sheet("remarks", 0)
    book.save(path)
    assert kinds(brought(editor, path.read_bytes())) == {TITLE: "changed"}


LETTERS = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="\u202e\u200f\u2067\u2069\x85\ufeff\x0b \n\r\tمَة,;«»&<>]'\"=+-@_x0A"),
    st.sampled_from(["=cmd|' /C calc'!A0", "  leads", "ends  ", "\n\n", "]]>", "_x000D_"]),
)


@BOTH
@given(text=LETTERS)
@how(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_stands_in_a_text_it_comes_back_without_a_change(editor, result, kind, text):
    text = text.replace("\0", "")  # PostgreSQL takes none
    Result.objects.update(statement_fr=text.encode("utf-8", "ignore").decode())
    assert kinds(brought(editor, sent(editor, kind=kind).content)) == {}


@given(junk=st.binary(max_size=10_000), start=st.sampled_from([b"", b"PK\x03\x04", b"<xliff>"]))
@how(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_junk_is_refused_and_never_a_fault(editor, junk, start):
    page = brought(editor, start + junk)
    assert page.status_code == 200
    assert page.context["form"].errors["file"]


@given(data=st.data())
@how(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@BOTH
def test_a_file_with_a_wrong_byte_is_never_a_fault(editor, result, kind, data):
    content = bytearray(sent(editor, kind=kind).content)
    places = st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255))
    for share, byte in data.draw(st.lists(places, min_size=1, max_size=4)):
        content[int(share * len(content))] = byte
    assert brought(editor, bytes(content)).status_code == 200


def test_the_address_takes_no_file_without_one(editor):
    assert editor.post(IN, {}).context["form"].errors["file"]
