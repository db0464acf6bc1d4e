"""The desk with one field “When”: typed, refused, read by those who may only look, sorted by."""

from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User

from programme.models import Precision, Source
from tests.desk import form_of
from tests.factories import a_result
from tests.test_dates_in_words import MAY, SPRING, when

pytestmark = pytest.mark.django_db


RESULTS = "/admin/programme/result/"


@pytest.fixture
def editor(reader):
    reader.force_login(User.objects.create_superuser("editor"))
    return reader


def test_a_desk_takes_dates_and_says_what_is_wrong(editor):
    result = a_result("draft", **MAY)
    address = f"{RESULTS}{result.pk}/change/"
    typed = form_of(editor, address) | {"figures-TOTAL_FORMS": 1}
    assert typed["when"] == "May 2015"
    new = {"figures-0-value": "3", "figures-0-label_en": "cases", "figures-0-when": "soon"}
    new |= {"figures-0-qualifier": "exact", "figures-0-position": "0"}
    refused = editor.post(address, {**typed, **new, "when": "<spring> 2016"})
    page = refused.content.decode()
    assert refused.status_code == 200
    assert 'value="&lt;spring&gt; 2016"' in page
    assert "“soon” is not understood" in page
    done = editor.post(address, {**typed, **new, "when": "2016", "figures-0-when": "since 2015"})
    assert done.status_code == 302
    result.refresh_from_db()
    assert when(result) == (date(2016, 1, 1), None, "year")
    assert result.figures.get().as_of_precision == Precision.SINCE
    assert "Changed When" in LogEntry.objects.latest("pk").get_change_message()


def test_those_who_may_only_look_see_the_date_in_words(editor, reader):
    result = a_result(**SPRING)
    person = User.objects.create_user("looker", is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    reader.force_login(person)
    for address in (RESULTS, f"{RESULTS}{result.pk}/change/"):
        assert "March to June 2015" in reader.get(address).content.decode()


@pytest.mark.usefixtures("source")
def test_a_source_has_the_field_too(editor):
    source = Source.objects.get(as_of_precision="month")
    page = editor.get(f"/admin/programme/source/{source.pk}/change/")
    assert 'value="June 2017"' in page.content.decode()
    assert 'name="as_of"' not in page.content.decode()


def test_a_list_shows_dates_in_words_and_sorts_by_them(editor):
    a_result(title_en="Later", **MAY)
    a_result(title_en="Sooner", **SPRING)
    page = editor.get(f"{RESULTS}?o=3").content.decode()
    assert page.index("Sooner") < page.index("March to June 2015") < page.index("Later")
