"""Settings of what goes on beside the server. Part of config.settings."""

# Functions without arguments that the worker calls once a minute.
MINUTE_TASKS = [
    "service_requests.purge.purge_expired",
    "service_requests.purge_requests.purge_some",
    "service_requests.sign_up.following.follow_events",
    "service_requests.sign_up.purging.purge_sign_ups",
    "service_requests.page_feedback.purging.purge_feedback",
    "service_requests.models.log.anchor_logs",
    "service_requests.papers.sweep.sweep_some",
    "service_requests.notices.reminders.remind_of_overdue",
    "service_requests.ledger.freezing.freeze_ended",
    "config.table_statistics.take_statistics",
    "search.unanswered.forget_old",
]
# Functions (running) that go on beside the worker, each in a thread, until running() says no.
WATCHERS = [
    "service_requests.notices.watcher.watch",
    "config.backups.nightly.watch",
    "handbook_files.watcher.watch",
]
