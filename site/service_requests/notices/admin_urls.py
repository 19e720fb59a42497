from django.urls import path

from service_requests.notices.report import NoticeReportView
from service_requests.notices.steps import SetAsideView, TryAgainView, TryAllAgainView

app_name = "notices"
urlpatterns = [
    path("", NoticeReportView.as_view(), name="report"),
    path("results/", NoticeReportView.as_view(results_only=True), name="report_results"),
    path("again/", TryAllAgainView.as_view(), name="try_all_again"),
    path("<int:pk>/again/", TryAgainView.as_view(), name="try_again"),
    path("<int:pk>/aside/", SetAsideView.as_view(), name="set_aside"),
]
