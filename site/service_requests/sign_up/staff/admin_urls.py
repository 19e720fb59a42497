from django.urls import path

from service_requests.sign_up.staff import views

app_name = "sign_ups"
urlpatterns = [
    path("", views.GatheringsView.as_view(), name="index"),
    path("<int:pk>/", views.GatheringView.as_view(), name="gathering"),
    path("<int:pk>/sheet/", views.SheetView.as_view(), name="sheet"),
    path("<int:pk>/tick/", views.TickView.as_view(), name="tick"),
    path("<int:pk>/arrive/", views.ArriveView.as_view(), name="arrive"),
    path("<int:pk>/admit/", views.AdmitView.as_view(), name="admit"),
]
