"""Words that were purged are found in no table, byte, file, page or search index again."""

import logging

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import CharField, JSONField, TextField
from django.test import Client

from programme import redacting
from programme.models import (
    AuditRecord,
    Donor,
    Edition,
    Figure,
    GoneAddress,
    OldAddress,
    PageText,
    Report,
    Result,
)
from programme.redacting import scrubbing
from programme.redacting.columns import tables
from programme.redacting.phrases import MARK
from tests.addresses import addresses, asked
from tests.answers import text_of
from tests.desk import form_of
from tests.factories import (
    STATES,
    a_donor,
    a_page_text,
    a_report,
    a_result,
)
from tests.pdfs import a_pdf, stream
from tests.redacting import (
    NAME,
    SHORT,
    SPELLINGS,
    TYPED,
    a_named_pdf,
    address_of,
    bytes_of_the_database,
    fill_every_column,
    holding,
    one_of_each,
    whole,
)
from tests.signing import a_person
from tests.uploads import a_file, on_disk, own_folders, places, save


@whole
def test_words_in_every_column_of_every_table_are_found_nowhere_afterwards(settings, tmp_path):
    own_folders(settings, tmp_path)
    if connection.vendor == "sqlite":  # as most builds are: what is deleted stays in the file
        connection.cursor().execute("PRAGMA secure_delete=OFF")
    one_of_each()
    assert [table.called for table in tables() if table.fields and not table.rows()] == []
    filled = fill_every_column()
    call_command("rebuild_search", verbosity=0)
    assert filled <= holding()
    assert SPELLINGS[0] in bytes_of_the_database()
    found = redacting.find(TYPED)
    assert found.places > len(filled) / 2
    report = redacting.redact(TYPED)
    assert report.places == found.places
    assert report.is_scrubbed
    assert holding() == set()
    assert not redacting.find(TYPED)
    assert not [each for each in SPELLINGS[:2] if each in bytes_of_the_database()]


@pytest.mark.postgresql
@whole
def test_rows_that_somebody_still_reads_are_said_to_be_there(monkeypatch):
    monkeypatch.setattr(scrubbing, "PAUSE", 0)
    row = a_result(title_en="Zubrowka helped")
    name = row._meta.db_table
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT 1")  # a moment from before
            row.delete()
            assert not scrubbing.scrub([name])
            other.rollback()
        assert scrubbing.scrub([name])
    finally:
        other.close()


@pytest.mark.postgresql
@whole
def test_what_another_database_of_the_server_does_keeps_no_rows():
    row = a_result(title_en="Zubrowka helped")
    other = connection.copy()
    other.settings_dict = other.settings_dict | {"NAME": "postgres"}
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()")  # it has begun to write
            row.delete()
            assert scrubbing.scrub([row._meta.db_table])
    finally:
        other.close()


def test_no_column_that_people_type_into_is_left_out():
    models = [*apps.get_app_config("programme").get_models(include_auto_created=True), LogEntry]
    kinds = (CharField, TextField, JSONField)
    columns = {
        f"{model._meta.model_name}.{field.name}"
        for model in models
        for field in model._meta.concrete_fields
        if isinstance(field, kinds) and not field.choices
    }
    covered = {f"{t.model._meta.model_name}.{name}" for t in tables() for name in t.fields}
    assert columns - covered == {
        "account.time_zone",
        "gaterule.code",
        "resolution.rule",
        "change.field",
        "edition.sha256",
        "goneaddress.print",
        "historicaledition.cover",
        "historicaledition.file",
        "historicaledition.sha256",
        "previewlink.token",
        "remark.field",
        # Written anew as a whole.
        *(f"searchentry.{name}" for name in ("kind", "language", "title", "words", "own")),
    }


