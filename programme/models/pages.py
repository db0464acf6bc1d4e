"""The site's own texts: introduction, headings, about, terms, privacy."""

import re
from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt

from programme.models.publishing import Publishable, PublishableQuerySet, titled

_markdown = MarkdownIt("commonmark", {"html": False})

# The places of the site that hold such a text: its slug → what editors call it, its page's name.
STANDS_AT = {
    "introduction": (_("Introduction on the front page"), "home"),
    "donors": (_("Line above the donors"), "donor_list"),
    "reports": (_("Heading of the reports"), "report_list"),
    "about": (_("About this site"), "about"),
    "accessibility": (_("Accessibility"), "accessibility"),
    "privacy": (_("Privacy"), "privacy"),
    "terms": (_("Terms"), "terms"),
    "corrections": (_("Corrections"), "corrections"),
}


class PageTextQuerySet(PublishableQuerySet["PageText"]):
    """Page texts by their name."""

    def by_slug(self, *slugs: str) -> dict[str, "PageText"]:
        return {page.slug: page for page in self.filter(slug__in=slugs)}


class PageText(Publishable):
    """A heading and its words, in Markdown, for one place of the site."""

    words_field = "body"
    translated = searched = ("title", "body")

    title = models.CharField(_("heading"), max_length=200)
    body = models.TextField(
        _("words"),
        blank=True,
        help_text=_(
            "An empty line parts paragraphs; ## begins a heading; - begins a list line. "
            "The introduction and the line above the donors are one plain paragraph each."
        ),
    )

    objects: ClassVar[PageTextQuerySet] = PageTextQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Publishable.Meta):
        verbose_name = _("page text")
        verbose_name_plural = _("page texts")
        constraints = [*Publishable.Meta.constraints, titled("title", "pagetext")]

    def get_absolute_url(self) -> str:
        _words, name = STANDS_AT.get(self.slug, ("", "home"))
        return reverse(name)

    @property
    def shown_words(self) -> str:
        """The body without its Markdown marks."""
        return self._without_marks(self.shown("body"))

    def words_in(self, language: str) -> str:
        """Return the body in exactly this language without its marks; "" where there is none."""
        return self._without_marks(self.text("body", language))

    @staticmethod
    def _without_marks(body: str) -> str:
        inline = (token.children or [] for token in _markdown.parse(body))
        text = " ".join(piece.content for pieces in inline for piece in pieces if piece.content)
        return re.sub(r"[ \t\n]+", " ", text).strip()  # no-break spaces stay
