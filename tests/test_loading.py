"""`load_source` adds history and search rows and never overwrites an editor's work."""

import json

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from programme import loading
from programme.models import PUBLISHED, Donor, Figure, Result, SearchEntry

FIXTURE = settings.BASE_DIR / "fixtures" / "sahel.json"


def test_each_object_gets_one_history_row_with_its_links(db):
    call_command("load_source", verbosity=0)
    for model in (*PUBLISHED, Figure):
        for row in model.objects.all():
            assert [h.history_change_reason for h in row.history.all()] == [loading.REASON]
    firearms = Result.objects.get(slug="burkina-faso-mali-firearms-marked").history.get()
    assert {link.place.slug for link in firearms.places.all()} == {"burkina-faso", "mali"}
    rows = sum(model.objects.count() for model in PUBLISHED)
    assert SearchEntry.objects.count() == rows * len(settings.LANGUAGES)


def test_a_second_load_changes_nothing(db):
    call_command("load_source", verbosity=0)
    before = list(Result.objects.order_by("pk").values())
    report = loading.load(FIXTURE.read_text(encoding="utf-8"))
    assert (report.added, report.changed) == (0, 0)
    assert list(Result.objects.order_by("pk").values()) == before


def test_it_refuses_to_overwrite_an_edit_and_writes_nothing_at_all(db):
    call_command("load_source", verbosity=0)
    Donor.objects.get(slug="austria").delete()
    result = Result.objects.get(slug="chad-anti-terrorist-coordination-cell")
    result.title_en = "Edited by somebody"
    result.save()
    with pytest.raises(CommandError, match="Edited by somebody"):
        call_command("load_source", verbosity=0)
    result.refresh_from_db()
    assert result.title_en == "Edited by somebody"
    assert not Donor.objects.filter(slug="austria").exists()


def test_an_edited_link_is_an_edit_too(db):
    call_command("load_source", verbosity=0)
    result = Result.objects.get(slug="niger-diffa-terrorism-cases")
    result.themes.clear()
    with pytest.raises(CommandError, match="Diffa"):
        call_command("load_source", verbosity=0)


def test_a_newer_source_replaces_what_nobody_edited(db):
    call_command("load_source", verbosity=0)
    records = json.loads(FIXTURE.read_text(encoding="utf-8"))
    for record in records:
        if record["fields"].get("slug") == "austria":
            record["fields"]["name_en"] = "Austria, newly spelled"
    report = loading.load(json.dumps(records))
    assert (report.added, report.changed) == (0, 1)
    donor = Donor.objects.get(slug="austria")
    assert (donor.name_en, donor.revision) == ("Austria, newly spelled", 2)
    assert loading.load(json.dumps(records), dry_run=True).changed == 0


def test_a_dry_run_writes_nothing(db):
    assert loading.load(FIXTURE.read_text(encoding="utf-8"), dry_run=True).added == 92
    assert not Result.objects.exists()


def test_plain_loaddata_is_given_its_history_by_a_later_load(db):
    call_command("loaddata", "sahel", verbosity=0)
    assert not Result.history.exists()
    call_command("load_source", verbosity=0)
    assert Result.history.count() == 11


def test_prepare_makes_an_administrator_once_and_loads_once(db, capsys):
    call_command("prepare")
    first = capsys.readouterr().out
    assert "one-time password:" in first
    password = first.rpartition("password: ")[2].strip()
    administrator = get_user_model().objects.get()
    assert administrator.check_password(password)
    Donor.objects.get(slug="austria").delete()
    call_command("prepare")
    assert capsys.readouterr().out == ""
    assert not Donor.objects.filter(slug="austria").exists()


def test_it_does_not_bring_back_what_an_editor_deleted(db):
    call_command("load_source", verbosity=0)
    Figure.objects.get(label_en="children").delete()
    Donor.objects.get(slug="monaco").delete()
    with pytest.raises(CommandError, match=r"Monaco \(deleted\)"):
        call_command("load_source", verbosity=0)
    assert not Donor.objects.filter(slug="monaco").exists()


def test_plain_loaddata_keeps_an_open_form_stale(db):
    call_command("load_source", verbosity=0)
    donor = Donor.objects.get(slug="monaco")
    donor.save()
    call_command("loaddata", "sahel", verbosity=0)
    assert Donor.objects.get(slug="monaco").revision == 2
