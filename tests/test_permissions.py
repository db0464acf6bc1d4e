"""Every address of the desk, every role, every method: who is let in stands in one table.

Whoever adds an address adds it here, to SITE, to KINDS or to MORE; until then a test fails.
"""

import re
from dataclasses import dataclass

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import URLResolver, resolve
from simple_history.admin import SimpleHistoryAdmin

from programme.admin.moving import MovesAdmin
from programme.admin.preview import PreviewedAdmin
from programme.admin.preview_links import PreviewLinksAdmin
from programme.admin.restoring import RestoringAdmin
from programme.admin.timeline import stamp
from programme.admin.translating import TranslatedAdmin
from programme.models import (
    Account,
    AuditRecord,
    Change,
    Contribution,
    Edition,
    Evidence,
    Figure,
    OldAddress,
    Source,
)
from tests.factories import LONG_AGO, a_donor, a_page_text, a_place, a_report, a_result, a_theme
from tests.signing import a_person, with_an_app

# What an address asks for, to be read and to be written to:
#   open     nothing            staff   to be signed in, with every step done
#   administer   nothing but to be an administrator
#   nobody   refused to all
#   view, add, change, delete, translate, review, publish   that right on its model; one|another
TRANSLATE = "change|translate"
SITE = {
    "login": ("open", "open"),
    "logout": ("open", "open"),
    "password_reset": ("open", "open"),
    "password_reset_done": ("open", "open"),
    "password_reset_confirm": ("open", "open"),
    "password_reset_complete": ("open", "open"),
    "second_factor": ("staff", "staff"),
    "second_factor_setup": ("staff", "staff"),
    "backup_codes": ("staff", "staff"),
    "password_change": ("staff", "staff"),
    "my_settings": ("staff", "staff"),
    "index": ("staff", "staff"),
    # Each offers the nouns of one's own right alone; with none, nothing.
    "exchange_export": ("view programme.result", "view programme.result"),
    "exchange_import": (f"{TRANSLATE} programme.result", f"{TRANSLATE} programme.result"),
    "redact": ("publish programme.result", "publish programme.result"),
    "review": ("review|publish programme.result", "review|publish programme.result"),
    "app_list": ("staff", "staff"),  # and shows what one may see; nothing: 404
    "desk_preview": ("view programme.result", "view programme.result"),
    "autocomplete": ("view programme.result", "view programme.result"),
    "jsi18n": ("staff", "staff"),
    # From a public page: what one may do with what stands there, and its removal.
    "for_editors": ("view programme.result", "publish programme.result"),
    "anything else": ("staff", "staff"),  # 404
}
KINDS = {
    "changelist": ("view", "view"),
    "add": ("add", "add"),
    "change": ("view", "change"),
    "delete": ("delete", "delete"),
    "history": ("view", "view"),
    "row": ("staff", "staff"),  # leads to its form
}
# The card beside a form; posting to it saves nothing.
WITH_PREVIEW = {"preview": ("staff", "add")}  # read by nobody: 405
# Links by which colleagues without an account may look at a row.
WITH_LINKS = {"links": ("change", "change")}
# The page on which a row is translated; read by those who may look at the row.
WITH_TRANSLATION = {"translate": ("view", TRANSLATE)}
# How a row stood at a moment; of a published noun a draft can be made of it.
WITH_HISTORY = {"simple_history": ("view", "nobody")}
WITH_RESTORING = {"simple_history": ("view", "change"), "deleted": ("view", "add")}
# The moves of a row; a draft can't make each of them, and then says so.
REVIEW = "review|publish"
WITH_MOVES = {
    "submit": (TRANSLATE, TRANSLATE),
    "take_back": (TRANSLATE, TRANSLATE),
    "give_back": (REVIEW, REVIEW),
    "publish": (REVIEW, REVIEW),
    "edit": ("change", "change"),
    "discard": ("change", "change"),
    "withdraw": (REVIEW, REVIEW),
    "protect": ("publish", "publish"),
    "reopen": (REVIEW, REVIEW),
    "change_address": (REVIEW, REVIEW),
    # A draft beside what is public; of anything else there is none: 404.
    "compare": ("view", "nobody"),  # written to by nobody: 405
    "merge": ("change", "change"),
}
READ_ONLY = {
    "programme_change",
    "programme_edition",
    "programme_oldaddress",
    "programme_auditrecord",
}
KINDS_READ_ONLY = {
    **KINDS,
    "add": ("nobody", "nobody"),
    "change": ("view", "nobody"),
    "delete": ("nobody", "nobody"),
}
# Addresses of one model alone, and exceptions.
MORE = {
    "auth_user_password_change": ("change", "change"),
    # A group gives its members every right that somebody puts in.
    "auth_group_add": ("administer", "administer"),
    "auth_group_change": ("view", "administer"),
    "auth_group_delete": ("administer", "administer"),
    # A rule is taken out of use: answers name it.
    "programme_gaterule_delete": ("nobody", "nobody"),
    "edition_file": ("view", "view"),
    "edition_cover": ("view", "view"),
}
# The step that stands in the way of those who are not wholly signed in.
STEPS = {
    "anonymous": "login",
    "not staff": "login",
    "before the second factor": "second_factor",
    "without a second factor": "second_factor_setup",
    "with a one-time password": "password_change",
}
RIGHTS = {
    "staff": (),
    "viewer": ("view",),
    "writer": ("view", "add", "change"),
    "translator": ("view", "translate"),
    "reviewer": ("view", "add", "change", "translate", "review"),
    "publisher": ("view", "add", "change", "translate", "review", "publish"),
    "administrator": (
        "view",
        "add",
        "change",
        "delete",
        "translate",
        "review",
        "publish",
        "administer",
    ),
}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
READ_LIKE_GET = ("PUT", "PATCH", "DELETE")  # the admin writes at POST alone
QUERIES = {"autocomplete": "?app_label=programme&model_name=result&field_name=related&term="}
GIVEN = {
    "language": "fr",
    "noun": "result",
    "uidb64": "MQ",
    "token": "x-y",
    "url": "nothing/",
    "app_label": "programme",
    "slug": "nothing",
}


