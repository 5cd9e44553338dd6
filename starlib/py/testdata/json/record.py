#!/usr/bin/env python3
"""record.py: what CPython says of texts that are no JSON, for TestJSONErrors: [text, str(e), msg, pos, lineno, colno]."""
import json, pathlib

TEXTS = ['', ' ', '{bad', '{', '[', '[1', '[1,', '[1,]', '[1 2]', '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}', '{"a" 1}', '{1:2}', "{'a':1}",
    '"abc', '"a\nb"', '"a\\', '"a\\x"', '"\\u12"', '"\\u12G4"', '"\\u', 'nul', 'True', 'None', 'nan', '1 2', '01', '1.', '-', '.5', '+1', '1e', '1e+', '[1]]',
    '{"a": [1, 2}, "b": 3}', '\n\n  {"a":\n 1,\n oops}', 'é', '"é" x', '{"é": y}', '\ufeff1', '"a\tb"', '[1,,2]', '{"a":1 "b":2}', '{,}', '[,]', '"\\ud800\\u"',
    '"\\uD834\\', '{"a":1]', '[}', '\x0c1', '1\x0b', 'tru', '[tru]', '{"a":tru}', '-Inf', 'Infinit', '[1\n,\n2\n3]', '"\\u1 23"', '"\\u+123"', '"\\u00"', '"𝄞\x01"', '"a\\q𝄞"', '/* x */ 1', '{"a":1}//']

with open(pathlib.Path(__file__).parent / "errors.json", "w") as out:
    for t in TEXTS:
        try:
            json.loads(t)
        except json.JSONDecodeError as e:
            print(json.dumps([t, str(e), e.msg, e.pos, e.lineno, e.colno]), file=out)
        else:
            raise SystemExit(f"{t!r} is JSON")
