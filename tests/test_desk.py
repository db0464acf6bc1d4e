"""The admin: every model whole, Publish and Withdraw, nobody's work overwritten."""

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission, User

from programme.models import PUBLISHED, Account, Evidence, Figure, Result, Source, Stale, Status
from programme.workflow import NotReady, publish, withdraw
from tests.desk import act, form_of, opened, ready_result
from tests.factories import a_donor, a_page_text, a_place, a_report, a_result
from tests.reviews import client_of

RESULTS = "/admin/programme/result/"


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model.__name__)
def test_every_model_has_a_list_a_form_and_a_history(model, editor, django_assert_max_num_queries):
    base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
    with django_assert_max_num_queries(20):
        assert editor.get(base).status_code == 200
    if admin.site._registry[model].has_add_permission(editor.get(base).wsgi_request):
        assert editor.get(f"{base}add/").status_code == 200
    if row := model._base_manager.first():
        assert editor.get(f"{base}{row.pk}/change/").status_code == 200
        history = editor.get(f"{base}{row.pk}/history/")
        assert history.status_code == 200
        assert b"style=" not in history.content


@pytest.mark.usefixtures("source")
def test_lists_ask_as_many_questions_for_many_rows_as_for_few(
    editor, django_assert_max_num_queries
):
    for _ in range(45):
        a_result(places=[], themes=[])
    with django_assert_max_num_queries(20):
        editor.get(RESULTS)


def test_publish_and_withdraw_are_seen_at_the_next_request(editor):
    result = ready_result(slug="opened")
    address = "/en/results/opened/"
    assert editor.get(address).status_code == 404
    assert "1 is public now" in act(editor, "result", "publish", result).content.decode()
    assert editor.get(address).status_code == 200
    assert address in editor.get("/en/results/").content.decode()
    act(editor, "result", "withdraw", result)
    gone = editor.get(address)
    assert gone.status_code == 410
    told = gone.text.partition("<main")[2].partition("<form")[0]
    assert result.title_en in told
    assert "Said." not in told
    assert address not in editor.get("/en/results/").content.decode()


def test_what_lacks_something_is_not_published_and_says_what(editor):
    result = a_result("draft", title_en="Bare")
    page = act(editor, "result", "publish", result).content.decode()
    assert "Bare</bdi>: It lacks: its words, a place, a theme, a level." in page
    result.refresh_from_db()
    assert result.status == Status.DRAFT


@pytest.mark.parametrize("make", [a_donor, a_page_text])
def test_every_noun_goes_out_and_comes_back(make, db):
    row = publish(make("draft"))
    assert type(row).objects.public().contains(row)
    assert type(row).objects.public().get() == row
    back = withdraw(row)
    assert (back.status, back.revision) == (Status.WITHDRAWN, 3)
    assert [h.history_change_reason for h in row.history.all()][:2] == ["withdrawn", "published"]


def test_what_is_in_the_wrong_state_is_not_moved(db):
    with pytest.raises(NotReady, match="while it stands as “Published”"):
        publish(a_donor())
    with pytest.raises(NotReady, match="while it stands as “Draft”"):
        withdraw(a_donor("draft"))
    with pytest.raises(NotReady, match="an edition"):
        publish(a_report("draft"))


def test_nobody_publishes_what_somebody_else_just_changed(db):
    seen = ready_result()
    Result.objects.get(pk=seen.pk).save()
    with pytest.raises(Stale):
        publish(seen)


def test_only_those_who_may_publish_see_the_actions(reader, db):
    person = User.objects.create_user("writer", is_staff=True)
    person.user_permissions.set(
        Permission.objects.filter(codename__in=["change_result", "view_result"])
    )
    reader.force_login(person)
    result = ready_result()
    assert "publish_selected" not in reader.get(RESULTS).content.decode()
    act(reader, "result", "publish", result)
    result.refresh_from_db()
    assert result.status == Status.DRAFT


def test_saving_writes_one_history_row_with_its_links_and_its_author(editor):
    result = ready_result("draft")
    before = result.history.count()
    address = f"{RESULTS}{result.pk}/change/"
    chad = a_place("Chad", "TD")
    data = form_of(editor, address) | {"title_en": "Mended", "places": [chad.pk]}
    assert editor.post(address, data).status_code == 302
    newest = result.history.first()
    assert result.history.count() == before + 1
    assert newest.title_en == "Mended"
    assert newest.history_user.username == "editor"
    assert [link.place for link in newest.places.all()] == [chad]


