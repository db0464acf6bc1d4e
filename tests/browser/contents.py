"""Fill the database of one test server: `python -m tests.browser.contents NAME FOLDER`."""

import os
import random
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import django
from django.core.management import call_command

WORDS = Path(__file__).parent.parent.joinpath("results-page.txt")
EDITOR = ("editor", "only-in-this-test-database")
PUBLISHER = ("publisher", "only-in-this-test-database")
OTHER = ("colleague", "only-in-this-test-database")
CONTRIBUTOR = ("contributor", "only-in-this-test-database")
FULL = 20  # results, as many as a page of the list holds


def source(_folder):
    """The source content as it is."""


def desk(_folder):
    """The source content, two editors, and an account that may write and publish and no more."""
    from django.contrib.auth.models import Permission, User  # need django.setup()

    publisher = User.objects.create_user(PUBLISHER[0], password=PUBLISHER[1], is_staff=True)
    publisher.user_permissions.set(
        Permission.objects.filter(content_type__app_label="programme").exclude(
            content_type__model__in=["account", "auditrecord"]
        )
    )

    for name, password in (EDITOR, OTHER):
        User.objects.create_superuser(name, password=password)


def roles(_folder):
    """The source content, and an account for each role that writes or publishes, named like it."""
    from django.contrib.auth.models import Group, User

    for name, password in (CONTRIBUTOR, EDITOR, PUBLISHER):
        person = User.objects.create_user(name, password=password, is_staff=True)
        person.groups.add(Group.objects.get(name=name))


def full(folder):
    """As many results as a page holds, each with long and varied words, and two editors."""
    from programme.models import Figure, Place, Precision, Result, Theme  # need django.setup()
    from tests.factories import a_result

    desk(folder)
    order = random.Random(11)  # noqa: S311 - the same words in each run, not a secret
    texts = {"en": WORDS.read_text(encoding="utf-8")}
    for language in ("fr", "ar"):
        texts[language] = " ".join(Result.objects.values_list(f"statement_{language}", flat=True))
    words = {language: _words(text) for language, text in texts.items()}
    Result.objects.all().delete()
    places, themes = list(Place.objects.order_by("pk")), list(Theme.objects.order_by("pk"))
    for number in range(FULL):
        titles = {f"title_{code}": _as_long_as(100, words[code], order) for code in words}
        statements = {f"statement_{code}": _as_long_as(600, words[code], order) for code in words}
        result = a_result(
            **titles,
            **{field: f"{text}." for field, text in statements.items()},
            happened_from=date(2013 + number % 5, 1 + number % 12, 1),
            precision=Precision.MONTH,
            level=Result.Level.values[number % 3],
            places=order.sample(places, 2),
            themes=order.sample(themes, 3),
        )
        Figure.objects.create(
            result=result,
            value=order.randint(1_000, 99_999),
            qualifier=Figure.Qualifier.MINIMUM,
            **{f"label_{code}": " ".join(order.sample(words[code], 4)).lower() for code in words},
        )
    _for_the_desk(_as_long_as(100, words["en"], order))


def _words(text):
    words = [word.strip("•,.;:()«»،؛\"'") for word in text.split()]
    return [word for word in words if word.isalnum()]


def _for_the_desk(title):
    """Rows of each noun that readers never see: a draft somebody changed, records, a group."""
    from django.contrib.auth.models import Group, User

    from programme.models import Change, Donor, OldAddress
    from tests.factories import a_donor, a_result

    Group.objects.create(name="Editors")
    about = {"noun": "result", "object_id": a_result("draft", title_en=title).pk}
    Change.objects.create(**about, at=datetime(2017, 6, 1, tzinfo=UTC), kind="corrected")
    OldAddress.objects.create(**about, slug="an-old-address")
    donor = a_donor("draft", name_en=title)
    donor.contributions.create(amount=1, currency="EUR", year=2016, kind="paid")
    donor = Donor.objects.get(pk=donor.pk)
    _behind(title)
    donor._history_user = User.objects.get(username=EDITOR[0])
    donor.website = "https://example.org/a-long-address-without-any-space-in-it/for-the-history"
    donor.save()


def _behind(title):
    """A result whose French translation was made from other words than its original has now."""
    from programme.models import Figure
    from tests.factories import a_result

    texts = {"title_en": title, "statement_en": f"{title}.", "original_language": "en"}
    result = a_result("draft", **texts, title_fr=title.upper(), statement_fr=f"{title}!")
    Figure.objects.create(result=result, value=45, label_en="cases", label_fr="affaires")
    result.statement_en = f"{title.replace(' ', ' new ', 1)}, and more."
    result.save()


def accounts(folder):
    """People at each step of signing in; a link for a new password in the file `link`."""
    from django.contrib.auth.tokens import default_token_generator
    from django.utils.encoding import force_bytes
    from django.utils.http import urlsafe_base64_encode

    from programme.models import Account
    from tests.signing import a_person, with_an_app

    a_person("newcomer")
    a_person("stranger")
    a_person("locked")
    with_an_app(a_person("amina"))
    with_an_app(a_person("boubacar"))
    Account.ask_for_new_password(a_person("beginner"), must=True)
    forgetful = a_person("forgetful")
    uid = urlsafe_base64_encode(force_bytes(forgetful.pk))
    token = default_token_generator.make_token(forgetful)
    (folder / "link").write_text(f"/admin/password/reset/{uid}/{token}/")


def hostile(folder):
    """The source content with an attack in every text."""
    from tests.browser.attacks import attack  # needs django.setup()

    attack(folder)


def _as_long_as(length, words, order):
    text = ""
    while len(text) < length - 8:
        text = f"{text} {order.choice(words)}".strip()
    return text[:1].upper() + text[1:]


CONTENTS = {
    "source": source,
    "desk": desk,
    "roles": roles,
    "full": full,
    "hostile": hostile,
    "accounts": accounts,
}


def main(name, folder):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sahel.settings")
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("load_source", verbosity=0)
    CONTENTS[name](Path(folder))


if __name__ == "__main__":
    main(*sys.argv[1:])
