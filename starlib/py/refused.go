package py

import "go.starlark.net/starlark"

// refusal is a builtin that is an error, which says what to write.
func refusal(kind, text string) func(c *Call) (starlark.Value, error) {
	return func(*Call) (starlark.Value, error) { return nil, Raise(kind, "%s", text) }
}

// refusedBuiltins is THE table of Python's builtins that there are not.
func refusedBuiltins() []Entry {
	return []Entry{
		{
			Sig: "compile(*args, **kwargs)", Doc: "Not available: a script is compiled as a whole.",
			Fn: refusal("NotImplementedError", "compile is not available: a script is compiled as a whole before it runs; put the code in a function"),
		},
		{
			Sig: "complex(*args, **kwargs)", Doc: "Not available: there are no complex numbers.",
			Fn: refusal("NotImplementedError", "complex numbers are not available; keep the real and the imaginary part in two variables"),
		},
		{
			Sig: "eval(*args, **kwargs)", Doc: "Not available: json.loads reads data.",
			Fn: refusal("NotImplementedError", "eval is not available: text never becomes code here; json.loads reads data, a dict of functions chooses what is called"),
		},
		{
			Sig: "exec(*args, **kwargs)", Doc: "Not available: text never becomes code.",
			Fn: refusal("NotImplementedError", "exec is not available: text never becomes code here; write the statements in the script, globals()[name] = value sets a variable"),
		},
		{
			Sig: "memoryview(*args, **kwargs)", Doc: "Not available: slices of bytes cost little.",
			Fn: refusal("NotImplementedError", "memoryview is not available; use the bytes or the bytearray itself, of which slices cost little"),
		},
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
