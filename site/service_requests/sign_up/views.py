"""The steps of an event's form: those of any form (`apply_views`), with an event in its place."""

from functools import partial

from service_requests.apply_views import check_answers, edit_answers, form_step, send_answers
from service_requests.sign_up.application import find_sign_up

sign_up_step = partial(form_step, find=find_sign_up)

check = sign_up_step(check_answers)
edit = sign_up_step(edit_answers)
confirm = sign_up_step(send_answers)
