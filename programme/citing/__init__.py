"""How a page of this site is cited: in words, and in the forms that programs for citing read."""

from programme.citing.citation import Citation, of_list, of_page, of_row, of_site
from programme.citing.forms import FORMS, FormOf, form_at, forms_at

__all__ = [
    "FORMS",
    "Citation",
    "FormOf",
    "form_at",
    "forms_at",
    "of_list",
    "of_page",
    "of_row",
    "of_site",
]
