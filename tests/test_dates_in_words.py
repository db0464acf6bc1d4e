"""One field “When” in forms and rows of forms: it keeps what is typed, or says what is wrong."""

from datetime import date

import pytest
from django.forms import inlineformset_factory, modelform_factory
from django.utils.translation import override

from programme.admin.dates import DatesInWords, TypedDate, TypedPeriod
from programme.admin.forms import PublishableForm
from programme.models import Figure, Precision, Report, Result, Source
from tests.factories import a_result

pytestmark = pytest.mark.django_db
MAY = {"happened_from": date(2015, 5, 1), "precision": Precision.MONTH}
SPRING = {**MAY, "happened_from": date(2015, 3, 1), "happened_to": date(2015, 6, 1)}


class ResultForm(DatesInWords, PublishableForm):
    when = TypedPeriod("happened_from", "happened_to", "precision")


class ReportForm(DatesInWords, PublishableForm):
    when = TypedDate("dated", "dated_precision", label="Dated")


class FigureForm(DatesInWords):
    when = TypedDate("as_of", "as_of_precision", label="As of")


class SourceForm(DatesInWords):
    when = TypedDate("as_of", "as_of_precision", label="As of")


ONE_DATE = {
    "report": (ReportForm, Report, "dated", "dated_precision"),
    "figure": (FigureForm, Figure, "as_of", "as_of_precision"),
    "source": (SourceForm, Source, "as_of", "as_of_precision"),
}


def result_form(result=None, **typed):
    """A form of a result with what an editor sees of it, and what was typed over it."""
    kind = modelform_factory(Result, form=ResultForm, fields=["seen_revision", "title_en", "when"])
    fresh = kind(instance=result)
    shown = {name: fresh[name].value() for name in fresh.fields}
    return kind({**shown, **typed}, instance=result)


def when(result):
    return result.happened_from, result.happened_to, result.precision


def test_a_date_has_one_field_in_the_place_of_its_columns():
    columns = ["happened_from", "happened_to", "precision"]
    form = modelform_factory(Result, form=ResultForm, fields=["title_en", *columns])()
    assert "when" in form.fields
    assert not set(columns) & set(form.fields)
    html = str(form["when"])
    assert 'dir="auto"' in html
    assert "March to June 2015" in form["when"].help_text
    assert form["when"].value() == ""


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "March to June 2015"),
        ("fr", "de mars à juin 2015"),
        ("ar", "من آذار/مارس إلى حزيران/يونيه 2015"),
    ],
)
def test_what_is_stored_is_shown_in_words_and_is_no_change(language, words):
    result = a_result(**SPRING)
    with override(language):
        form = result_form(result)
        assert form["when"].value() == words
        assert form.is_valid(), form.errors
        assert not form.has_changed()
    assert when(form.save()) == (date(2015, 3, 1), date(2015, 6, 1), "month")


def test_the_same_in_other_words_is_no_change():
    assert not result_form(a_result(**SPRING), when="de mars à juin 2015").has_changed()
    assert not result_form(a_result(), when=" not stated ").has_changed()
    assert result_form(a_result(**SPRING), when="2015").changed_data == ["when"]
    assert result_form(a_result(**SPRING), when="???").changed_data == ["when"]


def test_a_year_that_nobody_could_type_is_no_change_while_it_stays():
    old = a_result(happened_from=date(1850, 1, 1), precision=Precision.YEAR)
    assert not result_form(old).has_changed()
    assert result_form(old, when="1950").changed_data == ["when"]


def test_a_field_that_is_closed_keeps_its_date():
    kind = modelform_factory(Result, form=ResultForm, fields=["title_en", "seen_revision", "when"])
    typed = {"title_en": "Fixed", "seen_revision": "1", "when": "2020"}
    form = kind(typed, instance=a_result(**SPRING))
    form.fields["when"].disabled = True
    assert form.is_valid(), form.errors
    assert "when" not in form.changed_data
    assert when(form.save()) == (date(2015, 3, 1), date(2015, 6, 1), "month")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", (None, None, "not_stated")),
        ("2016", (date(2016, 1, 1), None, "year")),
        ("since 2015", (date(2015, 1, 1), None, "since")),
        ("12 to 15 May 2015", (date(2015, 5, 12), date(2015, 5, 15), "day")),
        ("أيلول/سبتمبر ٢٠١٥", (date(2015, 9, 1), None, "month")),
    ],
)
def test_what_is_typed_is_kept(typed, kept):
    result = a_result(**SPRING)
    form = result_form(result, when=typed)
    assert form.is_valid(), form.errors
    form.save()
    result.refresh_from_db()
    assert when(result) == kept


def test_a_new_row_takes_its_date():
    kind = modelform_factory(
        Result, form=ResultForm, fields=["slug", "original_language", "title_en", "when"]
    )
    new = {"slug": "new", "original_language": "en", "title_en": "New", "when": "Sept 2015"}
    form = kind(new)
    assert form.is_valid(), form.errors
    assert when(form.save()) == (date(2015, 9, 1), None, "month")


