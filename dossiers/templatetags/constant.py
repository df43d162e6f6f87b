"""`{% load constant %}`: parts of pages that depend on a few plain values, drawn once in each process."""

from django import template
from django.template import NodeList
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
        return self._once((get_language(), *self._resolved(context)), context)

    def _resolved(self, context):
        return [value.resolve(context) for value in self.values]

    def _once(self, key, context):
        if None in key:
            return self.nodelist.render(context)
        found = self.drawn.get(key)
        return self._keep(key, self.nodelist.render(context)) if found is None else found

    def _keep(self, key, text):
        if self.size + len(text) > MOST:
            self.drawn, self.size = {}, 0
        if len(text) <= MOST:
            self.drawn[key] = text
            self.size += len(text)
        return text


class EachConstant(Constant):
    """A loop over what stands between `{% eachconstant … %}` and `{% endeachconstant %}`, which has no `forloop`:
    what follows `{% between %}` stands between two turns. The language and the other values are looked up once, and not
    for each turn."""

    def __init__(self, nodelist, between, name, turns, values):
        super().__init__(nodelist, values)
        self.between, self.name, self.turns = between, name, turns

    def render(self, context):
        """Each turn as it was drawn for the same values; drawn anew where one of them is None."""
        common = (get_language(), *self._resolved(context))
        with context.push():
            turns = [self._turn(each, common, context) for each in self.turns.resolve(context)]
        return self.between.render(context).join(turns)

    def _turn(self, each, common, context):
        context[self.name] = each
        return self._once((each, *common), context)


@register.tag
def constant(parser, token):
    """`{% constant publisher site_name %}`: all values that what follows depends on, each of which can be a key."""
    values = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    nodelist = parser.parse(("endconstant",))
    parser.delete_first_token()
    return Constant(nodelist, values)


@register.tag
def eachconstant(parser, token):
    """`{% eachconstant link in links level %}`: the loop, and the other values that what follows depends on;
    `{% between %}` begins what stands between two turns."""
    _tag, name, _in, turns, *values = token.split_contents()
    nodelist, between = parser.parse(("between", "endeachconstant")), NodeList()
    if parser.next_token().contents == "between":
        between = parser.parse(("endeachconstant",))
        parser.delete_first_token()
    return EachConstant(nodelist, between, name, parser.compile_filter(turns), [*map(parser.compile_filter, values)])
