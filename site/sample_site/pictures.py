"""Loads the drawings that come with the sample site, each with its text and its focal point."""

from pathlib import Path

import yaml
from django.core.files.images import ImageFile
from wagtail.images import get_image_model

FOLDER = Path(__file__).parent / "pictures"


def load_pictures() -> dict[str, int]:
    """The id of each picture by its name; a picture that is there already is left alone."""
    Image = get_image_model()
    known = dict(Image.objects.values_list("title", "pk"))
    return {
        entry["name"]: known.get(entry["title"]) or add_picture(Image, entry).pk
        for entry in yaml.safe_load((FOLDER / "pictures.yaml").read_text())
    }


def add_picture(Image, entry: dict):
    focal = entry["focal"]
    with (FOLDER / entry["file"]).open("rb") as file:
        return Image.objects.create(
            title=entry["title"],
            description=entry["alt"],
            credit="珠海新豫",  # data
            file=ImageFile(file, name=entry["file"]),
            focal_point_x=focal["x"],
            focal_point_y=focal["y"],
            focal_point_width=focal["width"],
            focal_point_height=focal["height"],
        )
