package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// commands runs the commands of a block. Lines that begin none are the input of the one before.
func (p *page) commands(b *block) {
	p.Helper()
	p.printed, p.failed = "", ""
	lines := strings.SplitAfter(strings.ReplaceAll(b.text, "\\\n", ""), "\n")
	for i := 0; i < len(lines); {
		line := lines[i]
		var input strings.Builder
		for i++; i < len(lines) && !command.MatchString(lines[i]); i++ {
			input.WriteString(lines[i])
		}
		words, into := shellWords(line)
		switch {
		case len(words) == 0:
		case b.marked("install"):
			p.there(words, line)
		default:
			p.command(words, into, input.String())
		}
	}
}

// command is how a line begins that is one.
var command = regexp.MustCompile(`^(starling|make|cat|mkdir|export)\b|^#|^$`)

// command runs a command; what it prints goes into a file, if there is a name of one.
func (p *page) command(words []string, into, input string) {
	p.Helper()
	var out string
	switch words[0] {
	case "starling":
		out = p.starling(p.reach(words[1:]), input)
	case "cat":
		for _, name := range words[1:] {
			text, err := os.ReadFile(name)
			if err != nil {
				p.Error(err)
			}
			out += string(text)
		}
	case "mkdir":
		if err := os.MkdirAll(words[len(words)-1], 0o755); err != nil {
			p.Error(err)
		}
	case "export":
		for _, w := range words[1:] {
			name, value, _ := strings.Cut(w, "=")
			p.Setenv(name, value)
		}
	default:
		p.Errorf("%s: only starling, cat, mkdir and export run here", words[0])
	}
	if into == "" {
		p.printed += out
	} else if err := os.WriteFile(into, []byte(out), 0o644); err != nil {
		p.Error(err)
	}
}

// reach is arguments of starling that lead to the page's broker, and that come to an end.
func (p *page) reach(args []string) []string {
	ends := slices.ContainsFunc(args, func(a string) bool { return a == "--for" || a == "--until-caught-up" || a == "-i" })
	if script := len(args) > 0 && filepath.Ext(args[0]) == ".py"; !ends && (script || len(args) > 0 && args[0] == "run") {
		at := 1
		if script {
			at = 0
		}
		args = slices.Insert(slices.Clone(args), at, "--for", "200ms")
	}
	for i, a := range args {
		args[i] = strings.ReplaceAll(a, "127.0.0.1:9092", p.broker.Addr())
	}
	if slices.Contains(args, "topic") && !slices.ContainsFunc(args, func(a string) bool { return strings.Contains(a, p.broker.Addr()) }) {
		return append([]string{"-X", "bootstrap.servers=" + p.broker.Addr()}, args...)
	}
	if slices.Contains(args, "--embedded") || len(args) > 0 && args[0] == "test" {
		return args
	}
	return append(p.at(), args...)
}

// there holds that a command which does not run is there: starling's flags, make's target.
func (p *page) there(words []string, line string) {
	p.Helper()
	switch words[0] {
	case "starling":
		p.flags(line)
	case "make":
		if !strings.Contains(p.makefile, "\n"+words[1]+":") {
			p.Errorf("%s: there is no such target", strings.TrimSpace(line))
		}
	default:
		p.Errorf("%s: only starling and make are known to be there", words[0])
	}
}

// flags holds that a command's flags are there, without running it.
func (p *page) flags(line string) {
	p.Helper()
	words, _ := shellWords(line)
	at := slices.IndexFunc(words, func(w string) bool { return strings.HasSuffix(w, ".py") })
	if at < 0 { // what follows a script is the script's
		at = len(words)
	}
	p.starling(slices.Insert(words[1:], at-1, "--help"), "")
}

// shellWords splits a line as a shell does, with quotes and comments, and tells the name behind >.
func shellWords(line string) (words []string, into string) {
	for _, m := range shellWord.FindAllString(line, -1) {
		if strings.HasPrefix(m, "#") {
			break
		}
		m = shellQuotes.ReplaceAllString(m, "$1$2")
		words = append(words, m)
	}
	if i := slices.Index(words, ">"); i >= 0 && i+1 < len(words) {
		words, into = words[:i], words[i+1]
	}
	return words, into
}

var (
	shellWord   = regexp.MustCompile(`('[^']*'|"[^"]*"|[^\s'"])+`)
	shellQuotes = regexp.MustCompile(`'([^']*)'|"([^"]*)"`)
)
