"""Classes of forms, made once in each process for all who have the same rights, where Django makes them for each page.

Only of the pages of rows that are there: what a new row begins with, and what is suggested for it, is somebody's own.
"""

from copy import copy
from functools import cache, partial

# So many are kept of one admin: there are few roles, but rights may be given one by one.
MOST = 200


class KeptFormClass:
    """Mixed into an admin, below all that sets something on the class of the form."""

    def get_form(self, request, obj=None, change=False, **kwargs):
        """The class of the form; one of its own for each request, with the fields of the kept one."""
        if not (changes_row(request, obj) and change and {*kwargs} == {"fields"}):
            return super().get_form(request, obj, change=change, **kwargs)
        read_only = tuple(self.get_readonly_fields(request, obj))
        key = (self.has_change_permission(request, obj), tuple(kwargs["fields"]), read_only)
        make = partial(super().get_form, request, obj, change=change, **kwargs)
        return own_class(kept_class(self, request, key, make))


class KeptFormSetClass:
    """Mixed into the admin of parts."""

    def get_formset(self, request, obj=None, **kwargs):
        """The class of the rows; nothing is ever set on it."""
        if not changes_row(request, obj) or kwargs:
            return super().get_formset(request, obj, **kwargs)
        asked = (self.has_add_permission, self.has_change_permission, self.has_delete_permission, self.get_extra)
        key = (type(self), *(each(request, obj) for each in asked))
        owner = self.admin_site.get_model_admin(self.parent_model)
        return kept_class(owner, request, key, partial(super().get_formset, request, obj))


class KeptInlines:
    """Mixed into an admin: its inlines are made once, of which each request has copies of its own."""

    def get_inlines(self, request, obj):
        """What makes the inlines of a form."""
        return [partial(_copied, each) for each in super().get_inlines(request, obj)]


def _copied(inline, *owner):
    return copy(_made(inline, *owner))


@cache
def _made(inline, *owner):
    return inline(*owner)


def changes_row(request, obj):
    """Whether the form is that of a row which is there, on its own page."""
    url_name = getattr(request.resolver_match, "url_name", None) or ""
    return obj is not None and not obj._state.adding and url_name.endswith("_change")


def kept_class(owner, request, key, make):
    """What `make()` gives, made once for this key and for the rights of who asks; kept by the admin `owner`."""
    kept = vars(owner).setdefault("kept_classes", {})
    key = (_rights(request), *key)
    if key not in kept:
        if len(kept) >= MOST:
            kept.clear()
        kept[key] = make()
    return kept[key]


def own_class(form):
    """A class with the same fields, to set on it what belongs to one request: its metaclass would make them anew."""
    return type.__new__(type(form), form.__name__, (form,), {"__module__": form.__module__, "kept_class": form})


def _rights(request):
    if not hasattr(request, "rights"):
        request.rights = request.user.is_superuser or frozenset(request.user.get_all_permissions())
    return request.rights
