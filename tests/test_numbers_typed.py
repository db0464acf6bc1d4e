"""Numbers as editors of each language type them; what the desk shows can be typed back."""

from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from programme.admin.numbers import NumberField
from programme.models import Account, Contribution, Figure
from programme.wording import number_words
from tests.desk import form_of
from tests.factories import a_donor

LANGUAGES = ["en", "fr", "ar"]

# languages | typed | read
TYPED = """
en fr ar | 13500         | 13500
en fr ar | 13 500        | 13500
en fr ar | 13\u202f500   | 13500
en fr ar | 13\u00a0500,5 | 13500.5
en fr ar | 1,000,000     | 1000000
en fr ar | 1.000.000     | 1000000
en fr ar | 13,500.25     | 13500.25
en fr ar | 13.500,25     | 13500.25
en fr ar | 2.7           | 2.7
en fr ar | 0.125         | 0.125
en fr ar | -5            | -5
en ar    | 13,500        | 13500
en ar    | 2.125         | 2.125
fr ar    | 2,7           | 2.7
fr ar    | 0,125         | 0.125
fr ar    | 13500,125     | 13500.125
fr       | 2,1250        | 2.125
en fr ar | ١٣٥٠٠         | 13500
en fr ar | ٢٫٧           | 2.7
en fr ar | ١٣٬٥٠٠        | 13500
en fr ar | ١٣٬٥٠٠٫٢٥     | 13500.25
en ar    | ١٣٫٥٠٠        | 13.5
ar       | ١٣،٥٠٠        | 13500
ar       | ٢،٧           | 2.7
en fr ar | \u200f13500\u200e | 13500
"""
# languages | typed | what is answered
REFUSED = """
en       | 2,7      | 2.7
en       | 0,125    | 2.7
en fr ar | many     | 2,7 2.7
en fr ar | 13,50,0  | 2,7 2.7
en fr ar | 1 2 3    | 2,7 2.7
en fr ar | 45 cas   | 2,7 2.7
fr       | 13,500   | 13\u202f500 13,5
fr       | 13.500   | 13\u202f500 13,5
"""


def rows(table):
    for line in table.split("\n"):
        if line:
            languages, *cells = (cell.strip(" ") for cell in line.split("|"))
            yield from ((language, *cells) for language in languages.split())


def field():
    return NumberField(max_digits=20, decimal_places=4)


@pytest.mark.parametrize(("language", "typed", "read"), list(rows(TYPED)))
def test_a_number_is_read_as_its_language_writes_it(language, typed, read):
    with override(language):
        assert field().clean(typed) == Decimal(read)


@pytest.mark.parametrize(("language", "typed", "named"), list(rows(REFUSED)))
def test_what_is_no_number_or_might_be_two_is_answered(language, typed, named):
    with override(language), pytest.raises(ValidationError) as refused:
        field().clean(typed)
    assert any(words in refused.value.messages[0] for words in named.split(" "))


@pytest.mark.parametrize("language", LANGUAGES)
@given(value=st.decimals(0, 10**10, places=4))
def test_a_number_that_is_shown_is_read_back_and_is_no_change(language, value):
    with override(language):
        shown = field().prepare_value(value)
        assert field().clean(shown) == value
        assert not field().has_changed(value, shown)


@pytest.mark.parametrize("language", ["en", "ar"])
@given(value=st.integers(0, 10**10))
def test_a_number_that_readers_see_is_read_too(language, value):
    with override(language):
        assert field().clean(number_words(value)) == value


@pytest.fixture
def desk_in(db, reader):
    """Sign an administrator in whose desk is in a language."""

    def sign_in(language):
        user = get_user_model().objects.create_superuser("editor")
        Account.objects.create(user=user, language=language)
        reader.force_login(user)
        return reader

    return sign_in


@pytest.mark.parametrize(
    ("language", "typed", "shown"),
    [("en", "2.7", "2.7"), ("fr", "2,7", "2,7"), ("ar", "٢٫٧", "2.7")],
)
def test_figures_and_amounts_take_a_number_in_the_editors_language(desk_in, language, typed, shown):
    desk, donor = desk_in(language), a_donor("draft")
    amount = Contribution.objects.create(
        donor=donor, amount=1, currency="EUR", year=2015, kind="paid"
    )
    figure = Figure.objects.create(value=1, label_en="tons")
    for address, field in (
        (f"/admin/programme/figure/{figure.pk}/change/", "value"),
        (f"/admin/programme/donor/{donor.pk}/change/", "contributions-0-amount"),
    ):
        page = desk.post(address, form_of(desk, address) | {field: typed})
        assert page.status_code == 302, page.context["errors"]
        assert f'name="{field}" value="{shown}"' in desk.get(address).text
    figure.refresh_from_db()
    amount.refresh_from_db()
    assert figure.value == amount.amount == Decimal("2.7")
