"""From a public page to its removal: one page, two clicks, nothing to type."""

import re

import pytest

from programme.exports.spool import size_of, spooled
from programme.models import AuditRecord, Change, OldAddress, Status
from tests.addresses import addresses
from tests.answers import text_of
from tests.desk import a_colleague, ready_result, signed_in
from tests.factories import a_donor, a_page_text, a_report

MAKE = {
    "result": lambda: ready_result("published", slug="named"),
    "report": lambda: a_report(slug="named"),
    "donor": lambda: a_donor(slug="named"),
}


def link_on(client, address):
    return re.search(r'href="(/admin/for-editors/[^"]+)"', client.get(address).text)[1]


@pytest.mark.parametrize("noun", MAKE)
def test_the_second_click_removes_it_at_the_next_request(noun, reader, db):
    MAKE[noun]()
    address = f"/en/{noun}s/named/"
    publisher = signed_in(a_colleague("moussa", "publish", noun=noun))
    page = publisher.get(link_on(reader, address))
    assert re.search(r'value="person"[^>]* checked', page.text)
    done = publisher.post(page.request["PATH_INFO"], {"cause": "person"}, follow=True)
    assert "It was removed." in done.text
    found = {where: reader.get(where).status_code for where in addresses(**{noun: "named"})}
    there = [where for where in found if where.endswith("/named/")]
    assert len(there) == 4  # its page in each language, and its row in the API
    assert {found[where] for where in there} == {410}
    lacking = {"/data/iati-activities.xml"}  # there is no introduction here
    assert {found[where] for where in found if where not in lacking} <= {200, 302, 410}
    for where in found:
        if where not in there:
            assert "/named/" not in text_of(reader.get(where))
    kinds = [line.kind for line in Change.objects.all()]
    assert kinds == ["protective"]
    assert AuditRecord.objects.filter(kind=AuditRecord.Kind.PROTECTED).exists()


def test_a_fixed_page_has_the_link_where_it_shows_a_text(reader, db):
    assert "for-editors" not in reader.get("/en/about/").text
    a_page_text(slug="about", body_en="Zirconium.")
    publisher = signed_in(a_colleague("moussa", "publish", noun="pagetext"))
    publisher.post(link_on(reader, "/en/about/"), {"cause": "safety"})
    assert "Zirconium" not in reader.get("/en/about/").text


def test_without_the_right_one_is_offered_what_one_may(reader, db):
    row = MAKE["result"]()
    address = link_on(reader, "/en/results/named/")
    client = signed_in(a_colleague("amina", "change"))
    page = client.get(address).text
    assert "Remove it now" not in page
    assert f'action="/admin/programme/result/{row.pk}/edit/"' in page
    assert f"/admin/programme/result/{row.pk}/withdraw/" not in page
    assert client.post(address, {"cause": "person"}).status_code == 403
    reviewer = signed_in(a_colleague("awa", "review"))
    assert f"/admin/programme/result/{row.pk}/withdraw/" in reader.get(address).text + (
        reviewer.get(address).text
    )
    assert reader.get("/en/results/named/").status_code == 200


def test_whoever_saved_meanwhile_does_not_stand_in_the_way(reader, db):
    row = MAKE["result"]()
    address = link_on(reader, "/en/results/named/")
    publisher = signed_in(a_colleague("moussa", "publish"))
    publisher.get(address)
    row.save()
    publisher.post(address, {"cause": "child"})
    row.refresh_from_db()
    assert (row.status, row.is_protected) == (Status.WITHDRAWN, True)


def test_a_visitor_is_asked_to_sign_in_and_an_old_address_leads_on(reader, db):
    row = MAKE["result"]()
    address = link_on(reader, "/en/results/named/")
    assert reader.get(address).headers["Location"].startswith("/admin/login/")
    OldAddress.objects.create(noun="result", slug="once", object_id=row.pk)
    client = signed_in(a_colleague("amina"))
    assert client.get("/admin/for-editors/result/once/").status_code == 200
    assert client.get("/admin/for-editors/result/never/").status_code == 404
    assert client.get("/admin/for-editors/place/mali/").status_code == 404


def test_the_desks_own_page_of_the_move_ends_there_too(editor):
    row = MAKE["result"]()
    with spooled("made", lambda file: file.write(b"its words")).file:
        assert size_of("made")
    answer = {"seen_revision": row.revision, "cause": "legal"}
    page = editor.post(f"/admin/programme/result/{row.pk}/protect/", answer, follow=True)
    assert size_of("made") is None
    assert page.request["PATH_INFO"] == "/admin/for-editors/result/named/"
    assert "Its words are still at the desk" in page.text
    assert 'href="/admin/redact/"' in page.text
