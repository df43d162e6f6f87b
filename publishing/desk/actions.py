"""What can be done to an item beside saving it: publish, preview. Each asks for its own permission."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from publishing.editions import publish
from publishing.locking import lock_together
from publishing.models import Address
from publishing.preview import preview
from publishing.together import publish_together


class ItemActions:
    """Mixed into the admin of publishable items."""

    def get_urls(self):
        """The preview of an item, before the pages of Django."""
        return [self.own_path("preview", self.preview), *super().get_urls()]

    def own_path(self, name, view):
        """The address of a page of an item at the desk."""
        view = self.admin_site.admin_view(view)
        return path(f"<uuid:key>/{name}/", view, name=f"{self.opts.app_label}_{self.opts.model_name}_{name}")

    def address(self, name, item):
        """Where a page of an item is at the desk: "change", "preview", "withdraw"."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}", args=[item.pk])

    def has_publish_permission(self, request, obj=None):
        """Whether this person may publish items of this kind."""
        return self.may(request, self.model, "publish")

    # Of which model its companions are.
    companion_model = None

    def companions(self, item):
        """The unpublished items of another kind that belong to this one, as a QuerySet; None where there are none."""
        return None

    def publishable_companions(self, request, item):
        """The companions that this person may publish in the same act, put together where somebody looks; None where
        there are none.
        """
        may_publish = self.companion_model and self.has_publish_permission(request, item)
        if not may_publish or not self.may(request, self.companion_model, "publish"):
            return None
        return SimpleLazyObject(lambda: self.companions(item).changeable_by(request.user))

    def first_companions(self, request, item):
        """What gives the first of the companions that this person may publish; None where nothing but these does."""
        return None

    def may(self, request, model, *acts):
        """Whether this person may do one of these acts ("publish", "view") to rows of a model."""
        names = [f"{model._meta.app_label}.{act}_{model._meta.model_name}" for act in acts]
        return any(map(request.user.has_perm, names))

    def preview(self, request, key):
        """The public page of an item as the desk has it now."""
        item = get_object_or_404(self.get_queryset(request), pk=key)
        if not self.has_view_or_change_permission(request, item):
            raise PermissionDenied
        try:
            return self.draw_preview(request, item)
        except ValidationError as refusal:
            return self.refuse_preview(request, refusal.messages)

    def draw_preview(self, request, item):
        """The preview of an item, with its companions that can be published and that this person may see."""
        return preview(
            item,
            request,
            also=[companion for companion in self.previewed_companions(request, item) if not companion.refusals()],
        )

    def previewed_companions(self, request, item):
        """The companions that this person may see."""
        companions = self.companions(item)
        may_see = companions is not None and self.may(request, companions.model, "view", "change")
        return list(companions) if may_see else []

    def refuse_preview(self, request, mistakes):
        """A page that says why there is no preview."""
        context = {**self.admin_site.each_context(request), "title": _("There is no preview yet"), "mistakes": mistakes}
        return TemplateResponse(request, "admin/publishing/no_preview.html", context)

    def publish_form(self, request, form):
        """Publish what a form has just saved and what was ticked with it. Raises ValidationError, told at its field."""
        edition = {"by": request.user, "minor": form.cleaned_data["minor"]}
        note = form.cleaned_data["note"]
        also = form.chosen_companions()
        if others := [*also, *self.parts(form)]:
            lock_together([form.instance, *others])
        published = [form.instance] if publish(form.instance, note=note, **edition) else []
        parts = self.publish_parts(request, form, apart=also, note=note, **edition)
        published += self._publish_companions(also, edition)
        if published or parts:
            self.say_published(request, form.instance, published, parts)
        else:
            self._say_nothing_new(request, note)

    def _say_nothing_new(self, request, note):
        words = gettext("Readers have all of this already: the change note was not kept.")
        self.message_user(request, words if note else gettext("Readers have all of this already."))

    def _publish_companions(self, items, edition):
        """Publish what was ticked, all or nothing, and give what had something new."""
        outcomes = publish_together(items, again=False, **edition) if items else {}
        refused = {item: why for item in items if isinstance(why := outcomes[item.pk], ValidationError)}
        if refused:
            sentences = [f"{item}: {sentence}" for item, why in refused.items() for sentence in why.messages]
            raise ValidationError({"also": sentences})
        return [item for item in items if outcomes[item.pk]]

    def parts(self, form):
        """The items of another kind of which a form changes something."""
        return []

    def publish_parts(self, request, form, *, apart, **edition):
        """Publish what a form changed in items of another kind; `apart` are published whole anyway.

        Gives each of them with words that name it as readers know it, and say what is new: [(item, words)].
        """
        return []

    def say_published(self, request, item, published, parts=()):
        """A message that names what the public reads now, with the way there, after the form of `item` was sent."""
        named = [*((each, each) for each in published), *parts]
        pages = [(words, Address.objects.current_address(each.kind, each.pk)) for each, words in named]
        context = {"pages": pages, "next_steps": self.next_steps(request, item) if len(pages) == 1 else []}
        self.message_user(request, render_to_string("admin/publishing/_published.html", context), messages.SUCCESS)
