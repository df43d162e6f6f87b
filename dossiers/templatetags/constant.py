"""`{% load constant %}`: parts of pages that depend on a few plain values, drawn once in each process."""

from django import template
from django.utils.translation import get_language

register = template.Library()

# So many characters of drawings of one part are remembered, each for other values.
MOST = 500_000


class Constant(template.Node):
    """What stands between `{% constant … %}` and `{% endconstant %}`. It holds no block: templates share it."""

    def __init__(self, nodelist, values):
        self.nodelist, self.values = nodelist, values
        self.drawn, self.size = {}, 0

    def render(self, context):
        """As it was drawn for the same values in this language; drawn anew where one of them is None."""
        values = [value.resolve(context) for value in self.values]
        if None in values:
            return self.nodelist.render(context)
        key = (get_language(), *values)
        found = self.drawn.get(key)
        return self._keep(key, self.nodelist.render(context)) if found is None else found

    def _keep(self, key, text):
        if self.size + len(text) > MOST:
            self.drawn, self.size = {}, 0
        if len(text) <= MOST:
            self.drawn[key] = text
            self.size += len(text)
        return text


@register.tag
def constant(parser, token):
    """`{% constant publisher site_name %}`: all values that what follows depends on, each of which can be a key."""
    values = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    nodelist = parser.parse(("endconstant",))
    parser.delete_first_token()
    return Constant(nodelist, values)
