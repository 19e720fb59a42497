"""Names of places on a page, for links to a part of it."""

from pages.publishing import Facts


def anchor(block: Facts) -> str:
    """The id of a heading: stable while it is reworded and moves up and down the page."""
    return f"h-{block['id'][:8]}"
