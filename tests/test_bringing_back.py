"""What was deleted comes back as a draft, with its parts, its files and its address."""

import pytest
from django.conf import settings as live
from django.urls import reverse

from programme.models import Contribution, Edition, GoneAddress, OldAddress, Report, Result
from tests.factories import a_donor, a_report, a_result
from tests.past import RESULTS, a_full_result, brought_back, deleted_row, whole
from tests.pdfs import a_pdf
from tests.uploads import a_file, filled, own_folders


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    own_folders(settings, tmp_path)


def test_a_deleted_result_comes_back_whole_as_a_draft(editor):
    result = a_full_result()
    before = whole(result)
    deleted_row(editor, result)
    page = editor.get(f"{RESULTS}deleted/").text
    assert result.title_en in page
    assert "deleted by editor" in page
    assert "It is back, as a draft." in brought_back(editor, result).text
    assert whole(result) == before
    assert "Nothing was deleted." in editor.get(f"{RESULTS}deleted/").text
    assert "It is there already." in brought_back(editor, result).text


def test_a_deleted_report_comes_back_with_its_file(editor, commits):
    report, content = a_report("draft", title_en="Annual"), a_pdf()
    address = f"/admin/programme/report/{report.pk}/change/"
    with commits():
        assert editor.post(address, filled(editor, report, {"upload": a_file(content)})).status_code
    report = Report.objects.get(pk=report.pk)
    before = whole(report)
    deleted_row(editor, report)
    brought_back(editor, report)
    assert whole(report) == before
    edition = Edition.objects.get()
    assert editor.get(reverse("admin:edition_file", args=[edition.pk])).getvalue() == content


def test_an_edition_whose_file_is_gone_from_disk_comes_back_without(editor, commits):
    report = a_report("draft", title_en="Annual")
    address = f"/admin/programme/report/{report.pk}/change/"
    with commits():
        editor.post(address, filled(editor, report, {"upload": a_file(a_pdf())}))
    report = Report.objects.get(pk=report.pk)
    deleted_row(editor, report)
    for path in (live.MEDIA_ROOT / "editions").glob("*.pdf"):
        path.unlink()
    assert "its file is gone" in brought_back(editor, report).text
    edition = Edition.objects.get()
    assert (edition.file.name, edition.sha256, edition.bytes) == ("", "", None)


def test_a_deleted_donor_comes_back_with_what_it_gave(editor):
    donor = a_donor("draft", name_en="The Netherlands", sort_name_en="Netherlands")
    Contribution.objects.create(donor=donor, amount=1, currency="EUR", year=2016, kind="paid")
    before = whole(donor)
    deleted_row(editor, donor)
    brought_back(editor, donor)
    assert whole(donor) == before


@pytest.mark.parametrize("taken_by", ["row", "old address", "gone"])
def test_an_address_that_is_taken_meanwhile_is_proposed_anew(editor, taken_by):
    result = a_result("draft", slug="mali-law", title_en="Mali law")
    deleted_row(editor, result)
    if taken_by == "row":
        a_result(slug="mali-law")
    elif taken_by == "old address":
        OldAddress.objects.create(noun="result", slug="mali-law", object_id=a_result().pk)
    else:
        GoneAddress.keep("result", "mali-law")
    brought_back(editor, result)
    assert Result.objects.get(pk=result.pk).slug == "mali-law-2"


def test_what_was_purged_from_history_does_not_come_back(editor):
    result = a_result("draft", title_en="A name")
    deleted_row(editor, result)
    texts = dict.fromkeys([f"title_{code}" for code in ("en", "fr", "ar")], "")
    Result.history.model.objects.update(title="", **texts)
    assert "Nothing is left of it that could come back." in brought_back(editor, result).text
    assert Result.objects.count() == 0


def test_drafts_of_something_else_are_not_listed(editor):
    original = a_result()
    draft = a_result("draft", replaces=original, title_en="In the making")
    draft.delete()
    assert "Nothing was deleted." in editor.get(f"{RESULTS}deleted/").text
    assert "Nothing is left of it" in brought_back(editor, draft_like(draft)).text


def draft_like(draft):
    draft.pk = draft.history.model.objects.get(title_en="In the making", history_type="-").id
    return draft
