"""What is left of a request when the person's part of it is taken away.

Every encrypted field of the request, and of every row that points to it, is emptied: what isn't
encrypted isn't personal by the rule of this house (service, line, station, dates, outcome), and
stays for the ledger. So a model that is added needs no line here.
"""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from service_requests.encryption import seal
from service_requests.fields import (
    EncryptedJSONField,
    encrypted_fields,
    lookup_fields,
    models_with,
    seal_json,
)
from service_requests.models import (
    Attachment,
    Draft,
    OutboxMessage,
    RequestEvent,
    RequestLog,
    ServiceRequest,
)
from service_requests.models.request import RequestQuerySet


def anonymise(pk: int, among: RequestQuerySet, why: str, by: str) -> bool:
    """Anonymise one request, if it still is `among` those that are to be, in one transaction.

    `why` goes into its log; `by` is who acts for the person, "" when its time is over.
    """
    words, blanks = seal(why), {model: blank(model) for model in personal_models()}
    with transaction.atomic():
        request = among.without_content().select_for_update().filter(pk=pk).first()
        if request is None:
            return False
        for model, column in personal_models().items():
            model._base_manager.filter(**{column: pk}).update(**blanks[model])
        Draft.objects.filter(request=pk).delete()
        reason = Attachment.Removal.ERASURE if by else Attachment.Removal.RETENTION
        Attachment.objects.filter(request=pk).discard(reason)
        now = timezone.now()
        ServiceRequest.objects.filter(pk=pk).update(anonymised_at=now, held_at=None)
        RequestEvent.objects.create(
            request=request,
            kind=RequestEvent.Kind.ANONYMISED,
            actor_name=by or _("系统"),
            at=now,
            text=words,
        )
    return True


def personal_models() -> dict[type[models.Model], str]:
    """{model with something encrypted: the column that says which request it belongs to}"""
    found: dict[type[models.Model], str] = {ServiceRequest: "pk"}
    for model in set(models_with(encrypted_fields)) - {ServiceRequest}:
        for field in model._meta.fields:
            if field.related_model is ServiceRequest:
                found[model] = field.attname
    return found


def blank(model: type[models.Model]) -> dict[str, str]:
    """What its columns hold afterwards; sealed like everything else."""
    values: dict[str, str] = {
        field.name: seal_json([]) if isinstance(field, EncryptedJSONField) else seal("")
        for field in encrypted_fields(model)
    }
    values |= {field.name: "" for field in lookup_fields(model)}
    # Without its salt, the digest of words says nothing about them, even with the key.
    return values | ({"salt": ""} if model is RequestEvent else {})


def delete_spam(pk: int, among: RequestQuerySet) -> bool:
    """Delete one request whole; its log's end stays, with the day and the reason."""
    with transaction.atomic():
        request = among.without_content().select_for_update().filter(pk=pk).first()
        if request is None:
            return False
        log = RequestLog.objects.locked({pk})[pk]
        log.close(RequestLog.PurgedFor.SPAM)
        request.delete()
    return True


def delete_id_photos(pk: int, among: RequestQuerySet) -> bool:
    with transaction.atomic():
        request = among.without_content().select_for_update().filter(pk=pk).first()
        if request is None:
            return False
        photos = Attachment.objects.filter(request=pk).identity()
        count = photos.discard(Attachment.Removal.RETENTION)
        RequestEvent.objects.create(
            request=request,
            kind=RequestEvent.Kind.PURGED,
            actor_name=_("系统"),
            at=timezone.now(),
            text=seal(_("身份证照片 %(count)d 份") % {"count": count}),
        )
    return True


def forget_notices(pks: list[int]):
    """Of many requests at once, for no index helps to find them; before the requests themselves
    go, so that a kill in between leaves nothing behind."""
    requests = ServiceRequest.objects.filter(pk__in=pks)
    references = list(requests.values_list("reference", flat=True))
    OutboxMessage.objects.filter(payload__reference__in=references).delete()
