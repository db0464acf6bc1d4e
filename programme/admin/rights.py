"""Rights in words of the reader's language; Django keeps their English names in the database."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MAY = {
    "add": gettext_lazy("may add"),
    "change": gettext_lazy("may change"),
    "delete": gettext_lazy("may delete"),
    "publish": gettext_lazy("may publish"),
    "review": gettext_lazy("may review"),
    "translate": gettext_lazy("may translate"),
    "view": gettext_lazy("may view"),
}


def in_words(right: Permission) -> str:
    """Say a right: "Result: may publish"."""
    model = right.content_type.model_class()
    may = MAY.get(right.codename.partition("_")[0])
    if model is None or may is None:
        return right.name
    what = capfirst(model._meta.verbose_name)
    return _("%(what)s: %(right)s") % {"what": what, "right": may}


def offer(field: Any, held: Any) -> None:
    """Offer the rights on what the desk shows; others only where they are held already."""
    shown = ContentType.objects.get_for_models(*admin.site._registry).values()
    on_the_desk = Q(content_type__in=[kind.pk for kind in shown])
    field.queryset = field.queryset.filter(on_the_desk | Q(pk__in=held))


# Choosers, read-only fields and confirmations all ask the right itself for its words.
Permission.add_to_class("__str__", in_words)
