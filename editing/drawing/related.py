"""The signs beside a box to choose a row from: to change, add, delete or look at it in a window of its own."""

from functools import cache

from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy

from editing.drawing.attributes import escape

NAME = "\x00"  # in the place of the name of a field, in what is remembered
TITLES = {
    "change": gettext_lazy("Change selected %(model)s"),
    "add": gettext_lazy("Add another %(model)s"),
    "delete": gettext_lazy("Delete selected %(model)s"),
    "view": gettext_lazy("View selected %(model)s"),
}


class RelatedWidget(RelatedFieldWidgetWrapper):
    """A box with the signs beside it, whose addresses are made once in each process."""

    @classmethod
    def of(cls, widget):
        """The same as one of Django's."""
        acts = {name: getattr(widget, f"can_{name}_related") for name in TITLES}
        return cls(
            widget.widget, widget.rel, widget.admin_site, **{f"can_{name}_related": may for name, may in acts.items()}
        )

    def __deepcopy__(self, memo):
        """A box of its own; Django would let all of them share their attributes."""
        copied = super().__deepcopy__(memo)
        copied.attrs = copied.widget.attrs
        return copied

    def get_related_url(self, info, action, *args):
        """The address of a page of the row."""
        return _address(self.admin_site.name, info, action, args)


@cache
def _address(site, info, action, args):
    return reverse("admin:{}_{}_{}".format(*info, action), current_app=site, args=args)


def draw_related(rendered_widget, is_hidden, name, model, model_name, model_has_limit_choices_to, **context):
    """The box, and the signs for what this person may do."""
    ref = "" if model_has_limit_choices_to else f'data-model-ref="{escape(model_name)}"'
    links = (
        "" if is_hidden else _links(get_language(), str(model), *map(context.get, GIVEN)).replace(NAME, escape(name))
    )
    return f'<div class="related-widget-wrapper" {ref}>{rendered_widget}{links}</div>'


GIVEN = (
    *("can_change_related", "can_add_related", "can_delete_related", "can_view_related"),
    *("url_params", "view_related_url_params", "change_related_template_url"),
    *("add_related_url", "delete_related_template_url"),
)


@cache
def _links(_language, model, change, add, delete, view, popup, only_viewed, changing, adding, deleting):
    """The signs of one kind of row, with NAME in the place of the field's name."""
    popup_attr = 'data-popup="yes" '
    drawn = (
        change
        and _link("change", "changelink", model, f'data-href-template="{changing}?{escape(popup)}" {popup_attr}'),
        add and _link("add", "addlink", model, f'{popup_attr}href="{adding}?{escape(popup)}" '),
        delete
        and _link("delete", "deletelink", model, f'data-href-template="{deleting}?{escape(popup)}" {popup_attr}'),
        view and _link("view", "viewlink", model, f'data-href-template="{changing}?{escape(only_viewed)}" '),
    )
    return "".join(filter(None, drawn))


def _link(act, icon, model, attrs):
    title = escape(str(TITLES[act]) % {"model": model})
    image = f'<img src="{escape(static(f"admin/img/icon-{icon}.svg"))}" alt="" width="24" height="24">'
    names = f'class="related-widget-wrapper-link {act}-related" id="{act}_id_{NAME}"'
    return f'<a {names} {attrs}title="{title}">{image}</a>'