@whole
def test_no_page_search_or_file_says_it_afterwards(source, reader, settings, tmp_path):
    own_folders(settings, tmp_path)
    result, report = Result.objects.first(), a_report("draft")
    result.title_en, result.statement_fr = f"{NAME} helped", f"De {NAME}"
    result.slug = "zubrowka-quennevilo-helped"
    result.save()
    OldAddress.objects.create(noun="result", object_id=result.pk, slug="by-zubrowka-quennevilo")
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(User.objects.create_superuser("amina"))
    assert save(client, report, {"upload": a_file(a_named_pdf())}).status_code == 302
    Report.objects.filter(pk=report.pk).update(**STATES["published"])
    slugs = {"result": [result.slug, "by-zubrowka-quennevilo"], "report": report.slug}
    before = [*addresses(**slugs), *asked(q=NAME, place="mali", theme="prisons", year=2016,
              language="fr")]  # fmt: skip
    said = "".join(text_of(reader.get(path)) for path in before if not path.startswith("/files/"))
    assert NAME in said
    old = result.get_absolute_url()
    redacting.redact([NAME])
    result.refresh_from_db()
    assert result.slug == f"result-{result.pk}"
    assert result.title_en == f"{MARK} helped"
    slugs = {"result": list(Result.objects.values_list("slug", flat=True)), "report": report.slug}
    for path in addresses(**slugs):
        answer = reader.get(path)
        assert answer.status_code in (200, 302, 404), path
        assert path.startswith("/files/") or "ubrowka" not in text_of(answer), path
    for words in ("zubrowka", "quennevilo", NAME):
        assert "Nothing found" in reader.get("/en/search/", {"q": words}).text
    for address in (old, "/en/results/by-zubrowka-quennevilo/"):
        assert reader.get(address).status_code == 410
    assert on_disk() == []
    assert reader.get(f"/files/{report.slug}/en.pdf").status_code == 404
    assert holding(SPELLINGS[:2]) == set()
    call_command("check_content")


@whole
def test_files_of_earlier_versions_and_those_that_wait_go_too(settings, tmp_path):
    own_folders(settings, tmp_path)
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(User.objects.create_superuser("amina"))
    report, harmless = a_report("draft"), a_pdf()
    named, by_its_author = (
        a_named_pdf(),
        a_pdf().replace(b"(Nobody)", b"(Mr Qzx)"),
    )
    first, second = [places(each, "editions", "covers") for each in (named, by_its_author)]
    for content in (named, by_its_author, harmless):
        data = {"upload": a_file(content)}
        assert save(client, report, data, **{"editions-0-confirmed": "on"}).status_code == 302
    # A form that comes back with a fault keeps its file waiting.
    waits = a_named_pdf(f"{NAME} again")
    save(client, report, {"upload": a_file(waits), "language": ""}, title_en="")
    kept = places(harmless, "editions", "covers")
    assert {*first, *second, *kept, *places(waits, "waiting")} <= set(on_disk())
    assert len(redacting.find([NAME, SHORT]).files) == 3
    report = redacting.redact([NAME, SHORT])
    assert report.files == 3
    assert on_disk() == kept
    assert Edition.objects.get().file
    assert not Edition.history.filter(file__in=[path.removeprefix("media/") for path in first])


NOTE = b"<< /Type /Annot /Subtype /Text /Rect [9 9 9 9] /Contents (By %s.) >>" % NAME.encode()
OUTLINE = (
    b"<< /First 7 0 R /Last 7 0 R /Count 1 >>",
    b"<< /Title (On %s) /Parent 6 0 R >>" % NAME.encode(),
)
XMP = b"<x:xmpmeta><dc:creator>%s</dc:creator></x:xmpmeta>" % NAME.encode()
BROKEN = b"BT /F1 12 Tf 72 720 Td (It was Zubrowka Quen-) Tj 0 -14 Td (nevilo.) Tj ET"


@pytest.mark.parametrize(
    "content",
    [
        a_pdf(page=b"/Annots [6 0 R]", more=[NOTE]),
        a_pdf(catalog=b"/Outlines 6 0 R", more=OUTLINE),
        a_pdf(catalog=b"/Metadata 6 0 R", more=[stream(XMP, b"/Type /Metadata")]),
        a_pdf(content=stream(BROKEN)),
    ],
    ids=["comment", "outline", "properties", "broken by a line"],
)
def test_words_beside_the_text_of_a_file_count(db, content, settings, tmp_path):
    own_folders(settings, tmp_path)
    (settings.MEDIA_ROOT / "editions").mkdir(parents=True)
    (settings.MEDIA_ROOT / "editions" / "left.pdf").write_bytes(content)
    assert redacting.find([NAME]).files == ["A file that an edition had earlier"]
    assert redacting.find(["Somebody else"]).files == []


