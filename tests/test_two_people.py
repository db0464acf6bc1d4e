"""Two people at one row, by each door: the second sees both texts and chooses; nothing is lost."""

from threading import Thread

import pytest
from django.contrib.auth.models import User
from django.db import connections
from django.test import Client

from programme.models import Evidence, Figure, Place, Result, Source
from tests.desk import act, asked, form_of, opened, ready_result
from tests.factories import a_donor, a_place, a_result

pytestmark = pytest.mark.usefixtures("db")


def a_desk(name):
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(User.objects.create_superuser(name))
    return client


@pytest.fixture
def ada():
    return a_desk("ada")


@pytest.fixture
def bo():
    return a_desk("bo")


def address_of(row):
    return f"/admin/programme/{row._meta.model_name}/{row.pk}/change/"


def differences(page):
    return {d.name: d for d in page.context["meanwhile"].differences}


def chosen(typed, page, choices):
    """The form sent again, with a choice for each difference."""
    now = page.context["meanwhile"].revision
    return typed | {"settled_revision": now} | {f"choose:{k}": v for k, v in choices.items()}


def test_both_texts_stand_side_by_side_and_each_choice_is_kept(ada, bo):
    row = opened(ada, ready_result("published", title_en="As it was", statement_en="Old words."))
    address = address_of(row)
    adas = form_of(ada, address) | {"title_en": "Ada’s", "statement_en": "Ada’s words."}
    bos = form_of(bo, address) | {"title_en": "Bo’s", "statement_en": "Bo’s words."}
    assert ada.post(address, adas).status_code == 302
    page = bo.post(address, bos)
    assert page.status_code == 409
    found = differences(page)
    assert {name: (d.theirs, d.mine, d.choice) for name, d in found.items()} == {
        "title_en": ("Ada’s", "Bo’s", ""),
        "statement_en": ("Ada’s words.", "Bo’s words.", ""),
    }
    html = page.content.decode()
    assert "ada saved it on" in html
    assert 'value="Bo’s"' in html
    row.refresh_from_db()
    assert row.title_en == "Ada’s"
    again = chosen(bos, page, {"title_en": "theirs", "statement_en": "mine"})
    assert bo.post(address, again).status_code == 302
    row.refresh_from_db()
    assert (row.title_en, row.statement_en) == ("Ada’s", "Bo’s words.")


def test_a_choice_is_asked_for_until_each_line_has_one(ada, bo):
    row = opened(ada, ready_result("published"))
    address = address_of(row)
    bos = form_of(bo, address) | {"title_en": "Bo’s", "statement_en": "Bo’s words."}
    ada.post(address, form_of(ada, address) | {"title_en": "Ada’s", "statement_en": "Ada."})
    page = bo.post(address, bos)
    half = chosen(bos, page, {"title_en": "mine"})
    assert bo.post(address, half).status_code == 409
    ada.post(address, form_of(ada, address) | {"title_en": "Ada’s second"})
    both = chosen(bos, page, {"title_en": "mine", "statement_en": "mine"})
    page = bo.post(address, both)
    assert page.status_code == 409
    assert differences(page)["title_en"].theirs == "Ada’s second"


def test_what_is_written_after_a_choice_is_not_lost(ada, bo):
    row = opened(ada, ready_result("published"))
    address = address_of(row)
    bos = form_of(bo, address) | {"title_en": "Bo’s"}
    ada.post(address, form_of(ada, address) | {"title_en": "Ada’s"})
    page = bo.post(address, bos)
    again = chosen(bos, page, {"title_en": "theirs"})
    again |= {d.typed_key: d.typed for d in page.context["meanwhile"].differences}
    page = bo.post(address, again | {"title_en": "Both together"})
    assert page.status_code == 409
    assert (differences(page)["title_en"].mine, differences(page)["title_en"].choice) == (
        "Both together",
        "mine",
    )
    assert bo.post(address, again).status_code == 302
    row.refresh_from_db()
    assert row.title_en == "Ada’s"


def test_what_only_one_of_them_changed_is_proposed(ada, bo):
    row = opened(ada, ready_result("published", title_en="As it was"))
    chad, address = a_place("Chad", "TD"), address_of(row)
    bos = form_of(bo, address) | {"title_en": "Bo’s", "when": "Sept 2015"}
    ada.post(address, form_of(ada, address) | {"places": [chad.pk], "level": "impact"})
    page = bo.post(address, bos)
    found = {name: (d.theirs, d.mine, d.choice) for name, d in differences(page).items()}
    assert found == {
        "title_en": ("As it was", "Bo’s", "mine"),
        "when": ("", "Sept 2015", "mine"),
        "places": ("Chad", "Mali", "theirs"),
        "level": ("Impact", "Output", "theirs"),
    }
    bo.post(address, chosen(bos, page, {name: d[2] for name, d in found.items()}))
    row.refresh_from_db()
    assert (row.title_en, row.level, row.happened_from.year) == ("Bo’s", "impact", 2015)
    assert list(row.places.all()) == [chad]


