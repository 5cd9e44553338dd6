package py

import (
	"strings"

	"go.starlark.net/starlark"
)

// builtinExceptions is THE table of Python's own exceptions: the name, and the class that it
// derives from, which stands before it.
var builtinExceptions = []struct{ name, base string }{
	{"BaseException", "object"},
	{"GeneratorExit", "BaseException"},
	{"KeyboardInterrupt", "BaseException"},
	{"SystemExit", "BaseException"},
	{"Exception", "BaseException"},
	{"ArithmeticError", "Exception"},
	{"FloatingPointError", "ArithmeticError"},
	{"OverflowError", "ArithmeticError"},
	{"ZeroDivisionError", "ArithmeticError"},
	{"AssertionError", "Exception"},
	{"AttributeError", "Exception"},
	{"BufferError", "Exception"},
	{"EOFError", "Exception"},
	{"ImportError", "Exception"},
	{"ModuleNotFoundError", "ImportError"},
	{"LookupError", "Exception"},
	{"IndexError", "LookupError"},
	{"KeyError", "LookupError"},
	{"MemoryError", "Exception"},
	{"NameError", "Exception"},
	{"UnboundLocalError", "NameError"},
	{"OSError", "Exception"},
	{"BlockingIOError", "OSError"},
	{"ChildProcessError", "OSError"},
	{"ConnectionError", "OSError"},
	{"BrokenPipeError", "ConnectionError"},
	{"ConnectionAbortedError", "ConnectionError"},
	{"ConnectionRefusedError", "ConnectionError"},
	{"ConnectionResetError", "ConnectionError"},
	{"FileExistsError", "OSError"},
	{"FileNotFoundError", "OSError"},
	{"InterruptedError", "OSError"},
	{"IsADirectoryError", "OSError"},
	{"NotADirectoryError", "OSError"},
	{"PermissionError", "OSError"},
	{"ProcessLookupError", "OSError"},
	{"TimeoutError", "OSError"},
	{"ReferenceError", "Exception"},
	{"RuntimeError", "Exception"},
	{"NotImplementedError", "RuntimeError"},
	{"RecursionError", "RuntimeError"},
	{"StopAsyncIteration", "Exception"},
	{"StopIteration", "Exception"},
	{"SyntaxError", "Exception"},
	{"IndentationError", "SyntaxError"},
	{"TabError", "IndentationError"},
	{"SystemError", "Exception"},
	{"TypeError", "Exception"},
	{"ValueError", "Exception"},
	{"UnicodeError", "ValueError"},
	{"UnicodeDecodeError", "UnicodeError"},
	{"UnicodeEncodeError", "UnicodeError"},
	{"UnicodeTranslateError", "UnicodeError"},
	{"Warning", "Exception"},
	{"BytesWarning", "Warning"},
	{"DeprecationWarning", "Warning"},
	{"EncodingWarning", "Warning"},
	{"FutureWarning", "Warning"},
	{"ImportWarning", "Warning"},
	{"PendingDeprecationWarning", "Warning"},
	{"ResourceWarning", "Warning"},
	{"RuntimeWarning", "Warning"},
	{"SyntaxWarning", "Warning"},
	{"UnicodeWarning", "Warning"},
	{"UserWarning", "Warning"},
}

// osErrorNames is the other names of OSError.
var osErrorNames = []string{"EnvironmentError", "IOError"}

// exceptionGroups is the classes of several exceptions at once, which are not available.
var exceptionGroups = []string{"BaseExceptionGroup", "ExceptionGroup"}

// ExceptionClass is the class of an exception in a table of entries: each interpreter has its own.
type ExceptionClass struct{ Module, Name, Base string }

func (x ExceptionClass) String() string        { return "<class '" + x.Module + "." + x.Name + "'>" }
func (x ExceptionClass) Type() string          { return "type" }
func (x ExceptionClass) Freeze()               {}
func (x ExceptionClass) Truth() starlark.Bool  { return true }
func (x ExceptionClass) Hash() (uint32, error) { return starlark.String(x.Name).Hash() }

// exceptions is the classes of exceptions that Go code raises, by name: those of modules are
// there with and without that of the module.
type exceptions map[string]*class

// buildExceptions makes the classes of the table.
func (ip *Interp) buildExceptions() {
	ip.exceptions = exceptions{}
	for _, d := range builtinExceptions {
		base := ip.object
		if d.base != "object" {
			base = ip.exceptions[d.base]
		}
		k := ip.newClass("builtins", d.name, base)
		for _, field := range exceptionFields[d.name] {
			k.set(field, starlark.None)
		}
		ip.exceptions[d.name] = k
	}
	base := ip.baseException()
	base.native = nativeException
	base.add(baseExceptionMethods())
	for i := range baseExceptionFields {
		base.set(baseExceptionFields[i].name, &baseExceptionFields[i])
	}
	for _, name := range exceptionGroups {
		k := ip.newClass("builtins", name, ip.exceptions["Exception"])
		k.native = func(c *Call, k *class) (starlark.Value, error) {
			return nil, Raise("NotImplementedError", "%s is not available: raise one exception, or keep several in a list", k.name)
		}
		ip.exceptions[name] = k
	}
}

// exceptionClass is the class of the exceptions that Go code raises by that name; what has no class
// yet is an Exception.
func (ip *Interp) exceptionClass(kind string) *class {
	k, ok := ip.exceptions[kind]
	if !ok {
		k = ip.madeException(ExceptionClass{"builtins", kind, "Exception"})
	}
	return k
}

// madeException is the class of an entry.
func (ip *Interp) madeException(x ExceptionClass) *class {
	if k, ok := ip.exceptions[x.Module+"."+x.Name]; ok {
		return k
	}
	var bases []*class
	for _, base := range strings.Split(x.Base, ",") {
		bases = append(bases, ip.exceptions[base])
	}
	k := ip.newClass(x.Module, x.Name, bases...)
	ip.exceptions[x.Module+"."+x.Name] = k
	if _, taken := ip.exceptions[x.Name]; !taken {
		ip.exceptions[x.Name] = k
	}
	return k
}

// exceptionNames gives the builtins the classes of exceptions.
func (ip *Interp) exceptionNames(all starlark.StringDict) {
	for _, d := range builtinExceptions {
		all[d.name] = ip.exceptions[d.name]
	}
	for _, name := range osErrorNames {
		all[name] = ip.exceptions["OSError"]
	}
	for _, name := range exceptionGroups {
		all[name] = ip.exceptions[name]
	}
}

// baseException is the class of all exceptions.
func (ip *Interp) baseException() *class { return ip.exceptions["BaseException"] }
