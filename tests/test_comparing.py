"""A draft beside what is public: the words that differ, and two rows told apart."""

import pytest

from programme import workflow
from programme.models import Edition, Evidence, Source
from tests.desk import form_of, page_of, ready_result
from tests.factories import a_place, a_report, a_result

RESULTS = "/admin/programme/result/"


@pytest.fixture
def two(db):
    """Something public, and its draft with other words."""
    public = ready_result("published", slug="told", statement_fr="Dix tribunaux.")
    draft = workflow.edit(public, None)
    draft.statement_en, draft.statement_fr = "Said otherwise.", "Onze tribunaux."
    draft.save()
    return public, draft


def test_each_fact_that_differs_is_told_in_its_own_language(two, editor):
    _public, draft = two
    draft.places.add(a_place("Chad", "TD"))
    page = page_of(editor, draft, "compare")
    labels = [one.label for one in page.context["differences"]]
    assert len(labels) == 3
    assert '<dd lang="fr" dir="ltr"><del>' in page.text
    assert "</span>Chad" in page.text or "Chad</ins>" in page.text


def test_what_is_no_draft_of_something_public_has_nothing_to_compare(two, editor):
    public, draft = two
    assert page_of(editor, public, "compare").status_code == 404
    address = f"{RESULTS}{draft.pk}/compare/"
    assert editor.post(address).status_code == 405


def test_the_draft_leads_to_the_public_page_and_the_original(two, editor):
    public, draft = two
    page = editor.get(f"{RESULTS}{draft.pk}/change/").text
    assert '<a href="/en/results/told/">What readers see</a>' in page
    assert f'href="{RESULTS}{public.pk}/change/"' in page
    assert f'href="{RESULTS}{draft.pk}/compare/"' in page


def test_the_public_row_says_that_a_draft_exists_and_by_whom(editor):
    public = ready_result("published")
    editor.post(f"{RESULTS}{public.pk}/edit/")
    page = editor.get(f"{RESULTS}{public.pk}/change/").text
    draft = type(public).objects.get(replaces=public)
    assert "A draft of this was made by editor." in page
    assert f'href="{RESULTS}{draft.pk}/change/"' in page


def test_the_list_tells_both_rows_apart(two, editor):
    public, draft = two
    assert "Draft of what is public" in editor.get(RESULTS).text
    rows = editor.get(f"{RESULTS}?state=change").context["cl"].result_list
    assert [row.pk for row in rows] == [draft.pk]
    assert public not in rows


def offered(client, model, field, term=""):
    query = f"app_label=programme&model_name={model}&field_name={field}&term={term}"
    answer = client.get(f"/admin/autocomplete/?{query}").json()
    return {int(one["id"]) for one in answer["results"]}


def test_no_chooser_offers_a_draft_of_what_is_public(two, editor):
    public, draft = two
    assert offered(editor, "result", "related") == {public.pk}
    assert offered(editor, "result", "related", "told") == {public.pk}
    report = a_report()
    edition = Edition.objects.create(report=report, language="en")
    copy = Edition.objects.get(report=workflow.edit(report, None))
    assert offered(editor, "evidence", "edition") == {edition.pk}
    row = a_result("draft")
    address = f"{RESULTS}{row.pk}/change/"
    typed = form_of(editor, address) | {"related": [draft.pk]}
    assert "not one of the available choices" in editor.post(address, typed).text
    receipt = {"evidence-TOTAL_FORMS": 1, "evidence-0-position": 0, "evidence-0-edition": copy.pk}
    typed = form_of(editor, address) | receipt
    assert "not one of the available choices" in editor.post(address, typed).text
    assert not Evidence.objects.exists()


def test_discarding_shows_what_would_be_lost(two, editor):
    public, draft = two
    page = page_of(editor, draft, "discard").text
    assert (
        "Said otherwise" in page.replace("</ins>", "").replace("<ins>", "") or "otherwise" in page
    )
    answer = {"seen_revision": draft.revision}
    editor.post(f"{RESULTS}{draft.pk}/discard/", answer)
    assert not type(public).objects.filter(pk=draft.pk).exists()
    assert Source.objects.count() == 0
