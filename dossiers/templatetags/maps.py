"""`{% load maps %}`: outlines of countries."""

from django import template

from dossiers.drawings.map import outline

register = template.Library()
register.filter("outline", outline)
