"""Forms of the desk whose words are kept while somebody types, and offered back when the form is opened again."""

import copy
import uuid

from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError

from editing.open_forms.differences import differences
from editing.open_forms.drawing import Offer, accept, with_words
from editing.open_forms.keeping import Keeping
from editing.open_forms.models import OpenForm
from editing.open_forms.presence import present
from editing.open_forms.words import form_data, read_key

# What a form carries beside its words: its own key, and that of the one whose words it took up.
KEY, REPLACES, TAKE = "open_form", "open_form_replaces", "kept"
# So many forms are compared in full; of the others only their age is told.
MOST_COMPARED = 3


class KeptForms(Keeping):
    """Mixed into an admin: nobody loses words that were typed in its forms."""

    def kept(self, request):
        """The open form whose words the address asks to take up (`?kept=`); None without, or where it is gone."""
        if not hasattr(request, "kept_form"):
            request.kept_form = self._asked_for(request)
        return request.kept_form

    def get_form(self, request, obj=None, change=False, **kwargs):
        """The form, with the kept words where they are taken up."""
        form = super().get_form(request, obj, change=change, **kwargs)
        kept = self.kept(request)
        return with_words(form, form_data(kept.words)) if kept else form

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """The rows, with the kept words where they are taken up."""
        kwargs, kept = super().get_formset_kwargs(request, obj, inline, prefix), self.kept(request)
        return kwargs | {"data": form_data(kept.words)} if kept else kwargs

    def _create_formsets(self, request, obj, change):
        formsets, inlines = super()._create_formsets(request, obj, change)
        if self.kept(request):
            for formset in formsets:
                accept(formset)
        return formsets, inlines

    def save_related(self, request, form, formsets, change):
        """Save the rows. What was kept of the form is forgotten, since all of it is saved now."""
        super().save_related(request, form, formsets, change)
        if keys := list({*_sent_keys(request)}):
            OpenForm.objects.close(request.user, keys)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """The form with its key, with who else has it open, and with words that were kept of it."""
        if self.has_add_permission(request) if add else self.has_change_permission(request, obj):
            context["open_form"] = self._open_form(request, context, obj)
        if TAKE in request.GET:  # the words are taken up once: what is saved stands at the form's own address
            form_url = request.path + querystring(request.GET, TAKE)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _asked_for(self, request):
        if request.method != "GET" or TAKE not in request.GET:
            return None
        try:
            key = read_key(request.GET[TAKE])
        except ValidationError:
            return None
        return self._own(request, unquote(request.resolver_match.kwargs.get("object_id", ""))).filter(key=key).first()

    def _own(self, request, item):
        """The forms of this item that this person left with words, the newest first."""
        return OpenForm.objects.with_words().filter(user=request.user, form=self.opts.label_lower, item=item)

    def _open_form(self, request, context, obj):
        item, kept = str(obj.pk) if obj else "", self.kept(request)
        sent, rows = _sent_keys(request), self.open_forms(item)
        may_have_words = not item or any(row.has_words for row in rows if row.user_id == request.user.pk)
        return {
            "key": sent[0] if sent else uuid.uuid4(),
            "replaces": kept.key if kept else next(iter(sent[1:]), ""),
            "kept": kept,
            "is_gone": TAKE in request.GET and request.method == "GET" and not kept,
            "is_unsaved": context["adminform"].form.is_bound,
            "form": self.opts.label_lower,
            "item": item,
            "address": self.keep_address(item),
            "present": present(rows, request.user),
            "offers": self._offers(request, obj, item) if may_have_words and request.method == "GET" else [],
        }

    def _offers(self, request, obj, item):
        """What this person may take up; words that are saved by now are none. What is taken up stands alone."""
        kept = [self.kept(request)] if self.kept(request) else list(self._own(request, item)[:MOST_COMPARED])
        different = [
            form for number, form in enumerate(kept) if all(form.words != newer.words for newer in kept[:number])
        ]
        offers = [Offer(form, self._differences(request, obj, form)) for form in different]
        return [offer for offer in offers if offer.differences or offer.form.uploads]

    def _differences(self, request, obj, kept):
        """What a form with the kept words has other than what is saved."""
        drawn = copy.copy(request)
        drawn.kept_form = kept
        vars(drawn).pop("formsets", None)
        given = {"instance": obj} if obj else {"initial": self.get_changeform_initial_data(request)}
        form = self.get_form(drawn, obj, change=bool(obj))(**given)
        formsets, _inlines = self._create_formsets(drawn, obj or form.instance, change=bool(obj))
        return differences(form, formsets)


def querystring(query, without):
    """The query of an address without one of its names."""
    rest = query.copy()
    rest.pop(without, None)
    return f"?{rest.urlencode()}" if rest else ""


def _sent_keys(request):
    """The keys that a form was sent with: its own, and that of the one whose words it took up."""
    keys = []
    for name in (KEY, REPLACES) if request.method == "POST" else ():
        try:
            keys.append(read_key(request.POST.get(name)))
        except ValidationError:
            break
    return keys
