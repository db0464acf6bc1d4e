"""The icons for yes and no, with words that are translated: Django's say "True" and "False"."""

from django.contrib.admin.templatetags import admin_list
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


def yes_or_no(value: bool | None) -> SafeString:
    """Draw a truth; None is unknown."""
    name = {True: "yes", False: "no", None: "unknown"}[value]
    words = {True: _("Yes"), False: _("No"), None: _("Unknown")}[value]
    return format_html('<img src="{}" alt="{}">', static(f"admin/img/icon-{name}.svg"), words)


setattr(admin_list, "_boolean_icon", yes_or_no)  # noqa: B010 - the stubs do not know it
