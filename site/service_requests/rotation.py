"""Puts everything that is sealed under today's first key, and looked-up numbers under today's
look-up key, while people go on working.

What is sealed is found from the fields of the models, so that a new field needs no line here.
There is no note of how far it came: what is under the first key already is left alone, so a run
that was killed is simply started again. A value is exchanged only where it still is what was
read; one that somebody changed meanwhile is theirs, and is looked at in the next pass.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from django.db import models, transaction

from service_requests.encryption import Unreadable, is_current, lookup_digest, reseal, unseal
from service_requests.fields import ciphertext, encrypted_fields, lookup_fields, models_with
from service_requests.papers.rotation import old_papers, take_over_papers

Tell = Callable[[str, int, int], None]  # (model, rows done, rows there are)
Row = dict[str, Any]
AT_ONCE = 100
PASSES = 5  # more are needed only while a server still seals with the old key


def reseal_everything(tell: Tell) -> Counter[str]:
    """Everything under the first key; what is left: {"model.field": values}, empty when done."""
    for _pass in range(PASSES):
        for model in models_with(encrypted_fields):
            reseal_model(model, tell)
        take_over_papers(tell)
        if not (left := not_current()):
            break
    return left


def reseal_model(model: type[models.Model], tell: Tell):
    names = [field.name for field in encrypted_fields(model)]
    for rows in batches(model, names, tell):
        exchange(model, [change for row in rows for change in resealed(row, names)])


def resealed(row: Row, names: list[str]) -> Iterator[tuple[Row, Row]]:
    """(what it must still be, what it becomes) for each value that an old key sealed."""
    for name in names:
        stored = row[f"sealed_{name}"]
        if stored is not None and not is_current(stored):
            try:
                yield {"pk": row["pk"], f"sealed_{name}": stored}, {name: reseal(stored)}
            except Unreadable:
                continue  # counted by `not_current`; the rest must not wait for it


def not_current() -> Counter[str]:
    """How many values of each field are still under an old key, or under none that we have."""
    found: Counter[str] = Counter()
    for model in models_with(encrypted_fields):
        names = [field.name for field in encrypted_fields(model)]
        for rows in batches(model, names):
            for row in rows:
                old = [n for n in names if not is_current(row[f"sealed_{n}"] or "")]
                found.update(f"{model.__name__}.{n}" for n in old if row[f"sealed_{n}"])
    if papers := old_papers():
        found["Attachment"] = papers
    return found


def look_up_anew(tell: Tell):
    """Every look-up digest made by the key of today, from the number itself."""
    for model in models_with(lookup_fields):
        for field in lookup_fields(model):
            for rows in batches(model, [field.of], tell, field.name):
                exchange(model, [change for row in rows for change in digested(row, field)])


def digested(row: Row, field) -> Iterator[tuple[Row, Row]]:
    stored = row[f"sealed_{field.of}"]
    value = unseal(stored)
    digest = lookup_digest(value) if value else ""
    if digest != row[field.name]:
        yield {"pk": row["pk"], f"sealed_{field.of}": stored}, {field.name: digest}


def batches(
    model: type[models.Model], sealed: list[str], tell: Tell | None = None, *more: str
) -> Iterator[list[Row]]:
    """All rows by their keys: {"pk", "sealed_NAME": ciphertext, …, and the columns of `more`}."""
    total, done, last = model._base_manager.count(), 0, None
    columns = {f"sealed_{name}": ciphertext(name) for name in sealed}
    while True:
        found = model._base_manager.order_by("pk").annotate(**columns)
        rest = found if last is None else found.filter(pk__gt=last)
        rows = list(rest.values("pk", *columns, *more)[:AT_ONCE])
        if not rows:
            return
        yield rows
        done, last = done + len(rows), rows[-1]["pk"]
        if tell:
            tell(str(model._meta.verbose_name), done, total)


def exchange(model: type[models.Model], changes: list[tuple[Row, Row]]):
    """One short transaction; what is no longer what it was stays as it is."""
    if not changes:
        return
    with transaction.atomic():
        for must_be, becomes in changes:
            names = [n.removeprefix("sealed_") for n in must_be if n.startswith("sealed_")]
            columns = {f"sealed_{name}": ciphertext(name) for name in names}
            model._base_manager.annotate(**columns).filter(**must_be).update(**becomes)
