"""Somebody of staff who takes the list of requests out as a table."""

import csv
import io

from django.test import Client
from openpyxl import load_workbook

from service_requests.exports.columns import PLAIN

ADDRESS = "/admin/requests/export/"
REASON = "给民政局的年度汇报，只报件数"
EVERYTHING_PERSONAL = ["name", "phone", "answers"]


class Desk:
    """Somebody of staff before the list."""

    def __init__(self, user):
        self.user, self.client = user, Client()
        self.client.force_login(user)

    def page(self, query="") -> str:
        return self.client.get(ADDRESS + query).content.decode()

    def export(self, query="", **changes):
        given = {"reason": REASON, "format": "xlsx", "plain": list(PLAIN), "personal": []}
        return self.client.post(ADDRESS + query, given | changes)

    def rows(self, query="", **changes) -> list[list[str]]:
        """Of the file, without its heading."""
        response = self.export(query, **changes)
        assert response.status_code == 200
        return table(response)[1:]


def table(response) -> list[list[str]]:
    if "csv" in response["Content-Type"]:
        return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))
    sheet = load_workbook(io.BytesIO(response.content)).active
    return [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]


def is_ticked(html, name) -> bool:
    box = next(part for part in html.split("<input") if f'value="{name}"' in part)
    return "checked" in box.split(">")[0]
