"""Links in rich text, resolved by the build: no query per link."""

import re
from html import escape

from wagtail.rich_text.rewriters import EmbedRewriter, LinkRewriter, MultiRuleRewriter

REFERS = re.compile("<(a|embed)[^a-z]")  # most texts have neither


def rewriter(build):
    """A function from stored rich text to the HTML that readers get.

    A link to a page that is not live loses its address and keeps its words.
    """

    def page_links(attributes):
        return [anchor(build.url(number(each))) for each in attributes]

    def document_links(attributes):
        documents = [build.document(number(each)) for each in attributes]
        return [anchor(document["url"] if document else None) for document in documents]

    links = LinkRewriter(bulk_rules={"page": page_links, "document": document_links})
    rewrite = MultiRuleRewriter([links, EmbedRewriter()])
    return lambda html: rewrite(html) if REFERS.search(html) else html


def number(attributes) -> int | None:
    value = attributes.get("id", "")
    return int(value) if value.isdigit() else None


def anchor(url: str | None) -> str:
    return f'<a href="{escape(url)}">' if url else "<a>"
