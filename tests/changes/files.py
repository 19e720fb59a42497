"""Pictures and documents: replaced, re-cropped, deleted while in use, hidden and shown."""

from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction

from handbook_files.editions import NotFrozen, freeze
from handbook_files.making import keep
from handbook_files.manuscripts import Manuscript
from pages.models import HandbookEdition, HandbookFile, HandbookPage, SiteImage
from tests import factories as make
from tests.changes.choosing import Choose, change, without_signal

COLORS = ["#0A5A6B", "#B03A2E", "#1E8449", "#7D3C98"]


def image(choose: Choose) -> SiteImage:
    return choose.one(SiteImage.objects.order_by("pk"))


def document(choose: Choose) -> Document:
    return choose.one(Document.objects.order_by("pk"))


@change
def add_a_picture(choose: Choose) -> str:
    return repr(make.ImageFactory(title=choose.new_name(), file=drawn(choose)))


def drawn(choose: Choose):
    return make.picture_file((400, 300), choose.one(COLORS))


@change
def move_the_focal_point(choose: Choose) -> str:
    """The picture keeps its file, and its crops are others."""
    picture = image(choose)
    x, y = choose.pick(picture.width), choose.pick(picture.height)
    if choose.one([True, True, False]):
        picture.focal_point_x, picture.focal_point_y = x, y
        picture.focal_point_width = picture.focal_point_height = 40
    else:
        picture.focal_point_x = picture.focal_point_y = None
        picture.focal_point_width = picture.focal_point_height = None
    picture.save()
    return f"{picture!r} to {picture.focal_point_x},{picture.focal_point_y}"


@change
def describe_a_picture(choose: Choose) -> str:
    picture = image(choose)
    picture.description = f"画着 {choose.new_name()}"
    picture.credit = choose.one(["", "志愿者摄"])
    picture.save()
    return repr(picture)


@change
def replace_a_picture(choose: Choose) -> str:
    """By one of the same file name, or of another; the name may come round again."""
    picture = image(choose)
    name = choose.one(["picture.png", "picture.png", "other.png"])
    given = SimpleUploadedFile(name, drawn(choose).read(), "image/png")
    form = {"title": picture.title, "file": given, "description": picture.description}
    choose.post(f"/admin/images/{picture.pk}/", form | own_collection(picture))
    return f"{picture!r} by {name}"


def own_collection(item) -> dict:
    return {"collection": item.collection_id, "tags": ""}


@change
def delete_a_picture(choose: Choose) -> str:
    """Pages that show it lose it: as a cover silently, in a body by its number."""
    picture = image(choose)
    said = repr(picture)
    picture.delete()
    return said


@without_signal
def describe_a_picture_in_the_database(choose: Choose) -> str:
    picture = image(choose)
    SiteImage.objects.filter(pk=picture.pk).update(description=f"直接改的 {choose.new_name()}")
    return repr(picture)


@change
def add_a_document(choose: Choose) -> str:
    return repr(make.DocumentFactory(title=choose.new_name()))


@change
def rename_a_document(choose: Choose) -> str:
    found = document(choose)
    found.title = choose.new_name()
    found.save()
    return repr(found)


@change
def replace_a_document(choose: Choose) -> str:
    """Of the same length and file name, but for what is in it; or all of it another."""
    found = document(choose)
    name = choose.one([found.filename, "other.pdf"])
    body = choose.one([b"%PDF-1.4 changed", b"%PDF-1.4 a longer one altogether"])
    given = SimpleUploadedFile(name, body + b"\n%" + choose.new_name().encode())
    form = {"title": found.title, "file": given}
    choose.post(f"/admin/documents/edit/{found.pk}/", form | own_collection(found))
    return f"{found!r} by {name}"


@change
def delete_a_document(choose: Choose) -> str:
    found = document(choose)
    said = repr(found)
    found.delete()
    return said


@change
def put_a_document_into_another_collection(choose: Choose) -> str:
    found = document(choose)
    found.collection = choose.one(Collection.objects.order_by("path"))
    found.save()
    return f"{found!r} in {found.collection}"


@without_signal
def put_documents_into_another_collection_in_the_database(choose: Choose) -> str:
    """As the admin does with several at once."""
    found, collection = document(choose), choose.one(Collection.objects.order_by("path"))
    Document.objects.filter(pk=found.pk).update(collection=collection)
    return f"{found!r} in {collection}"


@change
def close_a_collection(choose: Choose) -> str:
    collection = choose.one(Collection.objects.order_by("path"))
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    return str(collection)


@change
def close_a_collection_in_the_admin(choose: Choose) -> str:
    open_ones = Collection.objects.filter(view_restrictions=None, depth__gt=1)
    collection = choose.one(open_ones.order_by("path"))
    choose.post(f"/admin/collections/{collection.pk}/privacy/", {"restriction_type": "login"})
    return str(collection)


@change
def open_a_collection(choose: Choose) -> str:
    restriction = choose.one(CollectionViewRestriction.objects.order_by("pk"))
    restriction.delete()
    return str(restriction.collection)


@change
def move_a_collection(choose: Choose) -> str:
    """Into a closed one, what it holds is closed, too."""
    below = choose.one(Collection.objects.filter(depth__gt=1).order_by("path"))
    others = Collection.objects.exclude(path__startswith=below.path).order_by("path")
    target = choose.one(others)
    below.save()  # as the admin's form does first: of a move alone nobody tells
    below.move(target, pos="sorted-child")
    return f"{below} below {target}"


@change
def make_a_file_of_a_handbook(choose: Choose) -> str:
    """As its maker stores it; what is in it doesn't matter here."""
    handbook = choose.page(HandbookPage)
    body = f"%PDF-1.7 {choose.new_name()}".encode()
    edition = choose.one([None, *HandbookEdition.objects.filter(handbook=handbook)])
    manuscript = Manuscript(handbook.pk, choose.new_name(), edition=edition)
    keep(manuscript, choose.one(HandbookFile.Kind.values), (body, 4))
    return handbook.url_path


@change
def freeze_an_edition_of_a_handbook(choose: Choose) -> str:
    """Its page of changes appears with the first one; the same words are not frozen twice."""
    try:
        return str(freeze(choose.page(HandbookPage), None, choose.new_name()))
    except NotFrozen as reason:
        return str(reason)
