"""Writes the site's content as a Hugo site: `python -m tests.benchmarks.hugo_site FOLDER`.

News for measuring become Markdown with front matter; every other exported page goes in as its
finished HTML, so that both sides write about as many files. Pictures are the sizes that our
export made: Hugo copies them. Run it with the environment of the site, after an export.
"""

import json
import re
import shutil
import sys
from pathlib import Path

from tests.benchmarks import exported
from tests.benchmarks.django_site import start_django

TEMPLATES = Path(__file__).parent / "hugo"
PAGE_LINK = re.compile(r'<a linktype="page" id="(\d+)">([^<]*)</a>')


def main(folder: Path):
    start_django()
    from django.conf import settings

    out = settings.PUBLIC_DIR
    shutil.copytree(TEMPLATES, folder)
    for name in ("media", "static"):
        shutil.copytree(out / name, folder / "static" / name, ignore=shutil.ignore_patterns("*.gz"))
    write_news(folder, out)
    write_finished_pages(folder / "content", out)
    write_furniture(folder, out, settings.PUBLIC_URL)


def write_news(folder: Path, out: Path):
    from news.models import NewsPage, TopicPage

    pages = list(NewsPage.objects.live().prefetch_related("topics"))
    addresses = {str(page.pk): f"/news/{page.slug}/" for page in pages}
    pictures, teasers = {}, exported.teaser_images(out)
    for page in pages:
        html = (out / addresses[str(page.pk)].strip("/") / "index.html").read_text()
        front = front_matter(page)
        if page.slug.startswith("measuring-"):
            ending, body = "md", markdown(page, addresses)
            pictures |= body_pictures(page, html)
        else:
            ending, body = "html", exported.article(html)
        if image := teasers.get(addresses[str(page.pk)]):
            front |= {"cover": page.slug, "share": exported.share_picture(html)}
            pictures[page.slug] = {"teaser": image}
        write_page(folder / f"content/news/{page.slug}.{ending}", front, body)
    write_terms(folder / "content", NewsPage.Kind.choices, TopicPage.objects.live())
    write_json(folder / "data/pictures.json", pictures)
    labels = {key: str(label) for key, label in NewsPage.Kind.choices}
    write_json(folder / "data/kinds.json", labels)


def front_matter(page) -> dict:
    from news.bulletins import issue_label

    return {
        "title": page.title,
        "date": page.published_on.isoformat(),
        "lastmod": page.last_published_at.isoformat(),
        "description": page.summary,
        "kinds": [page.news_kind],
        "topics": [topic.slug for topic in page.topics.all()],
        "issue": issue_label(page),
        "source": page.source,
        "author": page.author,
        "responsible_editor": page.responsible_editor,
    }


def markdown(page, addresses: dict[str, str]) -> str:
    """The body of a page for measuring: texts of one paragraph, and a picture."""
    return "\n\n".join(markdown_block(block, addresses) for block in page.body.raw_data)


def markdown_block(block, addresses: dict[str, str]) -> str:
    if block["type"] == "picture":
        image = block["value"]["image"]
        return f'![{image["alt_text"]}]({image["image"]} "{block["value"]["caption"]}")'
    text = block["value"].removeprefix("<p>").removesuffix("</p>")
    return PAGE_LINK.sub(lambda link: f"[{link[2]}]({addresses[link[1]]})", text)


def body_pictures(page, html: str) -> dict:
    """The picture of a page's body as our export shows it, by its id."""
    block = next(each for each in page.body.raw_data if each["type"] == "picture")
    article = exported.article(html)
    credit = exported.between(article, '<span class="phrase">', "</span>").partition("：")[2]
    image = exported.first_image(article) | {"credit": credit}
    return {str(block["value"]["image"]["image"]): {"body": image}}


def write_terms(content: Path, kinds, topics):
    for key, label in kinds:
        write_page(content / f"kinds/{key}/_index.md", {"title": str(label)})
    for topic in topics:
        front = {"title": topic.title, "description": topic.summary}
        write_page(content / f"topics/{topic.slug}/_index.md", front)


def write_finished_pages(content: Path, out: Path):
    """Everything but the news, as the HTML that stands between header and footer."""
    write_page(content / "finished/_index.md", {"build": {"render": "never", "list": "never"}})
    for number, path in enumerate(sorted(out.rglob("*.html"))):
        address = "/" + path.relative_to(out).as_posix().removesuffix("index.html")
        html = path.read_text()
        front = {"title": exported.title(html), "description": exported.description(html)}
        if address == "/news/":
            write_page(content / "news/_index.md", front)
        elif address == "/":
            front["title"] = exported.first_crumb(out)
            write_page(content / "_index.html", front, exported.main(html))
        elif not address.startswith("/news/"):
            front["url"] = address
            write_page(content / f"finished/{number}.html", front, exported.main(html))


def write_furniture(folder: Path, out: Path, address: str):
    from pages.models import SiteSettings

    html = (out / "news/measuring-00001/index.html").read_text()
    site_settings = SiteSettings.objects.get()
    furniture = {
        "short_name": site_settings.short_name,
        "full_name": site_settings.full_name,
        "motto": site_settings.motto,
        "share_picture": exported.share_picture(html),
        "assets": exported.assets(html),
        "foot": exported.foot(html),
    }
    write_json(folder / "data/site.json", furniture)
    menu = [
        {"name": words, "url": url, "weight": place}
        for place, (url, words) in enumerate(exported.navigation(html), start=1)
    ]
    with (folder / "hugo.toml").open("a") as config:
        config.write(f"\n[menus]\nmain = {toml_list(menu)}\n")
    text = (folder / "hugo.toml").read_text()
    (folder / "hugo.toml").write_text(f'baseURL = "{address}/"\n{text}')


def toml_list(items: list[dict]) -> str:
    return "[" + ", ".join(toml_table(each) for each in items) + "]"


def toml_table(item: dict) -> str:
    values = (f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in item.items())
    return "{ " + ", ".join(values) + " }"


def write_page(path: Path, front: dict, body: str = ""):
    """Front matter as JSON, which Hugo reads like its TOML and YAML."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{json.dumps(front, ensure_ascii=False, indent=1)}\n\n{body}\n")


def write_json(path: Path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
