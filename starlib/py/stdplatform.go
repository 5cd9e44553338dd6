package py

import (
	"fmt"
	"runtime"
	"strings"

	"go.starlark.net/starlark"

	"starling/internal/files"
)

// platformEntries is the module platform.
func platformEntries() []Entry {
	text := func(sig, doc string, of func() string) Entry {
		return Entry{Sig: sig + "() -> str", Doc: doc, Fn: func(c *Call) (starlark.Value, error) { return starlark.String(of()), c.Unpack() }}
	}
	machine := func() string {
		if runtime.GOARCH == "amd64" {
			return "x86_64"
		}
		return strings.Replace(runtime.GOARCH, "arm64", "aarch64", 1)
	}
	system := func() string { return strings.ToUpper(runtime.GOOS[:1]) + runtime.GOOS[1:] }
	return []Entry{
		text("machine", "The kind of machine.", machine),
		text("node", "The name of the machine.", files.Hostname),
		text("platform", "The system and the machine.", func() string { return system() + "-" + machine() }),
		text("processor", "The processor, if that is known.", func() string { return "" }),
		text("python_implementation", "What runs the script.", func() string { return "Starling" }),
		text("python_version", "The version of Python that scripts are written in.", func() string { return fmt.Sprintf("%d.%d.%d", pythonVersion[0], pythonVersion[1], pythonVersion[2]) }),
		text("release", "The release of the system, if that is known.", func() string { return "" }),
		text("system", "The system.", system),
	}
}

// getpassEntries is the module getpass.
func getpassEntries() []Entry {
	return []Entry{
		refused("getpass(*args, **kwargs)", "Not available: a secret is better in a variable of the environment or a file.", "getpass.getpass is not available: os.environ[\"NAME\"], and ${env:NAME} or ${file:…} in properties of Kafka, give secrets to scripts"),
		{Sig: "getuser() -> str", Doc: "The name of the user, by the variables LOGNAME, USER, LNAME and USERNAME.", Fn: func(c *Call) (starlark.Value, error) {
			if err := c.Unpack(); err != nil {
				return nil, err
			}
			for _, name := range []string{"LOGNAME", "USER", "LNAME", "USERNAME"} {
				if v, ok, err := c.cfg.Files.LookupEnv(name); err == nil && ok && v != "" {
					return starlark.String(v), nil
				}
			}
			return nil, Raise("OSError", "getuser: none of the variables LOGNAME, USER, LNAME and USERNAME is set, or may be read")
		}},
	}
}
