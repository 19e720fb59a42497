from django.urls import path

from service_requests.sign_up.staff import check_in, export, person, steps, views

app_name = "sign_ups"
urlpatterns = [
    path("", views.GatheringsView.as_view(), name="index"),
    path("check-in/", check_in.CheckInView.as_view(), name="check_in"),
    path("<int:pk>/", views.GatheringView.as_view(), name="gathering"),
    path("<int:pk>/sheet/", views.SheetView.as_view(), name="sheet"),
    path("<int:pk>/export/", export.ExportView.as_view(), name="export"),
    path("<int:pk>/tick/", steps.TickView.as_view(), name="tick"),
    path("<int:pk>/arrive/", steps.ArriveView.as_view(), name="arrive"),
    path("<int:pk>/admit/", steps.AdmitView.as_view(), name="admit"),
    path("<int:pk>/call-off/", steps.CallOffView.as_view(), name="call_off"),
    path("people/<int:pk>/", person.PersonView.as_view(), name="person"),
    path("people/<int:pk>/cancel/", person.CancelView.as_view(), name="cancel"),
    path("people/<int:pk>/hold/", person.HoldView.as_view(), name="hold"),
    path("people/<int:pk>/release/", person.ReleaseView.as_view(), name="release"),
]
