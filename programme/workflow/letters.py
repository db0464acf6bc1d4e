"""Letters to whom a move concerns: what happened to which text, who did it, and why."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth import get_permission_codename, get_user_model
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy, ngettext

from programme.models import Account, Publishable, Remark
from programme.models.expressions import LANGUAGES, reading_language
from programme.posting import post
from programme.wording import moment_words
from programme.workflow.colleagues import others_who_may, writers

ASKED, RETURNED, COMMENTED = "asked", "returned", "commented"
PUBLISHED, LATER, WITHDRAWN, PROTECTED = "published", "later", "withdrawn", "protected"
SAID = {
    ASKED: gettext_lazy("It waits for review"),
    RETURNED: gettext_lazy("It was returned"),
    COMMENTED: gettext_lazy("There are comments on it"),
    PUBLISHED: gettext_lazy("It was published"),
    LATER: gettext_lazy("It will be public from a later time on"),
    WITHDRAWN: gettext_lazy("It was withdrawn"),
    PROTECTED: gettext_lazy("Something was removed to protect people"),
}


class News(NamedTuple):
    """What happened to one row; `titles` by language, none where they must not leave the desk."""

    kind: str
    noun: Any
    titles: dict[str, str]
    by: str
    words: str
    address: str
    to: tuple[Any, ...]
    when: datetime | None = None


_together: ContextVar[list[News] | None] = ContextVar("together", default=None)


def tell(
    kind: str,
    row: Publishable,
    by: Any,
    words: str = "",
    when: datetime | None = None,
) -> None:
    """Write to whom a move concerns, once it is committed. Called before the row changes."""
    is_hidden = kind == PROTECTED or row.is_protected
    is_hidden = is_hidden or bool(row.replaces_id and row.replaces and row.replaces.is_protected)
    news = News(
        kind=kind,
        noun=row._meta.verbose_name,
        titles={} if is_hidden else _titles(row),
        by=by.get_username() if by is not None else "",
        words="" if kind == PROTECTED else words.strip(),
        address=_address_of(row, kind),
        to=tuple(_asked(row, by) if kind == ASKED else _concerned(row, by)),
        when=when,
    )
    gathered = _together.get()
    send = partial(_post, [news]) if gathered is None else partial(gathered.append, news)
    transaction.on_commit(send, robust=True)


@contextmanager
def one_letter() -> Iterator[None]:
    """Have all that is told inside the block put into one letter for each person and kind."""
    gathered: list[News] = []
    token = _together.set(gathered)
    try:
        yield
    finally:
        _together.reset(token)
        transaction.on_commit(partial(_post, gathered), robust=True)


def _address_of(row: Publishable, kind: str) -> str:
    """The page of the desk that is still there after the move."""
    is_removed = row.replaces_id is not None and kind in (PUBLISHED, PROTECTED)
    key = row.replaces_id if is_removed else row.pk
    path = reverse(f"admin:programme_{row._meta.model_name}_change", args=[key])
    return f"{settings.SITE_URL}{path}"


def _asked(row: Publishable, by: Any) -> list[Any]:
    people = others_who_may(by, row, ("review", "publish")).exclude(email="")
    return [each for each in people.select_related("account") if _choices(each).mail_when_asked]


def _concerned(row: Publishable, by: Any) -> list[Any]:
    """Who wrote what is not public yet, and who ever sent it to review; whoever acts knows."""
    sent = Remark.objects.about(row).filter(kind=Remark.Kind.SENT).values_list("by", flat=True)
    known = {*writers(row), *sent, row.submitted_by_id}
    keys = [key for key in known if key is not None and not (by and key == by.pk)]
    people = get_user_model()._default_manager.filter(pk__in=keys, is_active=True, is_staff=True)
    right = f"programme.{get_permission_codename('view', row._meta)}"
    people = people.exclude(email="").order_by("pk").select_related("account")
    return [each for each in people if _choices(each).mail_about_mine and each.has_perm(right)]


def _choices(person: Any) -> Account:
    return getattr(person, "account", None) or Account(user=person)


def _post(gathered: Iterable[News]) -> None:
    by_letter: dict[tuple[Any, str], list[News]] = defaultdict(list)
    for news in gathered:
        for person in news.to:
            by_letter[person, news.kind].append(news)
    post([_letter(person, kind, told) for (person, kind), told in by_letter.items()])


def _letter(person: Any, kind: str, told: list[News]) -> EmailMessage:
    choices = _choices(person)
    with translation.override(choices.language), timezone.override(choices.zone):
        context = {
            "said": SAID[kind],
            "told": [(news, _title(news), _moment(news.when)) for news in told],
            "site": settings.SITE_URL,
        }
        text = render_to_string("admin/letter.txt", context)
        return EmailMessage(_subject(kind, told), text.strip() + "\n", to=[person.email])


def _subject(kind: str, told: list[News]) -> str:
    if len(told) > 1:
        texts = ngettext("%d text", "%d texts", len(told)) % len(told)
        return f"{SAID[kind]} – {texts}"
    return " – ".join(filter(None, [str(SAID[kind]), _title(told[0]) or str(told[0].noun)]))


def _titles(row: Publishable) -> dict[str, str]:
    return {code: " ".join(row.shown(row.title_field, code).split()) for code in LANGUAGES}


def _title(news: News) -> str:
    return news.titles.get(reading_language(), "")


def _moment(when: datetime | None) -> str:
    return f"{moment_words(when)} {timezone.localtime(when):%Z}" if when else ""
