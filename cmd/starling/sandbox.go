package main

import (
	"github.com/spf13/pflag"

	"starling/internal/files"
)

// sandbox is the flags that say which files and variables of the environment scripts may
// use; without any, all that the user may.
type sandbox struct {
	on               bool
	read, write, env []string
}

func (s *sandbox) flags(flags *pflag.FlagSet) {
	flags.BoolVar(&s.on, "sandbox", false, "keep scripts from files and the environment, but for what the --allow flags name")
	flags.StringArrayVar(&s.read, "allow-read", nil, "folder from which scripts may read, references and properties too; implies --sandbox (repeatable)")
	flags.StringArrayVar(&s.write, "allow-write", nil, "folder in which scripts may write; implies --sandbox (repeatable)")
	flags.StringArrayVar(&s.env, "allow-env", nil, "variable of the environment that scripts may use, as ${env:NAME} too; implies --sandbox (repeatable)")
}

// confines reports whether scripts may not use everything.
func (s *sandbox) confines() bool { return s.on || len(s.read)+len(s.write)+len(s.env) > 0 }

// access is what scripts may use; nil is everything.
func (s *sandbox) access() (*files.Access, error) {
	if !s.confines() {
		return nil, nil
	}
	return files.Confine(s.read, s.write, s.env)
}
