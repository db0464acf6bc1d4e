"""A draft of something public: nobody sees it before it is approved, and then all of it at once."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from programme import workflow
from programme.exports import FORMATS
from programme.models import (
    PUBLISHED,
    Change,
    Edition,
    Evidence,
    Figure,
    OldAddress,
    Place,
    Precision,
    Report,
    Result,
    Source,
    Theme,
)
from programme.models.wholes import PARTS, parts_of, parts_of_kind
from tests.addresses import addresses, asked
from tests.answers import text_of
from tests.desk import ready_result
from tests.past import columns

NOW = datetime(2030, 6, 1, tzinfo=UTC)
WHO_A_ROW_IS = (
    *("id", "slug", "status", "publish_from", "withdrawn_at", "is_protected"),
    *("submitted_at", "submitted_by", "replaces", "replaces_revision"),
)
WHO_A_PART_IS = (
    *("id", "uid", "copy_of", "result", "figure", "report", "donor"),
    *("part_of", "supersedes"),
)
HIDDEN = "Zanzibarine"  # a word of the draft's that stands nowhere else


def everything(reader):
    """Every public address, whatever it answers with → its status and its words."""
    slugs = {
        model._meta.model_name: list(model.objects.originals().values_list("slug", flat=True))
        for model in PUBLISHED[:3]
    }
    slugs |= {"place": list(Place.objects.values_list("slug", flat=True))}
    slugs |= {"theme": list(Theme.objects.values_list("slug", flat=True))}
    report = Report.objects.originals().first()
    slugs |= {"edition": [f"{report.slug}/en", f"{report.slug}/fr"]}
    given = {"q": HIDDEN, "place": "mali", "theme": "prisons", "year": 2016, "language": "fr"}
    found = {}
    for address in [*addresses(**slugs), *asked(**given)]:
        answer = reader.get(address)
        found[address] = (answer.status_code, text_of(answer))
    return found


def said(row):
    """All that a row and its parts say, and nothing of who they are."""
    row = type(row)._base_manager.get(pk=row.pk)
    links = [{one.pk for one in getattr(row, link.name).all()} for link in row._meta.many_to_many]
    parts = [
        [columns(part, *WHO_A_PART_IS) for part in parts_of_kind(row, kind)]
        for kind in PARTS.get(type(row), ())
    ]
    return columns(row, *WHO_A_ROW_IS), links, parts


def changed_all_over(draft):
    """Give every text, link and part of a draft something new."""
    for name in draft.translated:
        for code, _name in settings.LANGUAGES:
            setattr(draft, f"{name}_{code}", f"{HIDDEN} {name} {code}")
    if isinstance(draft, Result):
        draft.happened_from = draft.happened_to = None
        draft.precision, draft.level, draft.highlight = Precision.NOT_STATED, "impact", None
        draft.places.set(Place.objects.filter(slug="chad"))
        draft.themes.set(Theme.objects.filter(slug="border-management"))
        draft.related.clear()
        draft.figures.update(value=999)
        figure = Figure.objects.create(result=draft, value=7, label_en=HIDDEN)
        Evidence.objects.create(figure=figure, source=Source.objects.first(), quote=HIDDEN)
    if isinstance(draft, Report):
        draft.kind = "other"
        Edition.objects.create(report=draft, language="ar", address=f"https://{HIDDEN}.example")
    draft.save()


@pytest.mark.usefixtures("source")
@time_machine.travel(NOW, tick=False)  # files say when their rows were read
def test_while_drafts_exist_every_public_form_shows_the_old_words_and_no_count_changes(reader):
    before = everything(reader)
    for model in PUBLISHED:
        for row in model.objects.public():
            changed_all_over(workflow.edit(row, None))
    assert everything(reader) == before


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("model", PUBLISHED, ids=lambda model: model.__name__)
def test_publishing_a_draft_copies_all_of_it_and_keeps_what_others_point_to(model):
    for row in model.objects.public():
        draft = workflow.edit(row, None)
        changed_all_over(draft)
        wanted = said(draft)
        kept = {(type(part), part.pk, part.uid) for part in parts_of(row)}
        public = workflow.publish(type(row)._base_manager.get(pk=draft.pk), cause="mistake")
        assert (public.pk, public.slug, public.publish_from) == (row.pk, row.slug, row.publish_from)
        assert said(public) == wanted
        assert kept <= {(type(part), part.pk, part.uid) for part in parts_of(public)}
        assert not type(row)._base_manager.filter(replaces=row).exists()
        assert Change.objects.about(public).filter(kind="corrected").exists()


def test_a_part_that_is_gone_from_the_draft_goes_from_the_public(reader, db):
    result = ready_result("published", slug="counted")
    kept = Figure.objects.create(result=result, value=117, label_en="individuals")
    gone = Figure.objects.create(result=result, value=45, label_en="cases", part_of=kept)
    source = Source.objects.create(slug="page", title_en="Page")
    receipt = Evidence.objects.create(figure=kept, source=source, quote="117")
    Evidence.objects.create(figure=gone, source=source, quote="45")
    draft = workflow.edit(result, None)
    assert draft.figures.get(value=45).part_of.value == 117
    assert draft.figures.get(value=45).part_of.pk != kept.pk
    draft.figures.get(value=45).delete()
    part = draft.figures.create(value=28, label_en="children", part_of=draft.figures.get(value=117))
    assert "cases" in reader.get("/en/results/counted/").text
    workflow.publish(type(draft).objects.get(pk=draft.pk), cause="mistake")
    assert {figure.pk for figure in result.figures.all()} == {kept.pk, part.pk}
    part.refresh_from_db()
    assert part.part_of == kept
    assert list(Evidence.objects.all()) == [receipt]
    page = reader.get("/en/results/counted/").text
    assert "cases" not in page.partition("What changed here")[0]
    assert "children" in page


def test_a_draft_of_what_was_withdrawn_waits_until_it_is_written_anew(db):
    result = ready_result("published", slug="waits")
    draft = workflow.edit(result, None)
    draft.title_en = "Better"
    draft.save()
    result = workflow.withdraw(Result.objects.get(pk=result.pk))
    with pytest.raises(workflow.NotReady, match="was withdrawn"):
        workflow.publish(Result.objects.get(pk=draft.pk), cause="mistake")
    anew = workflow.reopen(result, None)
    assert (anew.title_en, anew.slug, anew.pk) == ("Better", "waits", result.pk)
    assert not Result.objects.filter(pk=draft.pk).exists()


def test_a_draft_that_its_original_overtook_is_not_published_unseen(db):
    result = ready_result("published")
    draft = workflow.edit(result, None)
    draft.title_en = "Mine"
    draft.save()
    result.statement_en = "Theirs."
    result.save()
    with pytest.raises(workflow.Overtaken):
        workflow.publish(Result.objects.get(pk=draft.pk), cause="mistake")
    result.refresh_from_db()
    assert (result.title_en != "Mine", result.statement_en) == (True, "Theirs.")


def test_a_scheduled_item_is_invisible_one_second_before_and_there_one_second_after(reader, source):
    at = timezone.now() + timedelta(days=3)
    ahead = ready_result(slug="comes-later", title_en=f"{HIDDEN} judges trained")
    workflow.publish(ahead, when=at)
    about = "/en/results/comes-later/"
    with time_machine.travel(at - timedelta(seconds=1), tick=False):
        assert reader.get(about).status_code == 404
        for address, (status, text) in everything(reader).items():
            told = status == 200 and "comes-later" in text
            assert not told, address
    with time_machine.travel(at + timedelta(seconds=1), tick=False):
        assert reader.get(about).status_code == 200
        for address in (
            "/en/results/?sort=source",
            "/fr/results/?sort=source",
            f"/en/search/?q={HIDDEN}",
            "/en/changes/",
            "/data/changes.atom",
            *(f"/data/results.{ending}" for ending in FORMATS),
            "/sitemap.xml",
            f"/en/places/{ahead.places.get().slug}/",
        ):
            assert "comes-later" in text_of(reader.get(address)), address


def test_a_changed_address_leads_on_for_ever_and_back(reader, db):
    result = ready_result("published", slug="first")
    result = workflow.change_address(result, None, "second")
    moved = reader.get("/fr/results/first/")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/fr/results/second/")
    result = workflow.change_address(result, None, "third")
    assert reader.get("/en/results/first/").headers["Location"] == "/en/results/third/"
    result = workflow.change_address(result, None, "first")
    assert reader.get("/en/results/first/").status_code == 200
    assert reader.get("/en/results/second/").headers["Location"] == "/en/results/first/"
    assert not OldAddress.objects.filter(slug="first").exists()


def test_withdrawing_answers_410_everywhere_at_once(reader, source):
    result = Result.objects.get(slug="mauritania-access-to-legal-aid")
    workflow.withdraw(result, cause="mistake", reason="Told twice.")
    for language in ("en", "fr", "ar"):
        assert reader.get(f"/{language}/results/{result.slug}/").status_code == 410
    for address, (status, text) in everything(reader).items():
        if status == 200 and "/changes" not in address:
            assert result.slug not in text, address
    told = reader.get("/en/changes/").text
    assert "Told twice." in told
    assert f'href="/en/results/{result.slug}/"' not in told
