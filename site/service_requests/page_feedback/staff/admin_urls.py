from django.urls import path

from service_requests.page_feedback.staff import counts, listing, reading

app_name = "page_corrections"
urlpatterns = [
    path("", listing.CorrectionsView.as_view(), name="index"),
    path("results/", listing.CorrectionsView.as_view(results_only=True), name="index_results"),
    path("<uuid:pk>/", reading.CorrectionView.as_view(), name="correction"),
    path("<uuid:pk>/reveal/", reading.RevealView.as_view(), name="reveal"),
    path("<uuid:pk>/settle/", reading.SettleView.as_view(), name="settle"),
]
reports = [
    path("reports/page-votes/", counts.PageVotesView.as_view(), name="page_votes"),
    path(
        "reports/page-votes/results/",
        counts.PageVotesView.as_view(results_only=True),
        name="page_votes_results",
    ),
]
