"""NOTICES: what the outbox holds goes out: to the person by SMS, to staff by mail and robots.

`plan` decides once who is told and how; `sending` tries each delivery until it arrived, was
refused for good or was tried too often. Nothing personal leaves: a person's SMS names the
reference, the centre and the status page; staff get what the list of the inbox shows.
"""
