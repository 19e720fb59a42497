"""Answers that hand out a media file: pictures in their sizes, and documents."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images.models import SourceImageIOError
from wagtail.models import Collection, CollectionViewRestriction

from export.disk import is_disk_full
from export.images import image_facts, images_with_sizes
from export.questions import Reading, question
from export.shelf import Shelf
from pages.publishing import Facts


class FileAnswers:
    """The part of a build that answers for files."""

    reading: Reading
    block: int

    def fault(self, sentence: str):
        """Something that staff should mend; the build goes on without it."""
        if sentence not in self.reading.frame.faults:
            self.reading.frame.faults.append(sentence)

    @cached_property
    def images(self) -> Shelf:
        return Shelf(images_with_sizes(), self.block)

    @cached_property
    def documents(self) -> Shelf:
        return Shelf(get_document_model().objects.select_related("collection"), self.block)

    def image(self, image_id: int | None, preset: str, alt: str | None = None) -> Facts | None:
        facts = self.picture(image_id, preset) if image_id else None
        return facts if facts is None or alt is None else facts | {"alt": alt}

    @question
    def picture(self, image_id: int, preset: str) -> Facts | None:
        """The picture's facts, or None where it or its file is gone."""
        self.reading.note("image", image_id)
        image = self.images.get(image_id)
        if image is None:
            return None
        try:
            facts, self.reading.frame.media = image_facts(image, preset)
        except (SourceImageIOError, OSError) as error:
            if is_disk_full(error):
                raise
            self.fault(_("图片的文件丢了，或者坏了：") + image.title)
            return None
        return facts

    @cached_property
    def private_collections(self) -> set[str]:
        """Tree paths of collections that not everyone may read: their files stay behind the
        application, which asks who is there."""
        closed = tuple(CollectionViewRestriction.objects.values_list("collection__path", flat=True))
        paths = Collection.objects.values_list("path", flat=True)
        return {path for path in paths if path.startswith(closed)}

    @question
    def document(self, document_id: int | None) -> Facts | None:
        self.reading.note("document row", document_id)
        self.reading.note("collections")
        document: Any = self.documents.get(document_id)
        if document is None:
            return None
        url = iri_to_uri(f"/documents/{document.pk}/{document.filename}")
        if document.collection.path not in self.private_collections:
            self.reading.frame.media = {url: document.file.name}
        return {
            "title": document.title,
            "url": url,
            "type": document.file_extension.upper(),
            "size": document.get_file_size() or 0,
        }

    @question
    def stored(self, url: str, name: str) -> str:
        """The address of a file that was made beside the site and is kept in the media storage."""
        self.reading.frame.media = {url: name}
        return url
