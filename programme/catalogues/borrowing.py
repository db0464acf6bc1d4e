"""Strings of the libraries that this site can show and that lack words in a language there."""

import gettext
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import django
from django.apps import apps

from programme.catalogues.extracting import TEMPLATES, Found, strings

SHOWN = (
    "axes",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.core",
    "django.db.models",
    "django.forms",
    "django.template",
    "django.utils",
    "django.views",
    "django_filters",
    "django_otp",
    "modeltranslation",
    "simple_history",
)
NOT_SHOWN = (
    "/tests/",
    "/migrations/",
    "/management/",
    "axes/admin.py",  # AXES_ENABLE_ADMIN is off
    "django/contrib/admin/models.py",  # calls gettext with what is no literal; its words are whole
    "django_otp/plugins/otp_email/",  # not installed
    "django_otp/plugins/otp_hotp/",
    "django_otp/templates/otp/admin",  # of an admin site that is not ours
)


def borrowed(language: str) -> list[Found]:
    """What this language's catalogue has to say in the libraries' place."""
    said = Said(language)
    return [found for found in _shown() if not said.has(*found.key)]


def _shown() -> Iterator[Found]:
    for name in SHOWN:
        spec = find_spec(name)
        folder = Path(spec.submodule_search_locations[0])  # type: ignore[union-attr,index]
        site_packages = folder.parents[name.count(".")]
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".py", *TEMPLATES) and not _hidden(path, site_packages):
                for found in strings(path, site_packages):
                    yield found._replace(library=True)


def _hidden(path: Path, base: Path) -> bool:
    name = path.relative_to(base).as_posix()
    return any(part in name for part in NOT_SHOWN)


class _Nothing(gettext.NullTranslations):
    """Says nothing where gettext would say the English words."""

    def gettext(self, message: str) -> str:
        return ""

    def pgettext(self, context: str, message: str) -> str:
        return ""


class Said:
    """The words that Django and the installed apps bring along in one language."""

    def __init__(self, language: str) -> None:
        places = [Path(django.__file__).parent / "conf"]
        places += [Path(app.path) for app in apps.get_app_configs()]
        self._catalogues = [
            gettext.translation("django", place / "locale", [language], fallback=True)
            for place in places
        ]
        for catalogue in self._catalogues:
            catalogue.add_fallback(_Nothing())

    def has(self, context: str | None, words: str) -> bool:
        for catalogue in self._catalogues:
            if isinstance(catalogue, gettext.GNUTranslations) and (
                catalogue.pgettext(context, words) if context else catalogue.gettext(words)
            ):
                return True
        return False
