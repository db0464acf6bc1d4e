"""What once stood here comes back as a draft, word for word; what was deleted comes back too."""

import re

import pytest
from django.conf import settings as live
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from programme import workflow
from programme.models import (
    Contribution,
    Edition,
    Evidence,
    Figure,
    GoneAddress,
    OldAddress,
    Report,
    Result,
    Source,
    Status,
)
from programme.models.translations import Translation
from programme.pasts import PARTS
from programme.restoring import KEPT_AS_IT_IS
from tests.desk import form_of
from tests.factories import a_donor, a_place, a_report, a_result, a_theme
from tests.pdfs import a_pdf
from tests.signing import a_person
from tests.uploads import a_file, filled, own_folders

RESULTS = "/admin/programme/result/"
NEVER_COMPARED = {"revision", "updated_at", "sort_en", "sort_fr", "sort_ar"}


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    own_folders(settings, tmp_path)


def columns(row, *without):
    """All that a row holds, by column."""
    left_out = NEVER_COMPARED | set(without)
    return {
        field.attname: str(getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if field.name not in left_out
    }


def whole(row, *without):
    """A row with its links and parts, as the database holds them."""
    row = type(row).objects.get(pk=row.pk)
    links = {
        link.name: {str(one.pk) for one in getattr(row, link.name).all()}
        for link in row._meta.many_to_many
    }
    parts = []
    for part in PARTS.get(type(row), ()):
        keys = [one.pk for one in workflow.parts_of(row) if isinstance(one, part)]
        parts += [columns(one) for one in part.objects.filter(pk__in=keys).order_by("pk")]
    return columns(row, *without), links, parts


def moments(client, row):
    """The addresses of all that can be looked at again, the newest first."""
    noun = row._meta.model_name
    page = client.get(f"/admin/programme/{noun}/{row.pk}/history/").text
    return re.findall(rf'href="(/admin/programme/{noun}/{row.pk}/history/\w+/)"', page)


def restored(client, address, **given):
    """Press “Make a draft of this”."""
    page = client.get(address)
    seen = re.search(r'name="seen_revision" value="(\d+)"', page.text)[1]
    return client.post(address, {"seen_revision": seen, **given}, follow=True)


def brought_back(client, row):
    noun = row._meta.model_name
    return client.post(f"/admin/programme/{noun}/deleted/", {"key": row.pk}, follow=True)


def a_full_result(state="draft"):
    """A result with texts in all languages, links, two numbers, and receipts for all of it."""
    result = a_result(
        state,
        places=[a_place(), a_place("Niger", "NE")],
        themes=[a_theme()],
        title_fr="Titre",
        title_ar="عنوان",
        statement_en="It was said.\n\nTwice.",
        statement_fr="Cela fut dit.",
        when_words_en="late October 2016",
        happened_from="2016-10-01",
        precision="month",
        level="output",
        link="https://example.org/a",
    )
    result.related.add(a_result(slug="of-the-same"))
    reviewed = Translation(origin="official", made_from={"title": result.title_en})
    result.translations = {**result.translations, "fr": reviewed.as_json()}
    result.save()
    source = Source.objects.create(slug="page", title_en="Page")
    cases = Figure(result=result, value=45, label_en="cases", label_fr="affaires", position=1)
    cases.save()
    children = Figure(result=result, value=28, label_en="children", part_of=cases, position=0)
    children.save()
    Evidence.objects.create(result=result, source=source, quote="It was said.", page="3")
    Evidence.objects.create(figure=cases, source=source, quote="45 cases")
    return Result.objects.get(pk=result.pk)


def turned_over(client, result, **given):
    """Write everything anew, in the form: other words, other numbers, none of the old receipts."""
    address = f"{RESULTS}{result.pk}/change/"
    data = form_of(client, address)
    cases, children = ("0", "1") if data["figures-0-label_en"] == "cases" else ("1", "0")
    data |= {
        "title_en": "Another",
        "title_fr": "",
        "statement_en": "Said otherwise.",
        "when": "2017",
        "level": "outcome",
        "places": [],
        f"figures-{cases}-label_en": "other cases",
        f"figures-{children}-DELETE": "on",
        "evidence-0-DELETE": "on",
        "evidence-1-quote": "no longer",
    }
    return client.post(address, data | given)


# --- Restoring


def test_a_restore_brings_back_the_first_text_exactly(editor):
    result = a_full_result()
    first = whole(result)
    assert turned_over(editor, result).status_code == 302
    assert whole(result) != first
    page = restored(editor, moments(editor, result)[1])
    assert "This draft holds the words from then." in page.text
    assert page.redirect_chain == [(f"{RESULTS}{result.pk}/change/", 302)]
    assert whole(result) == first


def test_a_part_that_was_deleted_comes_back_with_its_own_id(editor):
    result = a_full_result()
    before = {one.pk: one.uid for one in Figure.objects.all()}
    turned_over(editor, result)
    assert Figure.objects.count() == 1
    restored(editor, moments(editor, result)[1])
    assert {one.pk: one.uid for one in Figure.objects.all()} == before
    children = Figure.objects.get(label_en="children")
    assert children.part_of == Figure.objects.get(label_en="cases")


def test_parts_that_were_not_there_then_go(editor):
    result = a_full_result()
    first, then = whole(result), moments(editor, result)[0]
    Figure.objects.create(result=result, value=7, label_en="later")
    turned_over(editor, result)
    restored(editor, then)
    assert whole(result) == first


def test_neither_state_nor_address_nor_dates_come_back(editor):
    result = a_full_result()
    kept = {"slug", "status", "publish_from", "withdrawn_at", "is_protected", "position"}
    assert kept <= KEPT_AS_IT_IS
    result.slug, result.position, result.status = "elsewhere", 9, Status.REVIEW
    then, result.title_en = moments(editor, result)[0], "Another"
    result.save()
    before = columns(Result.objects.get(pk=result.pk))
    restored(editor, then)
    after = columns(Result.objects.get(pk=result.pk))
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
    assert after["title_en"] != "Another"


def test_what_is_gone_meanwhile_is_left_out_and_said(editor):
    result = a_full_result()
    then, place = moments(editor, result)[0], result.places.get(slug="niger")
    turned_over(editor, result)
    Evidence.objects.all().delete()
    Source.objects.all().delete()
    place.delete()
    page = restored(editor, then).text
    assert "places: Niger is gone" in page
    assert "its source is gone" in page
    result = Result.objects.get(pk=result.pk)
    assert [one.slug for one in result.places.all()] == ["mali"]
    assert Evidence.objects.count() == 0
    assert result.title_fr == "Titre"


def test_nothing_is_written_over_what_somebody_saved_since(editor):
    result = a_full_result()
    turned_over(editor, result)
    address = moments(editor, result)[1]
    page = restored(editor, address, seen_revision="1")
    assert "Somebody saved this since you looked. Nothing was changed." in page.text
    assert Result.objects.get(pk=result.pk).title_en == "Another"


def test_a_restore_is_one_act_in_history(editor):
    result = a_full_result()
    turned_over(editor, result)
    restored(editor, moments(editor, result)[1])
    newest = result.history.first()
    assert newest.history_change_reason == "restored from history"
    assert newest.history_user.username == "editor"
    page = editor.get(f"{RESULTS}{result.pk}/history/").text
    newest_act = page.partition("<h2>")[2].partition("<h2>")[0]
    assert "Figure added" in newest_act
    assert "restored from history" in newest_act


# --- What is public, or was


def published_again(row, by, **given):
    draft = Result.objects.get(replaces=row)
    return workflow.publish(draft, by, cause="mistake", **given)


def test_old_words_of_something_public_go_through_a_draft(editor):
    by = User.objects.get(username="editor")
    result = a_full_result("published")
    first, then = whole(result), moments(editor, result)[0]
    draft = workflow.edit(result, by)
    places = [result.places.first().pk]
    assert turned_over(editor, draft, places=places).status_code == 302
    workflow.publish(Result.objects.get(pk=draft.pk), by, cause="mistake", reason="It was wrong.")
    second = whole(result)
    assert second != first
    page = restored(editor, then)
    assert whole(result) == second
    draft = Result.objects.get(replaces=result)
    assert page.redirect_chain == [(f"{RESULTS}{draft.pk}/change/", 302)]
    assert (draft.status, draft.title_fr) == (Status.DRAFT, "Titre")
    published_again(result, by)
    columns_now, links, parts = whole(result)
    assert (columns_now, links) == (first[0], first[1])
    by_uid = {part["uid"]: without_copy(part) for part in parts}
    assert by_uid == {part["uid"]: without_copy(part) for part in first[2]}


def without_copy(part):
    return {name: value for name, value in part.items() if name != "copy_of_id"}


def test_a_draft_that_is_there_is_written_over_only_as_it_was_seen(editor):
    by = User.objects.get(username="editor")
    result = a_full_result("published")
    then, draft = moments(editor, result)[0], workflow.edit(result, by)
    turned_over(editor, draft)
    assert "There is a draft of this already." in editor.get(then).text
    stale = restored(editor, then, seen_revision=str(draft.revision))
    assert "Nothing was changed." in stale.text
    assert Result.objects.get(pk=draft.pk).title_en == "Another"
    restored(editor, then)
    draft = Result.objects.get(pk=draft.pk)
    assert draft.title_en == result.title_en
    assert {figure.copy_of_id for figure in draft.figures.all()} == {
        figure.pk for figure in result.figures.all()
    }


def test_what_was_withdrawn_becomes_a_draft_whose_address_stays_gone(editor):
    by = User.objects.get(username="editor")
    result = a_full_result("published")
    then = moments(editor, result)[0]
    workflow.withdraw(result, by)
    restored(editor, then)
    result = Result.objects.get(pk=result.pk)
    assert (result.status, result.title_fr) == (Status.DRAFT, "Titre")
    assert editor.get(f"/en/results/{result.slug}/").status_code == 410


def test_the_history_of_something_public_tells_what_its_draft_brought(editor):
    by = User.objects.get(username="editor")
    result = a_full_result("published")
    draft = workflow.edit(result, by)
    source = Source.objects.get()
    new = Figure.objects.create(result=draft, value=7, label_en="laws")
    Evidence.objects.create(figure=new, source=source, quote="seven laws")
    draft = Result.objects.get(pk=draft.pk)
    draft.title_en = "A law was passed"
    draft.save()
    workflow.publish(draft, by, cause="mistake", reason="It was wrong.")
    page = editor.get(f"{RESULTS}{result.pk}/history/").text
    own = [act for act in page.split("<li><h2>")[1:] if "In the draft" not in act]
    assert "corrected: It was wrong." in own[0]
    assert "Figure added" in own[0]
    assert "7 laws" in own[0]
    assert "Title in English" in own[0]
    assert "In the draft" in page
    then = moments(editor, result)[0]
    assert "seven laws" in editor.get(then).text


# --- What was deleted


def deleted_row(client, row):
    address = f"/admin/programme/{row._meta.model_name}/{row.pk}/delete/"
    assert client.post(address, {"post": "yes", "seen_revision": row.revision}).status_code == 302
    assert not type(row).objects.filter(pk=row.pk).exists()


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


# --- Who may


def test_only_those_who_may_write_make_drafts_of_old_words(editor, reader):
    result = a_full_result()
    turned_over(editor, result)
    address, gone = moments(editor, result)[1], a_result("draft")
    deleted_row(editor, gone)
    person = a_person(is_superuser=False)
    person.user_permissions.set([Permission.objects.get(codename="view_result")])
    reader.force_login(person)
    assert "Make a draft of this" not in reader.get(address).text
    assert reader.post(address, {"seen_revision": "2"}).status_code == 403
    assert "Bring back" not in reader.get(f"{RESULTS}deleted/").text
    assert reader.post(f"{RESULTS}deleted/", {"key": gone.pk}).status_code == 403
    assert Result.objects.get(pk=result.pk).title_en == "Another"


def test_looking_at_the_past_changes_nothing(editor):
    result = a_full_result()
    turned_over(editor, result)
    before, rows = whole(result), result.history.count()
    page = editor.get(moments(editor, result)[1]).text
    assert "It was said." in page
    assert "Titre" in page
    assert "more than" not in page
    assert (whole(result), result.history.count()) == (before, rows)