@dataclass(frozen=True)
class Address:
    """One address of the desk; `model` is None where it belongs to no one model."""

    name: str
    route: str
    model: type | None = None


def base_of(model):
    return f"{model._meta.app_label}_{model._meta.model_name}"


def walked(patterns, route="", model=None):
    models = {f"{m._meta.app_label}/{m._meta.model_name}/": m for m in admin.site._registry}
    for each in patterns:
        here = f"{route}{each.pattern}"
        if isinstance(each, URLResolver):
            yield from walked(each.url_patterns, here, models.get(here))
        elif each.name:
            yield Address(each.name, here, model)
        else:
            yield Address(f"{base_of(model)}_row" if model else "anything else", here, model)


def table():
    rules = dict(SITE)
    for model in admin.site._registry:
        base = base_of(model)
        kinds = KINDS_READ_ONLY if base in READ_ONLY else KINDS
        has_history = isinstance(admin.site._registry[model], SimpleHistoryAdmin)
        has_preview = isinstance(admin.site._registry[model], PreviewedAdmin)
        kinds = {**kinds, **(WITH_HISTORY if has_history else {})}
        kinds |= WITH_PREVIEW if has_preview else {}
        is_restored = isinstance(admin.site._registry[model], RestoringAdmin)
        kinds |= WITH_RESTORING if is_restored else {}
        kinds |= WITH_LINKS if isinstance(admin.site._registry[model], PreviewLinksAdmin) else {}
        moves = isinstance(admin.site._registry[model], MovesAdmin)
        kinds |= WITH_MOVES if moves else {}
        is_translated = isinstance(admin.site._registry[model], TranslatedAdmin)
        kinds |= WITH_TRANSLATION if is_translated else {}
        rules |= {f"{base}_{kind}": asks for kind, asks in kinds.items()}
    return rules | MORE


ADDRESSES = list(walked(admin.site.get_urls()))


def test_the_table_knows_every_address_of_the_desk():
    assert {address.name for address in ADDRESSES} == set(table())


def test_nothing_is_open_under_admin_but_signing_in():
    opened = {name for name, asks in table().items() if "open" in asks}
    assert opened == {name for name in SITE if name.startswith("password_reset")} | {
        "login",
        "logout",
    }


