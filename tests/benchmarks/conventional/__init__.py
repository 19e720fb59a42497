"""The same news pages as a conventional Wagtail site makes them, for wagtail-bakery to build.

Django templates with Wagtail's own tags: the menu from the tree, breadcrumbs from the page's
ancestors, `richtext`, an image tag for each picture, settings by their tag, related pages by
a query. No cache of template fragments, as in most sites. The markup is that of
templates/news/news.html. Only NewsPage is changed, and only in the benchmark's process.
"""
