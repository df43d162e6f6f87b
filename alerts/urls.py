"""Where readers ask for e-mail, and where the links in letters lead."""

from django.urls import path

from alerts.views.asking import AlertAsked, NewAlert
from alerts.views.linked import ConfirmAlert, LeaveAlert, ManageAlert

urlpatterns = [
    path("alerts/new/", NewAlert.as_view(), name="alert_new"),
    path("alerts/asked/", AlertAsked.as_view(), name="alert_asked"),
    path("alerts/<str:token>/confirm/", ConfirmAlert.as_view(), name="alert_confirm"),
    path("alerts/<str:token>/leave/", LeaveAlert.as_view(), name="alert_leave"),
    path("alerts/<str:token>/", ManageAlert.as_view(), name="alert_manage"),
]
