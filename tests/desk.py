"""The desk's forms as a browser fills them in: what the page shows is sent back, but for what is typed over it."""

from html.parser import HTMLParser
from xml.etree.ElementTree import TreeBuilder

from django.urls import reverse

VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr", "col", "base"}


class PageParser(HTMLParser):
    """Reads pages that close what they open, ten times as fast as a parser that forgives."""

    def __init__(self):
        super().__init__()
        self.page, self.open = TreeBuilder(), []

    def handle_starttag(self, tag, attrs):
        self.page.start(tag, {name: value or "" for name, value in attrs})
        self.open.append(tag)
        if tag in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, f"line {self.getpos()[0]}: </{tag}>"
        self.page.end(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_data(self, data):
        if self.open:
            self.page.data(data)


def address(item, name="change"):
    """Where a page of a row is at the desk."""
    return reverse(f"admin:{item._meta.app_label}_{item._meta.model_name}_{name}", args=[item.pk] if item.pk else [])


def adding(model):
    """Where a row of a model is added."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")


def tree(response):
    """The page as a tree of elements. Raises an error when one is not closed."""
    parser = PageParser()
    parser.feed(response.content.decode())
    return parser.page.close()


def filled(response):
    """What the page's main form would send: {name: value or list of values}."""
    return fields(next(form for form in tree(response).iter("form") if form.get("id", "").endswith("_form")))


def fields(form):
    """What a form of a page would send."""
    sent = {}
    for field in (each for each in form.iter() if each.tag in ("input", "select", "textarea")):
        for value in _values(field) if field.get("name") else ():
            sent.setdefault(field.get("name"), []).append(value)
    return {name: values if len(values) > 1 else values[0] for name, values in sent.items() if "__prefix__" not in name}


def token(response):
    """What a page draws into its forms against forged requests; each page another."""
    fields = [field for field in tree(response).iter("input") if field.get("name") == "csrfmiddlewaretoken"]
    return fields[-1].get("value")


def _values(field):
    if field.tag == "textarea":
        # As HTML has it, the first line break after the tag is no content.
        return [(field.text or "").removeprefix("\n")]
    if field.tag == "select":
        return [option.get("value", "") for option in field.iter("option") if "selected" in option.attrib]
    kind = field.get("type", "text")
    if kind in ("submit", "button", "file") or (kind in ("checkbox", "radio") and "checked" not in field.attrib):
        return []
    return [field.get("value", "on" if kind == "checkbox" else "")]


def send(client, where, button="_save", **typed):
    """Open a form, type, and press a button. Names with a hyphen are written with two underscores."""
    opened = client.get(where)
    assert opened.status_code == 200, opened
    typed = {name.replace("__", "-"): value for name, value in typed.items()}
    return client.post(where, filled(opened) | typed | {button: "1"})


def ready_to_publish(client, *rows, **typed):
    """Tick rows of a list and open the page that says what is new in each: what its button sends, and where to."""
    changelist = reverse(f"admin:{rows[0]._meta.app_label}_{rows[0]._meta.model_name}_changelist")
    ticked = {"action": "publish_selected", "_selected_action": [str(row.pk) for row in rows]}
    page = client.post(changelist, ticked)
    assert page.status_code == 200, page
    sent = {"_selected_action": ticked["_selected_action"], "seen": page.context["form"].initial["seen"]}
    return page.context["address"], sent | typed


def publish_from_list(client, *rows, **typed):
    """Publish rows that are ticked in their list; the page that says what was done."""
    return client.post(*ready_to_publish(client, *rows, **typed), follow=True)


def errors(response):
    """Every sentence that a form tells as a mistake, by the name of the field it stands at ("" for the whole form)."""
    context = response.context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += inline.formset.forms
    told = {form.add_prefix(name): list(texts) for form in forms for name, texts in form.errors.items()}
    return {("" if name.endswith("__all__") else name): texts for name, texts in told.items()}


def text(response):
    """The words of a page's main part, on one line, without comments."""
    main = next(element for element in tree(response).iter("main"))
    for element in main.iter():
        if not isinstance(element.tag, str):
            element.text = ""
    return " ".join("".join(main.itertext()).split())
