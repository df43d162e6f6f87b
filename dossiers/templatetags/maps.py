"""`{% load maps %}`: outlines of countries."""

from django import template

from dossiers.maps.shapes import outline

register = template.Library()
register.filter("outline", outline)
