"""Where people outside help to keep the site true."""

from django.urls import path

from upkeep.views.report import ReportedPage, ReportPage
from upkeep.views.still_true import StillTruePage

urlpatterns = [
    path("report/", ReportPage.as_view(), name="report"),
    path("report/thanks/", ReportedPage.as_view(), name="reported"),
    path("still-true/<str:token>/", StillTruePage.as_view(), name="still_true"),
]
