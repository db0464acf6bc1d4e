"""The admin: one module a noun."""

from django.conf import settings
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from programme.admin import (  # noqa: F401 - each registers its models
    accounts,
    donors,
    figures,
    harm,
    icons,
    looking,
    pages,
    records,
    reports,
    results,
    vocabularies,
)

admin.site.site_header = admin.site.site_title = settings.SITE_NAME
admin.site.empty_value_display = _("none")