def test_saving_what_nobody_else_touched_asks_nothing(ada, bo):
    row = opened(ada, ready_result("published"))
    address = address_of(row)
    bos = form_of(bo, address)
    Figure.objects.create(result=row, value=1, label_en="one")
    ada.post(address, form_of(ada, address) | {"title_en": "Ada’s"})
    assert bo.post(address, bos | {"title_en": "Ada’s"}).status_code == 302
    assert row.figures.count() == 1


@pytest.fixture
def counted():
    """A result with a figure and a receipt."""
    row = ready_result()
    figure = Figure.objects.create(result=row, value=45, label_en="cases")
    source = Source.objects.create(slug="page", title_en="Page")
    Evidence.objects.create(result=row, source=source, quote="Said.")
    return row, figure


def test_the_parts_of_a_result_are_compared_too(ada, bo, counted):
    row, figure = counted
    address = address_of(row)
    bos = form_of(bo, address) | {"figures-0-value": "46", "evidence-0-quote": "Bo’s quote"}
    ada.post(address, form_of(ada, address) | {"figures-0-value": "47"})
    page = bo.post(address, bos)
    found = {name: (d.theirs, d.mine, d.choice) for name, d in differences(page).items()}
    assert found == {
        "figures-0-value": ("47", "46", ""),
        "evidence-0-quote": ("Said.", "Bo’s quote", "mine"),
    }
    again = chosen(bos, page, {"figures-0-value": "theirs", "evidence-0-quote": "mine"})
    assert bo.post(address, again).status_code == 302
    figure.refresh_from_db()
    assert figure.value == 47
    assert row.evidence.get().quote == "Bo’s quote"


@pytest.mark.parametrize(("choice", "left"), [("theirs", []), ("mine", ["46 cases"])])
def test_a_part_that_somebody_removed_can_be_kept(ada, bo, counted, choice, left):
    row, _figure = counted
    address = address_of(row)
    bos = form_of(bo, address) | {"figures-0-value": "46"}
    ada.post(address, form_of(ada, address) | {"figures-0-DELETE": "on"})
    page = bo.post(address, bos)
    assert page.status_code == 409
    assert bo.post(address, chosen(bos, page, {"figures-0": choice})).status_code == 302
    assert [str(figure) for figure in row.figures.all()] == left


@pytest.mark.parametrize(("choice", "left"), [("theirs", ["47 cases"]), ("mine", [])])
def test_removing_what_somebody_changed_is_asked_about(ada, bo, counted, choice, left):
    row, _figure = counted
    address = address_of(row)
    bos = form_of(bo, address) | {"figures-0-DELETE": "on"}
    ada.post(address, form_of(ada, address) | {"figures-0-value": "47"})
    page = bo.post(address, bos)
    assert page.status_code == 409
    assert bo.post(address, chosen(bos, page, {"figures-0-DELETE": choice})).status_code == 302
    assert [str(figure) for figure in row.figures.all()] == left


def test_parts_that_both_added_are_all_kept(ada, bo, counted):
    row, _figure = counted
    address = address_of(row)
    new = {"figures-TOTAL_FORMS": 2, "figures-1-qualifier": "exact", "figures-1-position": "0"}
    new |= {"figures-1-value": "3", "figures-1-seen_revision": "1"}
    bos = form_of(bo, address) | new | {"figures-1-label_en": "of Bo", "title_en": "Bo’s"}
    ada.post(address, form_of(ada, address) | new | {"figures-1-label_en": "of Ada"})
    page = bo.post(address, bos)
    assert page.context["meanwhile"].added == ["3 of Ada"]
    assert list(differences(page)) == ["title_en"]
    bo.post(address, chosen(bos, page, {"title_en": "mine"}))
    assert {str(f) for f in row.figures.all()} == {"45 cases", "3 of Ada", "3 of Bo"}


def test_places_themes_sources_and_figures_by_themselves_are_guarded_too(ada, bo):
    place = a_place()
    source = Source.objects.create(slug="s", title_en="S")
    figure = Figure.objects.create(value=339, label_en="activities")
    for row, field in [(place, "name_en"), (source, "title_en"), (figure, "label_en")]:
        address = address_of(row)
        bos = form_of(bo, address) | {field: "Bo’s"}
        assert ada.post(address, form_of(ada, address) | {field: "Ada’s"}).status_code == 302
        page = bo.post(address, bos)
        assert page.status_code == 409
        assert list(differences(page)) == [field]
        row.refresh_from_db()
        assert getattr(row, field) == "Ada’s"
        assert bo.post(address, chosen(bos, page, {field: "mine"})).status_code == 302
        row.refresh_from_db()
        assert getattr(row, field) == "Bo’s"


