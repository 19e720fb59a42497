"""Sends as long as the worker lives, in a thread of its own: no slow mail server holds up the
public site, and no fault in here ends it.
"""

import logging
import time
from collections.abc import Callable

from django.db import close_old_connections, connections

from service_requests.notices.sending import send_due

logger = logging.getLogger(__name__)

POLL_SECONDS = 1.0
REST_SECONDS = 10.0  # after a failure


def watch(running: Callable[[], bool]):
    while running():
        time.sleep(one_pass(running))
    connections.close_all()


def one_pass(running: Callable[[], bool]) -> float:
    """How many seconds to rest before the next one."""
    try:
        close_old_connections()
        send_due(running)
    except Exception as error:
        logger.error("the outbox could not be looked at: %s", type(error).__name__)
        return REST_SECONDS
    return POLL_SECONDS