@pytest.fixture
def rows(db):
    """A row of each model on the desk, to fill the addresses in."""
    User.objects.create_user("somebody", is_staff=True)
    Group.objects.all().delete()  # the roles: members of these tests have rights of their own
    Group.objects.create(name="Editors")
    # Drafts: what was public is deleted by nobody.
    result, donor, report = a_result("draft"), a_donor("draft"), a_report("draft")
    a_page_text("draft"), a_place(), a_theme()
    source = Source.objects.create(slug="page", title_en="Page")
    figure = Figure.objects.create(result=result, value=3, label_en="laws")
    Evidence.objects.create(figure=figure, source=source)
    Edition.objects.create(report=report, language="en")
    Contribution.objects.create(donor=donor, amount=1, currency="EUR", year=2016)
    OldAddress.objects.create(noun="result", slug="old", object_id=result.pk)
    Change.objects.create(noun="result", object_id=result.pk, kind="added", at=LONG_AGO)
    AuditRecord.objects.record(AuditRecord.Kind.EXPORTED)
    found = {model: model._base_manager.first() for model in admin.site._registry}
    assert [model for model, row in found.items() if row is None] == []
    return found


def filled(address, rows):
    """The address with a row's keys in it."""
    row = rows.get(address.model)
    key = str(row.pk) if row else "1"
    newest = row.history.first() if hasattr(row, "history") else None
    then = stamp(newest.history_date) if newest else ""
    route = address.route.replace("([^/]+)", key, 1).replace("([^/]+)", then)
    route = route.replace("^", "").replace("$", "")
    route = re.sub(r"\(\?P<url>\.\*\)", "nothing/", route)
    route = re.sub(r"\(\?P<app_label>[^)]*\)", "programme", route)
    route = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: GIVEN.get(found[1], key), route)
    reached = resolve(f"/admin/{route}").route.removeprefix("admin/")
    assert reached == re.sub(r"(^|/)\^", r"\1", address.route)
    return f"/admin/{route}{QUERIES.get(address.name, '')}"


def a_member(role, settings):
    """Somebody in this role, or None where nobody is signed in."""
    if role == "anonymous":
        return None
    person = a_person(is_superuser=role not in RIGHTS or role == "administrator")
    if role == "not staff":
        person.is_staff = False
        person.save()
    if role == "before the second factor":
        with_an_app(person)
    if role == "with a one-time password":
        Account.ask_for_new_password(person, must=True)
    settings.REQUIRE_SECOND_FACTOR = role == "without a second factor"
    codes = RIGHTS.get(role, ())
    person.user_permissions.set(
        each for each in Permission.objects.all() if each.codename.partition("_")[0] in codes
    )
    return person


def outcome(response):
    """Whether somebody was let in, refused, or led to a step first; "not served" harms nobody."""
    place = response.headers.get("Location", "").partition("?")[0]
    if response.status_code == 405:
        return "not served"
    for step in set(STEPS.values()):
        if response.status_code == 302 and place == f"/admin/{PATHS[step]}":
            return step
    return "refused" if response.status_code == 403 else "in"


PATHS = {address.name: address.route for address in ADDRESSES}


def expected(role, address, right):
    right, _space, other = right.partition(" ")
    model = other or address.model
    if right == "open":
        return "in"
    if role in STEPS:
        return "in" if address.name == STEPS[role] else STEPS[role]
    if right == "nobody":
        return "refused"
    assert right == "staff" or model
    held = right == "staff" or any(one in RIGHTS[role] for one in right.split("|"))
    return "in" if held else "refused"


@pytest.mark.parametrize("role", [*STEPS, *RIGHTS])
def test_each_role_reaches_what_the_table_says_and_nothing_else(role, rows, settings):
    person = a_member(role, settings)
    rules, wrong = table(), {}
    client = Client(HTTP_HOST="127.0.0.1")
    for address in ADDRESSES:
        reading, writing = rules[address.name]
        for method in METHODS:
            if person and "sessionid" not in client.cookies:
                client.force_login(person)
            should = expected(role, address, writing if method == "POST" else reading)
            if should == "in" and method in READ_LIKE_GET:
                continue  # the same page once more, at the price of rendering it
            found = outcome(client.generic(method, filled(address, rows)))
            if found not in (should, "not served"):
                wrong.setdefault(f"{address.name}: {found}, not {should}", []).append(method)
            if address.name == "logout":
                client.cookies.clear()
    assert wrong == {}
