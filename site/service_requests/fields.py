"""Model fields whose column holds ciphertext only."""

import json

from django.apps import apps
from django.core.exceptions import FieldError
from django.db import models
from django.db.models.functions import Cast

from service_requests.encryption import Sealed, seal, unseal


class EncryptedTextField(models.Field):
    """Text, sealed in the database. Takes a str, or `Sealed` made ahead of the write.

    Loading a row unseals; where content is not needed, defer the field.
    """

    def get_internal_type(self):
        return "TextField"

    def from_db_value(self, value, expression, connection):
        return None if value is None else self.from_text(unseal(value))

    def get_prep_value(self, value):
        if value is None:
            return None
        return str(value) if isinstance(value, Sealed) else str(seal(self.to_text(value)))

    def to_python(self, value):
        return value

    def get_lookup(self, lookup_name):
        """Equal texts have different ciphertexts: a filter would silently find nothing."""
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is encrypted and cannot be filtered by {lookup_name}")
        return super().get_lookup(lookup_name)

    def from_text(self, text):
        return text

    def to_text(self, value):
        return value


class EncryptedJSONField(EncryptedTextField):
    """JSON data (lists, dicts, strings, numbers, booleans, None), sealed as one text."""

    def from_text(self, text):
        return json.loads(text)

    def to_text(self, value):
        return json.dumps(value, ensure_ascii=False)


class LookupField(models.CharField):
    """The keyed digest by which the value of the encrypted field `of` is found; blank where
    that is. Named so that a new lookup key can be followed wherever there is one."""

    def __init__(self, *args, of: str, **kwargs):
        self.of = of
        super().__init__(*args, **{"max_length": 64, "db_index": True} | kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"of": self.of}


def seal_json(value) -> Sealed:
    return seal(json.dumps(value, ensure_ascii=False))


def ciphertext(field_name: str) -> Cast:
    """What the column holds, to be read or compared without opening it."""
    return Cast(field_name, models.TextField())


def encrypted_fields(model: type[models.Model]) -> list[EncryptedTextField]:
    return [field for field in model._meta.fields if isinstance(field, EncryptedTextField)]


def lookup_fields(model: type[models.Model]) -> list[LookupField]:
    return [field for field in model._meta.fields if isinstance(field, LookupField)]


def models_with(fields_of) -> list[type[models.Model]]:
    """Every model of the project for which `fields_of` finds fields."""
    return [model for model in apps.get_models() if fields_of(model)]
