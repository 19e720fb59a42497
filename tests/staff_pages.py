"""Every page of the staff side that is opened by its address, by who may open it."""

from django.urls import NoReverseMatch, reverse

from tests.test_staff_urls import ACTORS, ROWS


def staff_pages(request: int, subjects: dict) -> dict[str, list[str]]:
    """{"supervisor", "admin"}: addresses. `subjects` are the numbers of what isn't a request, by
    the name of an address or of all that it stands among."""
    found: dict[str, list[str]] = {"supervisor": [], "admin": []}
    for name, row in ROWS.items():
        if row.post is not None:
            continue
        subject = subjects.get(name, subjects.get(name.partition(":")[0], request))
        try:
            address = reverse(name.removeprefix(":"))
        except NoReverseMatch:
            address = reverse(name.removeprefix(":"), args=[subject])
        closed = row.outcomes[ACTORS.index("supervisor")] == "out"
        found["admin" if closed else "supervisor"].append(address)
    return found
