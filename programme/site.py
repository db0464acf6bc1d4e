"""The desk's admin site: nobody is in before the last step of signing in."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from programme.accounts.gate import next_step


class DeskSite(AdminSite):
    """Django's admin site with our front page and the pages of signing in."""

    enable_nav_sidebar = False
    index_title = gettext_lazy("The desk")

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and next_step(request) is None

    def get_urls(self) -> list[Any]:
        from programme.accounts.urls import urlpatterns  # views need the app registry
        from programme.admin import exchange, protecting, redacting, review_queue
        from programme.views.previews import addresses as previews

        own = {pattern.name for pattern in urlpatterns} | {"password_change_done"}
        own |= {"view_on_site"}  # would tell the address of any draft to any account
        rest = [each for each in super().get_urls() if getattr(each, "name", None) not in own]
        parts = (exchange, redacting, protecting, review_queue)
        desk = [one for each in parts for one in each.addresses(self)]
        return [*urlpatterns, *desk, *previews(self), *rest]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        from programme.admin.desk import (  # the admin registers itself on this site
            edits,
            groups,
            lines,
            translations,
        )
        from programme.admin.exchange import allowed
        from programme.admin.redacting import may_redact
        from programme.admin.review_queue import returned

        board = {
            "lines": lines(request),
            "returned": returned(request.user),
            "translations": translations(request),
            "groups": groups(self.get_app_list(request)),
            "edits": edits(request),
            "has_texts": bool(allowed(request, "view")),
            "may_redact": may_redact(request),
        }
        answer: HttpResponse = super().index(request, {**board, **(extra_context or {})})
        return answer