@whole
def test_a_file_without_a_text_is_named_for_somebody_to_look_at(settings, tmp_path):
    own_folders(settings, tmp_path)
    (settings.MEDIA_ROOT / "editions").mkdir(parents=True)
    (settings.MEDIA_ROOT / "editions" / "scan.pdf").write_bytes(a_pdf(content=stream(b"")))
    Edition.objects.create(
        report=a_report(title_en="Scan"), language="en", file="editions/scan.pdf"
    )
    assert redacting.find([NAME]).unread == ["Scan: English"]
    assert redacting.redact([NAME]).unread == ["Scan: English"]
    assert on_disk() == ["media/editions/scan.pdf"]


@pytest.mark.django_db
def test_an_open_form_cannot_bring_the_words_back(editor):
    result = a_result("draft", title_en=f"{NAME} spoke")
    donor = a_donor("draft")
    Figure.objects.create(result=(other := a_result("draft")), value=1, label_en=NAME)
    forms = {row: form_of(editor, address_of(row)) for row in (result, other)}
    untouched = form_of(editor, address_of(donor))
    redacting.redact([NAME])
    for row, data in forms.items():
        answer = editor.post(address_of(row), data)
        assert answer.status_code == 409
    assert editor.post(address_of(donor), untouched).status_code == 302
    assert holding(SPELLINGS[:2]) == set()


@pytest.mark.django_db
def test_a_draft_and_its_original_lose_the_words_alike(editor):
    original = a_result(title_en=f"{NAME} spoke")
    draft = a_result("draft", title_en=f"{NAME} said", replaces=original, replaces_revision=1)
    redacting.redact([NAME])
    for row in (original, draft):
        row.refresh_from_db()
    assert (original.title_en, draft.title_en) == (f"{MARK} spoke", f"{MARK} said")
    assert draft.replaces_revision == original.revision == 2


@pytest.mark.parametrize("word", ["Mauritanian", "Norway"])
def test_the_source_does_not_bring_back_what_was_purged(source, word):
    assert redacting.find([word])
    redacting.redact([word])
    with pytest.raises(CommandError):
        call_command("load_source", verbosity=0)
    assert not redacting.find([word])


@pytest.mark.django_db
def test_a_row_that_was_never_public_leaves_no_address_behind(reader):
    a_result("draft", slug="zubrowka-quennevilo")
    redacting.redact([NAME])
    assert not GoneAddress.objects.exists()
    assert reader.get("/en/results/zubrowka-quennevilo/").status_code == 404


@pytest.mark.django_db
def test_the_names_of_the_sites_own_pages_stay(reader):
    page = a_page_text(slug="privacy", title_en="Privacy")
    redacting.redact(["privacy"])
    page.refresh_from_db()
    assert (page.slug, page.title_en) == ("privacy", MARK)
    assert reader.get("/en/privacy/").status_code == 200


@pytest.mark.django_db
def test_codes_of_a_translation_stay():
    kept = {"fr": {"origin": "human", "reviewed_on": "2026-01-02", "made_from": {"title": "Human"}}}
    result = a_result(title_en="Human", title_fr="Humain", translations=kept)
    redacting.redact(["human", "2026"])
    result.refresh_from_db()
    assert result.translation("fr").made_from == {"title": MARK}
    assert result.translation("fr").origin == "human"
    assert result.behind("fr") == []


@pytest.mark.django_db
def test_the_record_says_who_and_how_much_and_never_what(caplog):
    a_result(title_en=NAME)
    with caplog.at_level(logging.DEBUG):
        redacting.redact([NAME], a_person("somebody"))
    record = AuditRecord.objects.get(kind=AuditRecord.Kind.REDACTED)
    assert record.account == "somebody"
    assert record.what == "2 places, 0 files"  # the row and its first version
    assert "ubrowka" not in caplog.text


@pytest.mark.django_db
def test_what_fails_leaves_all_as_it_was(monkeypatch, settings, tmp_path):
    own_folders(settings, tmp_path)
    a_result(title_en=NAME)
    monkeypatch.setattr(redacting.purging, "search_anew", lambda: 1 / 0)
    before = holding()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        redacting.redact([NAME])
    assert holding() == before


def test_every_state_and_noun_is_searched(db):
    rows = [a_result(state, title_en=NAME) for state in STATES]
    rows += [a_report(title_en=NAME), a_donor(name_en=NAME), a_page_text(title_en=NAME)]
    assert {type(row) for row in redacting.find([NAME]).rows} == {Result, Report, Donor, PageText}
    assert len(redacting.find([NAME]).rows) == len(rows)
