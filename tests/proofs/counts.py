"""How much each proof tries: in `make test`, and in `make proof`. The tests are the same."""

import os

EVERYTHING = bool(os.environ.get("EVERY_PROOF_IN_FULL"))
# On the second database a quarter will do in `make test`: the database differs, not the build.
A_PART = 4 if os.environ.get("XINYU_DATABASE_URL") else 1
LESS_THERE = {"changes", "changes before a new start", "publishes in a burst"}

COUNTS = {
    # what: (in `make test`, in `make proof`)
    "changes": (200, 10_000),
    "changes before a new start": (25, 30),
    "changes while people read": (10, 100),
    "full builds while people read": (1, 3),
    "moments of dying": (4, 50),
    "moments of a full disk": (12, 12),
    "publishes in a burst": (30, 500),
    "builds side by side": (5, 50),
    "requests sealed anew": (40, 3000),
    "kills while keys rotate": (4, 20),
    "requests past their time": (30, 10_000),
    "kills while purging": (4, 20),
    "requests in a stolen backup": (30, 10_000),
    "header states": (12, 186),
    "keys pressed eight times": (10, 1000),
    "guesses": (300, 1_000_000),
    "malicious files": (48, 1000),
    "formulas": (80, 500),
    "payloads in a browser": (32, 2000),
    "numbers": (100, 100_000),
    "spam requests": (60, 10_000),
    "real requests": (6, 200),
    "requests while nothing goes out": (12, 200),
    "looks in a day when nothing goes out": (96, 1440),
    "processes killed while they send": (20, 200),
    "people who submit at once": (8, 64),
    "requests of each": (3, 200),
    "kills of the server": (8, 500),
}


def count(what: str) -> int:
    few, many = COUNTS[what]
    return many if EVERYTHING else few // (A_PART if what in LESS_THERE else 1)