def test_an_action_leaves_alone_what_was_saved_since_its_page(ada, bo):
    row, other = ready_result(), a_donor("draft")
    page = asked(bo, "result", "publish", row)
    ada.post(address_of(row), form_of(ada, address_of(row)) | {"title_en": "Ada’s"})
    answer = {
        "action": "publish_selected",
        "_selected_action": [row.pk],
        f"seen_revision-{row.pk}": page.context["rows"][0][0].revision,
        "confirmed": "yes",
    }
    said = bo.post("/admin/programme/result/", answer, follow=True).content.decode()
    assert "somebody saved it since you looked" in said
    row.refresh_from_db()
    assert (row.status, row.title_en) == ("draft", "Ada’s")
    assert "1 is public now" in act(bo, "donor", "publish", other).content.decode()


def test_deleting_what_somebody_saved_since_is_refused(ada, bo):
    row = ready_result()
    address = f"/admin/programme/result/{row.pk}/delete/"
    seen = bo.get(address).context["revision"]
    ada.post(address_of(row), form_of(ada, address_of(row)) | {"title_en": "Ada’s"})
    page = bo.post(address, {"post": "yes", "seen_revision": seen})
    assert "Nothing was deleted" in page.content.decode()
    now = page.context["revision"]
    assert Result.objects.filter(pk=row.pk).exists()
    assert bo.post(address, {"post": "yes", "seen_revision": now}).status_code == 302
    assert not Result.objects.filter(pk=row.pk).exists()


@pytest.mark.postgresql  # SQLite lets nobody write between the check and the write
@pytest.mark.django_db(transaction=True)
def test_a_save_that_comes_between_check_and_write_is_no_loss_either(ada, bo, monkeypatch):
    row = opened(ada, ready_result("published"))
    address = address_of(row)
    bos = form_of(bo, address) | {"title_en": "Bo’s"}
    adas = form_of(ada, address) | {"title_en": "Ada’s"}
    real = Result.full_clean

    def full_clean(self, *args, **kwargs):
        real(self, *args, **kwargs)
        monkeypatch.setattr(Result, "full_clean", real)
        post = Thread(target=lambda: (ada.post(address, adas), connections.close_all()))
        post.start()
        post.join()

    monkeypatch.setattr(Result, "full_clean", full_clean)
    page = bo.post(address, bos)
    assert page.status_code == 409
    assert differences(page)["title_en"].theirs == "Ada’s"
    assert 'value="Bo’s"' in page.content.decode()


def test_no_list_can_be_edited_in_place():
    from django.contrib import admin

    assert not any(model_admin.list_editable for model_admin in admin.site._registry.values())
    assert Place in admin.site._registry


def test_a_figure_that_moves_to_another_result_is_seen_by_both(ada, bo, counted):
    row, figure = counted
    other, address = ready_result_beside(row), address_of(row)
    bos = form_of(bo, address) | {"figures-0-label_en": "typed by Bo"}
    moving = address_of(figure)
    assert ada.post(moving, form_of(ada, moving) | {"result": other.pk}).status_code == 302
    page = bo.post(address, bos)
    assert page.status_code == 409
    assert "typed by Bo" in differences(page)["figures-0"].mine
    assert bo.post(address, chosen(bos, page, {"figures-0": "mine"})).status_code == 302
    assert [str(f) for f in row.figures.all()] == ["45 typed by Bo"]
    assert [str(f) for f in other.figures.all()] == ["45 cases"]


def ready_result_beside(row):
    other = a_result("draft", title_en="Other")
    other.places.set(row.places.all())
    return other


def test_a_row_that_is_gone_is_never_dropped_without_a_word(bo, counted):
    """The second net, under a revision that did not move."""
    row, figure = counted
    address = address_of(row)
    bos = form_of(bo, address) | {"figures-0-label_en": "typed by Bo"}
    Figure.objects.filter(pk=figure.pk).delete()
    page = bo.post(address, bos)
    assert page.status_code == 200
    assert "moved or deleted meanwhile" in page.content.decode()


def test_a_deletion_without_the_revision_it_saw_is_refused(bo):
    row = ready_result()
    bo.post(f"/admin/programme/result/{row.pk}/delete/", {"post": "yes"})
    assert Result.objects.filter(pk=row.pk).exists()
