"""People at their phones and staff at their desks, and every mark that any of them used."""

from django.test import Client

from service_requests.models import ServiceRequest
from tests.factories_requests import STORY, make_service, post, send, token_in, user_in


class Visit:
    """People at their phones and staff at their desks, and every mark that any of them used."""

    def __init__(self):
        self.marks: dict[str, str] = {}
        self.error_pages: list[bytes] = []
        self.told: list[bytes] = []  # what gateways and robots were told
        self.person, self.desk = Client(), Client(raise_request_exception=False)
        self.supervisor = user_in("主管")
        self.supervisor.email = "supervisor@example.invalid"
        self.supervisor.save()
        self.desk.force_login(self.supervisor)
        self.service = make_service(allows_representative=True)

    def words(self, what: str) -> str:
        """Letters that no code, key or other page holds."""
        return self.marked(what, f"Zq{len(self.marks):02}{what.title().replace(' ', '')}qZ")

    def phone(self, what: str) -> str:
        return self.marked(what, f"1397{7310000 + 37 * len(self.marks):07}")

    def id_number(self, what: str) -> str:
        return self.marked(what, valid_id(f"440402{19900101 + len(self.marks)}731"))

    def marked(self, what: str, mark: str) -> str:
        assert what not in self.marks
        self.marks[what] = mark
        return mark

    def sent(self, flow: str, **more) -> ServiceRequest:
        given = {
            "name": self.words(f"{flow} name"),
            "phone": self.phone(f"{flow} phone"),
            STORY: self.words(f"{flow} story"),
        }
        return send(self.person, self.service, **{"for_whom": "self"} | given | more)

    def failed(self, response):
        """Somebody met this instead of an answer."""
        assert response.status_code >= 400
        self.error_pages.append(response.content)

    def status_token(self, request: ServiceRequest) -> str:
        asked = {"reference": request.reference, "last_four": request.phone[-4:]}
        return token_in(post(self.person, "/apply/status/", asked))

    def step(self, request: ServiceRequest, name: str, **data):
        request.refresh_from_db()
        data = {"version": str(request.version)} | data
        return self.desk.post(f"/admin/requests/{request.pk}/{name}/", data)


def valid_id(first_17: str) -> str:
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    rest = sum(int(digit) * weight for digit, weight in zip(first_17, weights, strict=True)) % 11
    return first_17 + "10X98765432"[rest]
