"""The buttons of the desk's forms: a row each, and the one handler that does what the row of the pressed one says.

A room adds rows of its own to the `buttons` of its admin, as dossier_site/taskforce_admin.py does for its panel.
"""

from dataclasses import dataclass

from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from editing.errors import form_errors
from publishing.desk.dry_run import DryRun, unsaved_item
from text.forms import CHECK


@dataclass(frozen=True)
class Button:
    """One way to send a form of the desk. What it asks and does are names of methods of the admin.

    `place`: where it stands. "save", "publish" and "more" are parts of the bar; on a phone "more" is folded.
    `permission`: who may press it, as `has_<permission>_permission(request, item)` says; "" is everyone who may save.
    `saves`: whether anything is written; what only looks takes no turn of the database.
    `action(request, form)`: what is done once all rows are saved. It refuses with a ValidationError.
    `response(request, item)`: the answer; "" is Django's own.
    `refused(request, sentences)`: the answer to mistakes; "" is the form.
    """

    name: str
    label: str | Promise
    place: str = "save"
    permission: str = ""
    saves: bool = True
    action: str = ""
    response: str = ""
    refused: str = ""
    in_popup: bool = False
    in_new_tab: bool = False
    style: str = ""

    def __hash__(self):
        return hash(self.name)

    @property
    def only_checks(self):
        """Whether it does no more than show the form again."""
        return not self.saves and not self.response


SAVE = Button("_save", _("Save"), response="after_saving", in_popup=True, style="default")
BUTTONS = (
    SAVE,
    Button("_continue", _("Save and continue editing"), "more", permission="view", response="to_form"),
    Button(
        "_ask_review",
        _("Save and ask for review"),
        "more",
        permission="change",
        action="ask_for_review",
        response="after_publishing",
    ),
    Button("_preview", _("Preview"), saves=False, response="draw_preview", refused="refuse_preview", in_new_tab=True),
    Button(CHECK, _("Check dates"), saves=False, in_popup=True, style="without-script"),
    Button(
        "_publish",
        _("Save and publish"),
        "publish",
        permission="publish",
        action="publish_form",
        response="after_publishing",
    ),
)


class Buttons:
    """Mixed into an admin: finds the button that was pressed, asks for its permission, and does what its row says."""

    buttons = BUTTONS

    def pressed(self, request):
        """The button with which a form was sent. Enter without a button saves."""
        return next((button for button in self.buttons if button.name in request.POST), SAVE)

    def may_press(self, request, button, item=None):
        """Whether this person has the right that the button asks for."""
        return not button.permission or getattr(self, f"has_{button.permission}_permission")(request, item)

    def get_form(self, request, obj=None, change=False, **kwargs):
        """The form knows its button. Raises PermissionDenied for one that this person may not press."""
        form = super().get_form(request, obj, change=change, **kwargs)
        form.button = self.pressed(request)
        if not self.may_press(request, form.button, obj):
            raise PermissionDenied
        return form

    def act(self, request, form):
        """Do what the pressed button does beside saving."""
        if form.button.action:
            getattr(self, form.button.action)(request, form)

    def will_save(self, request):
        """Whether the pressed button saves anything."""
        return self.pressed(request).saves

    def save_model(self, request, obj, form, change):
        """Save a new item; one that is there is saved by `touch`. Raises DryRun for a button that saves nothing."""
        if not form.button.saves:
            raise DryRun(form)
        if not change:
            super().save_model(request, obj, form, change)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The form. A button that only looks leads to the item as it is typed, and nothing was written."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except DryRun as look:
            return self._looked(request, look.form)

    def _looked(self, request, form):
        formsets, _inlines = request.formsets
        try:
            return getattr(self, form.button.response)(request, unsaved_item(form, formsets))
        except ValidationError as refusal:
            return getattr(self, form.button.refused)(request, refusal.messages)

    def response_add(self, request, obj, post_url_continue=None):
        """Where the button leads after the first save."""
        return self._button_response(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        """Where the button leads after a save."""
        return self._button_response(request, obj) or super().response_change(request, obj)

    def _button_response(self, request, item):
        # A window beside another form is closed by Django.
        response = "" if IS_POPUP_VAR in request.POST else self.pressed(request).response
        return getattr(self, response)(request, item) if response else None

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """The form with the buttons that this person may press, by place; or what the button answers to mistakes."""
        button = self.pressed(request)
        if button.refused:
            return getattr(self, button.refused)(request, [text for _place, text in form_errors(context)])
        may_save = self.has_change_permission(request, obj) or (add and self.has_add_permission(request))
        context["buttons"] = self._by_place(request, obj, context["is_popup"]) if may_save else {}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _by_place(self, request, item, is_popup):
        offered = [button for button in self.buttons if button.in_popup or not is_popup]
        offered = [button for button in offered if self.may_press(request, button, item)]
        places = {each.place for each in offered}
        return {place: tuple(each for each in offered if each.place == place) for place in places}
