"""Formulas of the query language, as far as they are Python but for a few signs."""
import re

_SIGNS = [(r"`([^`]*)`", r"'\1'"), (r"&&", " and "), (r"\|\|", " or "), (r"!(?!=)", " not "), (r"\((?:int|long|double|float|String|boolean)\)\s*", "")]
_TERNARY = re.compile(r"^(.*?)\?(.*?):(.*)$")


class Text(str):
    """A text with the methods that Java's has."""
    startsWith, endsWith, contains = str.startswith, str.endswith, str.__contains__
    toUpperCase, toLowerCase, length = str.upper, str.lower, str.__len__


def compile_formula(text, scope):
    """A function of a row, given as a dict, and its number."""
    for sign, python in _SIGNS:
        text = re.sub(sign, python, text)
    if found := _TERNARY.match(text):
        text = "({1}) if ({0}) else ({2})".format(*found.groups())
    code = compile(text.strip(), "formula", "eval")

    def evaluate(row, number):
        names = {name: Text(value) if type(value) is str else value for name, value in row.items()}
        try:
            value = eval(code, scope, names | {"i": number, "ii": number, "true": True, "false": False, "null": None})
        except TypeError:
            if not any(row.get(name, 0) is None for name in code.co_names):
                raise
            value = None  # as everything that is made of a null
        return str(value) if type(value) is Text else value

    return evaluate


def split(formula):
    """"A = B + 1" is ("A", "B + 1"); "A" is ("A", "A")."""
    found = re.match(r"^\s*(\w+)\s*=(?!=)\s*(.*)$", formula)
    return found.groups() if found else (formula.strip(), formula.strip())
