package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"
)

// scriptArgs is the script's path and its arguments. Flags of the command's among them are an
// error, unless the user marked where the script's own begin: with -- before the script, or
// right after it. dashed is whether one stood before it.
func scriptArgs(flags *pflag.FlagSet, args []string, dashed bool) ([]string, error) {
	if dashed {
		return args, nil
	}
	path, rest := args[0], args[1:]
	own := rest
	if end := slices.Index(rest, "--"); end >= 0 {
		own = rest[:end]
		if end == 0 {
			rest = rest[1:]
		}
	}
	for _, arg := range own {
		if name := knownFlag(flags, arg); name != "" {
			return nil, usagef("%s after %s would be an argument of the script: write it before %[2]s, or -- after %[2]s if the script is to have it", name, path)
		}
	}
	return append([]string{path}, rest...), nil
}

// knownFlag is the flag of the command's that an argument is, as it was written and without a
// value; "" if it is none.
func knownFlag(flags *pflag.FlagSet, arg string) string {
	if long, ok := strings.CutPrefix(arg, "--"); ok {
		name, _, _ := strings.Cut(long, "=")
		if name == "help" || flags.Lookup(name) != nil {
			return "--" + name
		}
		return ""
	}
	letters, ok := strings.CutPrefix(arg, "-")
	if !ok {
		return ""
	}
	for i := range len(letters) { // of several the last may have a value
		f := flags.ShorthandLookup(letters[i : i+1])
		if f == nil {
			return ""
		}
		if f.NoOptDefVal == "" {
			break
		}
	}
	if letters == "" {
		return ""
	}
	return arg[:2]
}

// isScript reports whether starling's first argument, which is no command, is to be run: it
// looks like the name of a script, or there is such a file.
func isScript(arg string) bool {
	if arg == "-" || strings.ContainsRune(arg, filepath.Separator) || slices.Contains([]string{".py", ".star"}, filepath.Ext(arg)) {
		return true
	}
	info, err := os.Stat(arg)
	return err == nil && info.Mode().IsRegular()
}

// promptFlags are the flags of a run that the prompt has too.
var promptFlags = append([]string{"interactive"}, listenerFlags...)

// unused is a flag of a run that was given though there is nothing to run; "" if none was. With
// -i alone it is the prompt that comes anyway, and that has metrics and a page too.
func (s *script) unused(flags *pflag.FlagSet) (name string) {
	own := pflag.NewFlagSet("", pflag.ContinueOnError)
	(&script{app: s.app}).flags(own, "")
	flags.Visit(func(f *pflag.Flag) {
		if own.Lookup(f.Name) != nil && !slices.Contains(promptFlags, f.Name) {
			name = f.Name
		}
	})
	return name
}
