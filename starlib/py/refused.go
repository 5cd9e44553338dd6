package py

import "go.starlark.net/starlark"

// refused is the entry of what Python has and a script here cannot have: every call is an error that says what to
// write, and Check finds it.
func refused(sig, doc, text string) Entry {
	err := Raise("NotImplementedError", "%s", text)
	return Entry{Sig: sig, Doc: doc, Refused: err, Fn: func(*Call) (starlark.Value, error) { return nil, err }}
}

// refusedBuiltins is THE table of Python's builtins that there are not.
func refusedBuiltins() []Entry {
	return []Entry{
		refused("compile(*args, **kwargs)", "Not available: a script is compiled as a whole.",
			"compile is not available: a script is compiled as a whole before it runs; put the code in a function"),
		refused("complex(*args, **kwargs)", "Not available: there are no complex numbers.",
			"complex numbers are not available; keep the real and the imaginary part in two variables"),
		refused("eval(*args, **kwargs)", "Not available: json.loads reads data.",
			"eval is not available: text never becomes code here; json.loads reads data, a dict of functions chooses what is called"),
		refused("exec(*args, **kwargs)", "Not available: text never becomes code.",
			"exec is not available: text never becomes code here; write the statements in the script, globals()[name] = value sets a variable"),
		refused("memoryview(*args, **kwargs)", "Not available: slices of bytes cost little.",
			"memoryview is not available; use the bytes or the bytearray itself, of which slices cost little"),
	}
}

// asciiText is ascii(x).
func asciiText(c *Call) (starlark.Value, error) {
	var x starlark.Value
	if err := c.Unpack("object", &x); err != nil {
		return nil, err
	}
	return c.printer().conversion(x, "a")
}