def test_what_is_unreadable_is_answered_at_the_field_and_stays_typed():
    result = a_result(**MAY)
    form = result_form(result, when="<late> October")
    assert list(form.errors) == ["when"]
    assert "“<late>” is not understood" in form.errors["when"][0]
    assert 'value="&lt;late&gt; October"' in str(form["when"])
    assert when(result) == (date(2015, 5, 1), None, "month")


def test_a_rule_of_the_model_is_said_at_the_field():
    class BeginningForm(DatesInWords):
        when = TypedDate("happened_from", "precision")

    kind = modelform_factory(Result, form=BeginningForm, fields=["title_en", "happened_to", "when"])
    typed = {"title_en": "Late", "happened_to": "2015-06-01", "when": "2016"}
    form = kind(typed, instance=a_result(**SPRING))
    assert form.errors == {"when": ["The end comes after the beginning, and “since” has no end."]}
    unreadable = {**typed, "happened_to": "2014-06-01", "when": "???"}
    form = kind(unreadable, instance=a_result(**SPRING))
    assert len(form.errors["when"]) == 1  # nothing about a date that is not to stay


def test_what_the_model_says_of_a_column_is_said_at_the_field():
    class DayForm(DatesInWords):
        when = TypedDate("happened_from", "precision")

        def clean(self):
            data = super().clean()
            self.instance.happened_from = date(2015, 5, 12)
            return data

    kind = modelform_factory(Result, form=DayForm, fields=["title_en", "when"])
    form = kind({"title_en": "Some", "when": "2015"}, instance=a_result())
    assert form.errors == {"when": ["Where only the year is known, enter its first of January."]}


def test_rules_about_other_fields_stay_where_they_are():
    titles = ["title_en", "title_fr", "title_ar"]
    fields = ["original_language", *titles, "seen_revision", "when"]
    kind = modelform_factory(Result, form=ResultForm, fields=fields)
    typed = {**dict.fromkeys(titles, ""), "original_language": "en", "when": "2015"}
    form = kind({**typed, "seen_revision": "1"}, instance=a_result())
    assert form.errors == {"__all__": ["A title is needed in the language it was written in."]}


def test_somebody_elses_save_is_still_noticed():
    result = a_result(**MAY)
    form = result_form(result, seen_revision="0", when="2016")
    assert "Somebody else saved this" in str(form.errors)


@pytest.mark.parametrize("noun", ONE_DATE)
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", (None, "not_stated")),
        ("Sept. 2015", (date(2015, 9, 1), "month")),
        ("depuis 2015", (date(2015, 1, 1), "since")),
    ],
)
def test_every_noun_with_one_date_takes_it_in_words(noun, typed, kept):
    form, model, *columns = ONE_DATE[noun]
    row = model(**dict(zip(columns, (date(2014, 1, 1), Precision.YEAR), strict=True)))
    kind = modelform_factory(model, form=form, fields=["when"])
    assert kind(instance=row)["when"].value() == "2014"
    filled = kind({"when": typed}, instance=row)
    assert "when" not in filled.errors
    assert tuple(getattr(row, column) for column in columns) == kept
    refused = kind({"when": "2015 to 2016"}, instance=row)
    assert "Only one date goes here" in refused.errors["when"][0]


def figures(result, **typed):
    kind = inlineformset_factory(
        Result, Figure, form=FigureForm, fields=["value", "label_en", "when"], extra=1
    )
    fresh = kind(instance=result)
    shown = [field for form in (fresh.management_form, *fresh) for field in form]
    seen = {field.html_name: field.value() for field in shown if field.value() is not None}
    return kind({**seen, **typed}, instance=result)


def test_rows_that_nobody_typed_into_are_no_change():
    result = a_result()
    since = {"as_of": date(2015, 1, 1), "as_of_precision": Precision.SINCE}
    Figure.objects.create(result=result, value=3, label_en="cases", **since)
    rows = figures(result)
    assert [form["when"].value() for form in rows] == ["Since 2015", ""]
    assert rows.is_valid(), rows.errors
    assert not rows.has_changed()


def test_rows_take_and_refuse_dates():
    result = a_result()
    new = {"figures-0-value": "3", "figures-0-label_en": "cases"}
    refused = figures(result, **new, **{"figures-0-when": "12/05/2015"})
    assert "12 May 2015" in refused.errors[0]["when"][0]
    rows = figures(result, **new, **{"figures-0-when": "12 May 2015"})
    assert rows.is_valid(), rows.errors
    rows.save()
    figure = result.figures.get()
    assert (figure.as_of, figure.as_of_precision) == (date(2015, 5, 12), "day")
    changed = figures(result, **{"figures-0-when": ""})
    assert changed.forms[0].changed_data == ["when"]
    changed.save()
    figure.refresh_from_db()
    assert (figure.as_of, figure.as_of_precision) == (None, "not_stated")
