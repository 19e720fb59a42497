from django.urls import path

from export.editors.home_panel import SiteStateView
from export.editors.page_panel import PageStateView
from export.editors.run_report import RunReportView, RunView
from export.editors.site_steps import RebuildView, RetryView

app_name = "public_site"
urlpatterns = [
    path("reports/publishing/", RunReportView.as_view(), name="report"),
    path(
        "reports/publishing/results/",
        RunReportView.as_view(results_only=True),
        name="report_results",
    ),
    path("reports/publishing/<int:pk>/", RunView.as_view(), name="run"),
    path("public-site/state/", SiteStateView.as_view(), name="state"),
    path("public-site/page/<int:pk>/", PageStateView.as_view(), name="page"),
    path("public-site/retry/", RetryView.as_view(), name="retry"),
    path("public-site/rebuild/", RebuildView.as_view(), name="rebuild"),
]
