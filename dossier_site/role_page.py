"""The page on which an administrator gives somebody a role, with what each role may do in plain words."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dossier_site.people import give_role, why_not_managed
from editing.autocomplete import AutocompleteSeveral, ChoiceSeveral
from editing.concurrency import race_errors
from editing.people import called
from editing.submissions import does_once
from publishing.roles import GROUPS, Role, role_of
from taskforces.models import Country, Limits, Taskforce
from timeline.models import Event


class RoleForm(forms.Form):
    """A role, and what somebody works on who writes a part of the desk only."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect, choices=Role.choices, required=False)
    taskforces = ChoiceSeveral(Taskforce.objects.all(), label=_("Their taskforces"), required=False)
    countries = ChoiceSeveral(Country.objects.all(), label=_("And all taskforces of these countries"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        relations = {"taskforces": Event._meta.get_field("taskforces"), "countries": Taskforce.countries.field}
        for name, relation in relations.items():
            self.fields[name].widget = AutocompleteSeveral(relation, admin.site, choices=self.fields[name].choices)

    def roles(self):
        """Each radio button, with what the role may do."""
        return [(button, Role(button.data["value"] or "").sentence) for button in self["role"]]

    def clean(self):
        """Who writes a part of the desk only needs that part; everybody else has none."""
        cleaned = super().clean()
        parts = [*cleaned.get("taskforces", ()), *cleaned.get("countries", ())]
        is_limited = cleaned.get("role") == Role.LIMITED_EDITOR
        if is_limited and not parts and not self.errors:
            self.add_error("taskforces", _("Choose at least one taskforce or country."))
        if parts and not is_limited:
            self.add_error(
                "role",
                _("Only an “editor of some taskforces” has taskforces or countries. Take them out."),
            )
        return cleaned


class AdministratorsOnly:
    """Mixed into the admin of accounts: a right that a group has beside the roles is not enough to manage people."""

    def is_administrator(self, request):
        """Whether this person has that role; asked once in a request, and only of who has the rights."""
        if not hasattr(request, "is_administrator"):
            request.is_administrator = role_of(request.user) == Role.ADMINISTRATOR
        return request.is_administrator

    def has_module_permission(self, request):
        """Whether it stands in the index."""
        return super().has_module_permission(request) and self.is_administrator(request)

    def has_add_permission(self, request):
        """Administrators."""
        return super().has_add_permission(request) and self.is_administrator(request)

    def has_view_permission(self, request, obj=None):
        """Administrators."""
        return super().has_view_permission(request, obj) and self.is_administrator(request)

    def has_change_permission(self, request, obj=None):
        """Administrators; of the webmaster's accounts only such: who sets a password could do all that it opens."""
        is_webmaster_s = obj is not None and obj.is_superuser and not request.user.is_superuser
        may_change = super().has_change_permission(request, obj) and self.is_administrator(request)
        return may_change and not is_webmaster_s

    def has_delete_permission(self, request, obj=None):
        """Administrators; but not themselves, nor the last one."""
        may_delete = super().has_delete_permission(request, obj) and self.is_administrator(request)
        return may_delete and (obj is None or not why_not_managed(obj, request.user))


class RolePage(AdministratorsOnly):
    """Mixed into the admin of accounts."""

    def get_urls(self):
        """The page, before those of Django."""
        view = self.admin_site.admin_view(self.role_view)
        return [path("<int:key>/role/", view, name="auth_user_role"), *super().get_urls()]

    def role_address(self, person):
        """Where somebody is given a role."""
        return reverse("admin:auth_user_role", args=[person.pk])

    @does_once
    def role_view(self, request, key):
        """Show the roles and what each may do; give the one that was chosen."""
        person = get_object_or_404(self.get_queryset(request), pk=key)
        if not self.has_change_permission(request):
            raise PermissionDenied
        limits = Limits.objects.filter(person=person).first() or Limits()
        initial = {"role": role_of(person), "taskforces": limits.taskforces, "countries": limits.countries}
        form = RoleForm(request.POST if request.method == "POST" else None, initial=initial)
        why_not = why_not_managed(person, request.user)
        if request.method == "POST" and why_not:
            raise PermissionDenied
        if form.is_bound and form.is_valid() and self._given(request, person, form):
            return HttpResponseRedirect(reverse("admin:auth_user_changelist"))
        return self._role_page(request, person, form, why_not)

    def _given(self, request, person, form):
        """Give it. Says whether that went well; if not, the form says why."""
        chosen = form.cleaned_data | {"role": Role(form.cleaned_data["role"])}
        try:
            with race_errors():
                give_role(person, by=request.user, **chosen)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return False
        words = {"person": called(person), "role": chosen["role"].label}
        self.log_change(request, person, gettext("Role: %(role)s.") % words)
        text = gettext("%(person)s: %(role)s. It holds from now on, also where they are signed in.") % words
        self.message_user(request, text, messages.SUCCESS)
        return True

    def _role_page(self, request, person, form, why_not):
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Role of %(person)s") % {"person": called(person)},
            "subtitle": person.get_username(),
            "opts": self.opts,
            "form": form,
            "form_address": reverse("admin:auth_user_change", args=[person.pk]),
            "why_not": why_not,
            "other_groups": person.groups.exclude(name__in=GROUPS),
        }
        return TemplateResponse(request, "admin/dossier_site/role.html", context)
