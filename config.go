package starling

import (
	"cmp"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"sync"
	"time"

	"starling/internal/files"
	"starling/internal/session"
	"starling/kafka"
	"starling/kafka/client"
	"starling/starlib"
	"starling/starlib/py"
)

// Config is what a session is made of. The zero value is usable: no broker by default, no output,
// scripts that may use all files that the process may, and no bound of memory but GOMEMLIMIT.
type Config struct {
	// Brokers and Registry are what scripts need not say: bootstrap.servers, as "host:9092,host2:9092",
	// and schema.registry.url. Properties are further Kafka client properties by default, as -X has them.
	Brokers, Registry string
	Properties        map[string]string
	// Embedded answers every bootstrap.servers and schema.registry.url with a broker and a registry
	// inside the process, which start when the first script or table needs them.
	Embedded bool

	// Cycle is the shortest time between two updates of the tables while they keep up; 0 is 50 ms.
	Cycle time.Duration
	// MaxMemory is how many bytes the process may use until the table that grows fails. 0 is
	// GOMEMLIMIT, or no bound. It does not set the limit of Go's collector: debug.SetMemoryLimit does.
	MaxMemory int64
	// ShutdownTimeout is how long Close may take; 0 is 30 s.
	ShutdownTimeout time.Duration

	// Stdin is what input() of scripts reads; with nil it fails. Stdout and Stderr are where they
	// print; with nil that is lost. One call at a time writes to Stderr.
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	// Args is sys.argv: the name of the script and its arguments. Dir is where relative paths of
	// scripts start; "" is the folder of the process.
	Args []string
	Dir  string

	// Sandbox keeps scripts from files and the environment, but for the folders in AllowRead and
	// AllowWrite and the variables in AllowEnv; any of these implies it.
	Sandbox                         bool
	AllowRead, AllowWrite, AllowEnv []string

	// Arrow is arrow.Files{} of package starling/serve/arrow for scripts that read and write files
	// of Apache Arrow's, at the price of its library, 4.5 MB. With nil read_arrow is an error.
	Arrow starlib.ArrowFiles

	// Notify hears what somebody should know who watches, a line each: tables that failed, lost
	// connections, memory that runs short. Any goroutine calls it. Nil writes lines to Stderr.
	Notify func(msg string)
	// Log is for the log of the Kafka client; nil is none.
	Log *slog.Logger
}

// The values of a zero Cycle and ShutdownTimeout.
const (
	defaultCycle    = 50 * time.Millisecond
	defaultPatience = 30 * time.Second
)

// inner checks the configuration, and makes of it what a session is made of. broker is for Embedded.
func (c Config) inner(broker *session.Broker) (session.Config, error) {
	switch {
	case c.Cycle < 0:
		return session.Config{}, fmt.Errorf("Config.Cycle: %v is less than 0", c.Cycle)
	case c.MaxMemory < 0:
		return session.Config{}, fmt.Errorf("Config.MaxMemory: %d is less than 0", c.MaxMemory)
	case c.ShutdownTimeout < 0:
		return session.Config{}, fmt.Errorf("Config.ShutdownTimeout: %v is less than 0", c.ShutdownTimeout)
	}
	props, err := c.props()
	if err != nil {
		return session.Config{}, err
	}
	var access *files.Access
	if c.Sandbox || len(c.AllowRead)+len(c.AllowWrite)+len(c.AllowEnv) > 0 {
		if access, err = files.Confine(c.AllowRead, c.AllowWrite, c.AllowEnv); err != nil {
			return session.Config{}, err
		}
	}
	stderr := &lines{w: cmp.Or[io.Writer](c.Stderr, io.Discard)}
	notify := c.Notify
	if notify == nil {
		notify = stderr.say
	}
	env := &kafka.Env{Env: client.Env{Alias: client.Alias{}, Defaults: props, Files: access, Log: c.Log, Notify: notify}}
	if c.Embedded {
		env.Embedded = broker.Start
	}
	return session.Config{
		Config:    py.Config{Stdin: c.Stdin, Stdout: c.Stdout, Stderr: stderr, Args: c.Args, Dir: c.Dir, Files: access},
		Arrow:     c.Arrow,
		Env:       env,
		Cycle:     cmp.Or(c.Cycle, defaultCycle),
		Patience:  cmp.Or(c.ShutdownTimeout, defaultPatience),
		Late:      "Config.ShutdownTimeout",
		Notify:    notify,
		MaxMemory: c.MaxMemory,
		BoundBy:   "Config.MaxMemory",
	}, nil
}

// props is the default properties of Kafka's clients.
func (c Config) props() (client.Props, error) {
	props := client.Props{}
	maps.Copy(props, c.Properties)
	if _, has := props[""]; has {
		return nil, fmt.Errorf(`Config.Properties: "" is no name of a property`)
	}
	for _, x := range []struct{ field, name, value string }{
		{"Brokers", "bootstrap.servers", c.Brokers}, {"Registry", "schema.registry.url", c.Registry},
	} {
		if x.value == "" {
			continue
		}
		if _, twice := props[x.name]; twice {
			return nil, fmt.Errorf("Config.%s: Config.Properties says %s too; say it once", x.field, x.name)
		}
		props[x.name] = x.value
	}
	return props, nil
}

// lines is a writer for scripts and notices, one at a time.
type lines struct {
	mu sync.Mutex // a leaf
	w  io.Writer
}

// Write writes what a script printed.
func (l *lines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(b)
}

func (l *lines) say(msg string) { fmt.Fprintln(l, msg) }