def test_a_result_is_saved_with_a_title_alone_in_any_language(editor):
    address = f"{RESULTS}add/"
    empty = form_of(editor, address) | {"slug": "born-in-french", "original_language": "fr"}
    refused = editor.post(address, empty)
    assert "A title is needed in the language it was written in." in refused.content.decode()
    assert editor.post(address, empty | {"title_fr": "Une loi"}).status_code == 302
    assert Result.objects.get(slug="born-in-french").shown_title == "Une loi"


def test_status_and_a_public_address_are_read_only(editor):
    result = ready_result("published", slug="fixed")
    address = f"{RESULTS}{result.pk}/change/"
    assert editor.post(address, {"title_en": "Moved", "slug": "moved"}).status_code == 403
    draft = opened(editor, result)
    address = f"{RESULTS}{draft.pk}/change/"
    data = form_of(editor, address) | {"slug": "moved", "status": "published", "title_en": "New"}
    assert editor.post(address, data).status_code == 302
    draft.refresh_from_db()
    assert (draft.slug, draft.status, draft.title_en) == ("fixed", Status.DRAFT, "New")
    result.refresh_from_db()
    assert (result.slug, result.status) == ("fixed", Status.PUBLISHED)


def test_visitors_are_sent_to_the_sign_in_page(reader, db):
    for model in PUBLISHED:
        response = reader.get(f"/admin/programme/{model._meta.model_name}/")
        assert response.status_code == 302
        assert response.headers["Location"].startswith("/admin/login/")


def test_the_desk_sets_no_cookie_for_public_pages(editor):
    act(editor, "result", "publish", a_result("draft"))
    assert {cookie["path"] for cookie in editor.cookies.values()} == {"/admin/"}


def test_withdrawing_what_was_not_public_yet_leaves_no_trace(reader, db):
    later = withdraw(ready_result("scheduled", slug="later"))
    assert (later.status, later.publish_from) == (Status.DRAFT, None)
    assert reader.get("/en/results/later/").status_code == 404


def test_a_part_of_what_is_public_is_not_changed_by_itself(editor):
    figure = Figure.objects.create(result=ready_result("published"), value=3, label_en="laws")
    address = f"/admin/programme/figure/{figure.pk}/"
    assert editor.get(f"{address}change/").status_code == 200
    assert editor.post(f"{address}change/", {"value": 4}).status_code == 403
    assert editor.post(f"{address}delete/", {"post": "yes"}).status_code == 403
    assert Figure.objects.get().value == 3


def test_a_part_changed_by_itself_changes_the_page_it_stands_on(editor):
    result = ready_result("draft")
    opened = f"{RESULTS}{result.pk}/change/"
    before = form_of(editor, opened)
    figure = Figure.objects.create(result=result, value=13_500, label_en="firearms marked")
    source = Source.objects.create(slug="page", title_en="Page")
    receipt = Evidence.objects.create(figure=figure, source=source, quote="more than 13,500")
    for part, typed in ((figure, {"value": "13,501"}), (receipt, {"page": "3"})):
        name = part._meta.model_name
        address = f"/admin/programme/{name}/{part.pk}/change/"
        revision = Result.objects.get(pk=result.pk).revision
        for answer in (form_of(editor, address), form_of(editor, address) | typed):
            assert editor.post(address, answer).status_code == 302
        assert Result.objects.get(pk=result.pk).revision == revision + 1
    assert editor.post(opened, before | {"title_en": "Mine"}).status_code == 409
    revision = Result.objects.get(pk=result.pk).revision
    seen = Figure.objects.get(pk=figure.pk).revision
    deletion = {"post": "yes", "seen_revision": seen}
    editor.post(f"/admin/programme/figure/{figure.pk}/delete/", deletion)
    assert Result.objects.get(pk=result.pk).revision == revision + 1


