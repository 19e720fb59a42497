"""Time passes: what is scheduled happens, and days that lists depend on are over."""

from datetime import timedelta

from django.core.management import call_command

from tests.changes.choosing import Choose, change


def pass_time(choose: Choose, **time: int) -> str:
    choose.clock.shift(timedelta(**time))
    call_command("publish_scheduled", verbosity=0)
    return str(time)


@change
def an_hour_passes(choose: Choose) -> str:
    return pass_time(choose, hours=1, minutes=5)


@change
def a_night_passes(choose: Choose) -> str:
    return pass_time(choose, days=1)


@change
def weeks_pass(choose: Choose) -> str:
    return pass_time(choose, days=choose.one([9, 30, 75]))
