"""Pictures in the sizes that phones need: WebP by width, and a JPEG for what cannot read it."""

from wagtail.images import get_image_model

PRESETS = {
    # name: (WebP filters, JPEG filter)
    "body": (["width-360", "width-720", "width-1080"], "width-720"),
    "teaser": (["fill-208x130", "fill-416x260"], "fill-208x130"),
    "share": ([], "fill-600x480"),
}


def webp(spec: str) -> str:
    return f"{spec}|format-webp|webpquality-78"


def jpeg(spec: str) -> str:
    return f"{spec}|format-jpeg|jpegquality-80"


def specs(preset: str) -> list[str]:
    widths, fallback = PRESETS[preset]
    return [*(webp(spec) for spec in widths), jpeg(fallback)]


def images_with_sizes():
    """All images, each with its sizes that are made already."""
    wanted = [spec for preset in PRESETS for spec in specs(preset)]
    return get_image_model().objects.prefetch_renditions(*wanted)


def image_facts(image, preset: str) -> tuple[dict, dict[str, str]]:
    """{"src", "srcset", "width", "height", "alt", "title", "credit"}, sizes in pixels; and the
    stored name of each file by its address."""
    widths, fallback = PRESETS[preset]
    made = image.get_renditions(*specs(preset))
    files = {rendition.url: rendition.file.name for rendition in made.values()}
    sources = {made[webp(spec)].width: made[webp(spec)].url for spec in widths}
    plain = made[jpeg(fallback)]
    facts = {
        "id": image.pk,
        "src": plain.url,
        "srcset": ", ".join(f"{url} {width}w" for width, url in sorted(sources.items())),
        "width": plain.width,
        "height": plain.height,
        "alt": image.description,
        "title": image.title,
        "credit": image.credit,
    }
    return facts, files
