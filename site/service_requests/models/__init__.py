from service_requests.models.attachment import Attachment
from service_requests.models.consent import Consent
from service_requests.models.delivery import Delivery
from service_requests.models.draft import Draft
from service_requests.models.event import RequestEvent
from service_requests.models.feedback import Feedback
from service_requests.models.gathering import Gathering
from service_requests.models.gathering_event import GatheringEvent
from service_requests.models.ledger import Ledger
from service_requests.models.log import GatheringLog, LogAnchor, RequestLog
from service_requests.models.missing_item import MissingItem
from service_requests.models.outbox import OutboxMessage
from service_requests.models.page_feedback import PageCorrection, PageVotes
from service_requests.models.posting import StaffPosting
from service_requests.models.registration import Registration
from service_requests.models.reply_template import ReplyTemplate
from service_requests.models.representative import Representative
from service_requests.models.request import ServiceRequest
from service_requests.models.request_export import RequestExport
from service_requests.models.retention import RetentionRule, RetentionSettings
from service_requests.models.saved_filter import SavedFilter
from service_requests.models.status_tries import StatusTries

__all__ = [
    "Attachment",
    "Consent",
    "Delivery",
    "Draft",
    "Feedback",
    "Gathering",
    "GatheringEvent",
    "GatheringLog",
    "Ledger",
    "LogAnchor",
    "MissingItem",
    "OutboxMessage",
    "PageCorrection",
    "PageVotes",
    "Registration",
    "ReplyTemplate",
    "Representative",
    "RequestEvent",
    "RequestExport",
    "RequestLog",
    "RetentionRule",
    "RetentionSettings",
    "SavedFilter",
    "ServiceRequest",
    "StaffPosting",
    "StatusTries",
]
