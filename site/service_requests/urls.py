from django.urls import path

from service_requests import apply_views, later_views, receipt_views, status_steps, status_views
from service_requests.page_feedback import views as page_feedback
from service_requests.papers import status_step
from service_requests.sign_up import cancelling
from service_requests.sign_up import views as sign_up_views

# The steps come first: editors name services, and one may be called "status" or "receipt".
urlpatterns = [
    path("<str:slug>/check/", apply_views.check, name="apply_check"),
    path("<str:slug>/edit/", apply_views.edit, name="apply_edit"),
    path("<str:slug>/confirm/", apply_views.confirm, name="apply_confirm"),
    path("<str:slug>/save/", later_views.save, name="apply_save"),
    path("resume/", later_views.resume, name="apply_resume"),
    path("event/<int:pk>/check/", sign_up_views.check, name="sign_up_check"),
    path("event/<int:pk>/edit/", sign_up_views.edit, name="sign_up_edit"),
    path("event/<int:pk>/confirm/", sign_up_views.confirm, name="sign_up_confirm"),
    path("status/cancel/", cancelling.cancel, name="sign_up_cancel"),
    path("status/cancelled/", cancelling.cancelled, name="sign_up_cancelled"),
    path("status/", status_views.status, name="request_status"),
    path("status/again/", status_steps.again, name="status_again"),
    path("status/message/", status_steps.message, name="status_message"),
    path("status/papers/", status_step.papers, name="status_papers"),
    path("status/withdraw/", status_steps.withdraw, name="status_withdraw"),
    path("status/withdrawn/", status_steps.withdrawn, name="status_withdrawn"),
    path("status/rate/", status_steps.rate, name="status_rate"),
    path("feedback/<int:pk>/", page_feedback.vote, name="page_vote"),
    path("feedback/words/", page_feedback.words, name="page_correction"),
    path("feedback/thanks/<str:token>/", page_feedback.thanks, name="page_thanks"),
    path("receipt/<token>/", receipt_views.receipt, name="request_receipt"),
    path("<str:slug>/", apply_views.start, name="apply_start"),
]
