"""Links in rich text, resolved by the build: no query per link."""

from html import escape

from wagtail.rich_text.rewriters import EmbedRewriter, LinkRewriter, MultiRuleRewriter


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
    return MultiRuleRewriter([links, EmbedRewriter()])


def number(attributes) -> int | None:
    value = attributes.get("id", "")
    return int(value) if value.isdigit() else None


def anchor(url: str | None) -> str:
    return f'<a href="{escape(url)}">' if url else "<a>"
