"""Nested plain values as the cells of a table. Pure."""

JOIN = "; "


def cells(record, columns):
    """One row, in the order of `columns`: {name: path in the record ("start.edtf"), or what makes a list of it}."""
    return [_cell(of(record) if callable(of) else _values([record], of.split("."))) for of in columns.values()]


def _values(nodes, steps):
    """What the steps of a path lead to, also through lists."""
    for step in steps:
        nodes = [node[step] for node in nodes if node]
        nodes = [each for node in nodes for each in (node if isinstance(node, list) else [node])]
    return [node for node in nodes if node not in (None, "")]


def _cell(values):
    """One value as it is, several as one text."""
    return values[0] if len(values) == 1 else JOIN.join(map(str, values)) or None
