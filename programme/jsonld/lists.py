"""Lists of pages in the order that readers see; never more than the page shows."""

from collections.abc import Iterable
from typing import Any

from programme.frame import absolute
from programme.jsonld.nodes import Thing, graph, named, thing, value
from programme.jsonld.pages import page
from programme.paging import PAGE_SIZE, ListPage


def items(its_id: str, rows: Iterable[Any], start: int = 1, **facts: Any) -> Thing:
    """List the pages of some rows by their addresses."""
    addresses = [absolute(row.get_absolute_url()) for row in rows]
    numbered = [value("ListItem", position=n, url=url) for n, url in enumerate(addresses, start)]
    return thing("ItemList", its_id, itemListElement=numbered, **facts)


def listed(list_page: ListPage, name: str, *, rows_have_pages: bool = True) -> Thing | None:
    """Describe one page of a list as it was asked for; none where that made no sense."""
    if list_page.faults:
        return None
    path = list_page.page_address(list_page.number)
    if not rows_have_pages:
        return graph(*page("CollectionPage", path, name))
    start = (list_page.number - 1) * PAGE_SIZE + 1
    found = list_page.counted.found  # of the whole list, as schema.org has it
    rows = items(f"{absolute(path)}#list", list_page.rows, start, numberOfItems=found)
    return graph(*page("CollectionPage", path, name, mainEntity=named(rows)), rows)
