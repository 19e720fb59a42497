from django.urls import path

from points.views import estimate

urlpatterns = [path("<str:slug>/", estimate, name="estimate_points")]