@pytest.mark.usefixtures("source")
def test_the_address_of_a_place_or_theme_stays(editor):
    for name in ("place", "theme"):
        row = editor.get(f"/admin/programme/{name}/").context["cl"].queryset.first()
        form = editor.get(f"/admin/programme/{name}/{row.pk}/change/").context["adminform"].form
        assert "slug" not in form.fields


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("noun", ["result", "donor", "report", "pagetext"])
def test_an_address_that_is_taken_is_refused_with_a_sentence_and_loses_nothing(noun, editor):
    model = next(m for m in PUBLISHED if m._meta.model_name == noun)
    address = f"/admin/programme/{noun}/add/"
    typed = {"slug": model.objects.first().slug, f"{model.title_field}_en": "Typed with care"}
    page = editor.post(address, form_of(editor, address) | typed)
    assert page.status_code == 200
    assert "Another page has this address already." in page.content.decode()
    assert 'value="Typed with care"' in page.content.decode()


def test_what_is_public_is_not_changed_to_lack_what_it_needs(editor):
    result = ready_result("published")
    draft = opened(editor, result)
    draft.statement_en = ""
    draft.save()
    address = f"{RESULTS}{draft.pk}/publish/"
    page = editor.post(address, {"cause": "typing", "seen_revision": draft.revision})
    assert "It lacks: its words." in page.content.decode()
    result.refresh_from_db()
    assert result.statement_en == "Said."


def test_a_place_has_a_name_and_a_code_of_its_own(editor):
    a_place()
    address = "/admin/programme/place/add/"
    typed = form_of(editor, address) | {"slug": "zed", "kind": "country", "iso_code": "ML"}
    assert "A name is needed" in editor.post(address, typed).content.decode()
    twice = editor.post(address, typed | {"name_en": "Zed"}).content.decode()
    assert "Another place has this code already." in twice


def test_publishing_names_what_is_missing_and_keeps_what_was_typed(editor):
    address = f"{RESULTS}add/"
    typed = form_of(editor, address) | {"title_en": "Kept", "_publish": "Publish"}
    asking = editor.post(address, typed, follow=True)
    result = Result.objects.get(title_en="Kept")
    assert asking.redirect_chain[-1][0] == f"{RESULTS}{result.pk}/publish/"
    told = editor.post(f"{RESULTS}{result.pk}/publish/", {"seen_revision": result.revision})
    assert "It lacks: its words, a place, a theme, a level." in told.content.decode()
    result.refresh_from_db()
    assert result.status == Status.DRAFT


def test_each_fault_stands_in_the_list_on_top(editor):
    address = f"{RESULTS}add/"
    parts = {"figures-TOTAL_FORMS": 1, "figures-0-qualifier": "exact", "figures-0-position": 0}
    parts |= {"figures-0-value": "many", "evidence-TOTAL_FORMS": 1, "evidence-0-quote": "x"}
    typed = form_of(editor, address) | parts | {"title_en": "", "evidence-0-position": 0}
    top = editor.post(address, typed).content.decode().partition('class="faults"')[2]
    top = top.partition("</ul>")[0]
    assert "Write a number in digits" in top
    assert "A receipt names one source or one edition." in top


def test_whoever_may_only_look_sees_labels_texts_and_numbers_as_the_others_do(viewer):
    result = ready_result(title_en="A law", title_ar="قانون <صدر>")
    Figure.objects.create(result=result, value=13_500, label_en="firearms marked")
    page = viewer.get(f"{RESULTS}{result.pk}/change/").text
    assert "<label>Title in English:</label>" in page
    assert '<div lang="ar" dir="rtl">قانون &lt;صدر&gt;</div>' in page
    assert '<div class="readonly">13,500</div>' in page
    assert "[en]" not in page
    result.places.add(a_place("Niger", "NE", name_ar="النيجر"))
    person = User.objects.get(username="bintou")
    Account.objects.create(user=person, language="ar")
    page = client_of(person).get(f"{RESULTS}{result.pk}/change/").text
    assert re.search(r">Mali</bdi>، <bdi[^>]*>النيجر</bdi>", page)


def test_whoever_may_look_at_an_account_sees_no_print_of_its_password(db):
    person = User.objects.create_user("awa", password="only in this test", is_staff=True)
    person.user_permissions.add(Permission.objects.get(codename="view_user"))
    page = client_of(person).get(f"/admin/auth/user/{person.pk}/change/")
    assert page.status_code == 200
    assert "awa" in page.text
    assert person.password not in page.text
