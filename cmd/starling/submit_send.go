package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"starling/flink"
	"starling/flink/gateway"
	"starling/kafka/client"
)

func (g *gatewayFlag) flags(f *pflag.FlagSet) {
	// The default is no value of the flag, which help would show with its password.
	f.StringVar(&g.flag, "gateway", "", "the URL of Flink's SQL gateway, http://host:8083; a name and password may stand in it (default $"+gatewayVariable+")")
}

// url is where it answers, "" if nobody says.
func (g *gatewayFlag) url() string { return cmp.Or(g.flag, os.Getenv(gatewayVariable)) }

// session opens a session of the gateway, with properties. Errors have no secrets.
func (g *gatewayFlag) session(ctx context.Context, properties map[string]string, secrets ...string) (*gateway.Session, error) {
	c, err := gateway.New(gateway.Config{URL: g.url(), Redact: func(text string) string {
		for _, s := range secrets {
			text = strings.ReplaceAll(text, s, "***")
		}
		return text
	}})
	if err != nil {
		return nil, usageError{fmt.Errorf("--gateway: %w", err)}
	}
	return c.Open(ctx, properties)
}

// submitted is a job that runs, and what it writes.
type submitted struct {
	gatewayFlag
	id, name string
	topics   []flink.Target
	props    map[string]client.Props // of a topic's client
	secrets  []string                // which no output may have
}

// ask opens a session to ask for the job.
func (j *submitted) ask(ctx context.Context) (*gateway.Session, error) {
	return j.session(ctx, nil, j.secrets...)
}

// passwordIn finds what is hidden within a secret: the password of a JAAS line, and of a login name:password.
var passwordIn = regexp.MustCompile(`password="((?:[^"\\]|\\.)*)"|^[^\s:]+:(\S+)$`)

// unescape gives what a JAAS line has with \ before quotes.
var unescape = strings.NewReplacer(`\\`, `\`, `\"`, `"`)

// hidden is a secret as an error may quote it: whole, as it stands in a statement, and the password in it.
func hidden(secret string) []string {
	all := []string{secret}
	for _, part := range passwordIn.FindStringSubmatch(secret) {
		all = append(all, part, unescape.Replace(part))
	}
	for _, s := range slices.Clone(all) {
		all = append(all, strings.ReplaceAll(s, "'", "''"))
	}
	// The longest first, of which others are parts.
	slices.SortFunc(all, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	return slices.DeleteFunc(all, func(s string) bool { return s == "" })
}

// checkpointing is how often a job keeps what it knows; without it, never.
const checkpointing = "execution.checkpointing.interval"

// warn tells of a job that goes on and keeps nothing.
func (s *submission) warn(ctx context.Context, session *gateway.Session) error {
	if s.wait || s.caughtUp || slices.ContainsFunc(s.set, func(x string) bool { return strings.HasPrefix(x, checkpointing+"=") }) {
		return nil
	}
	properties, err := session.Properties(ctx)
	if err == nil && properties[checkpointing] == "" {
		fmt.Fprintf(s.stderr, "warning: this Flink makes no checkpoints: when a machine fails, the job begins anew, and a topic of rows has some twice; --set %s=10s\n", checkpointing)
	}
	return err
}

// sets is the statements of --set, which go behind the program's settings.
func (s *submission) sets() []gateway.Statement {
	var sets []gateway.Statement
	for _, x := range s.set {
		name, value, _ := strings.Cut(x, "=")
		sets = append(sets, gateway.Statement{Name: "--set " + name, SQL: "SET " + flink.Quote(name) + " = " + flink.Quote(value)})
	}
	return sets
}

// send has Flink run the program, and returns when the job does.
func (s *submission) send(ctx context.Context, p *planned, program *flink.Program, script string) (*submitted, error) {
	job := &submitted{gatewayFlag: s.gatewayFlag, name: script, topics: program.Topics, props: map[string]client.Props{}}
	if s.name != "" {
		job.name = s.name
	}
	var statements []gateway.Statement
	for i, st := range program.Statements() {
		sql, err := st.Reveal(func(x flink.Secret) (string, error) {
			value, err := p.secret(x)
			job.secrets = append(job.secrets, hidden(value)...)
			return value, err
		})
		if err != nil {
			return nil, err
		}
		statements = append(statements, gateway.Statement{Name: fmt.Sprintf("statement %d of --print", i+1), SQL: sql})
	}
	for _, t := range program.Topics {
		if c, ok := p.console.env.Properties(t.Sink); ok {
			job.props[t.Topic] = c.Values()
		}
	}
	properties := map[string]string{
		"pipeline.name": job.name, "restart-strategy.type": "exponential-delay",
		"restart-strategy.exponential-delay.attempts-before-reset-backoff": "10",
	}
	if s.savepoint != "" {
		properties["execution.state-recovery.path"] = s.savepoint
	}
	session, err := s.session(ctx, properties, job.secrets...)
	if err != nil {
		return nil, err
	}
	defer session.Close()
	if err := s.warn(ctx, session); err != nil {
		return nil, err
	}
	for _, jar := range s.jars {
		if _, err := session.Run(ctx, gateway.Statement{Name: "--jar " + jar, SQL: "ADD JAR " + flink.Quote(jar)}); err != nil {
			return nil, err
		}
	}
	statements = slices.Insert(statements, len(program.Settings), s.sets()...)
	last := len(statements) - 1
	if _, err := session.Run(ctx, statements[:last]...); err != nil {
		return nil, err
	}
	insert := statements[last]
	if _, err := session.Run(ctx, gateway.Statement{Name: insert.Name, SQL: "EXPLAIN " + strings.TrimPrefix(insert.SQL, "EXECUTE ")}); err != nil {
		return nil, err
	}
	results, err := session.Run(ctx, insert)
	if err != nil {
		return nil, err
	}
	job.id = results[0].Job
	return job, s.begun(ctx, session, job)
}

// ended waits for the job's end.
func (s *submission) ended(ctx context.Context, job *submitted) error {
	session, err := job.ask(ctx)
	if err != nil {
		return err
	}
	defer session.Close()
	j, err := session.Wait(ctx, job.id)
	if err != nil {
		return fmt.Errorf("job %s: %w", job.id, err)
	}
	if j.State != gateway.Finished {
		return s.failed(ctx, session, job, j.State)
	}
	return nil
}

// follow tells of the job, and shows what it writes as the flags say.
func (s *submission) follow(ctx context.Context, out io.Writer, job *submitted) error {
	s.app.stdout = out
	to := out
	if len(s.show) > 0 {
		to = s.stderr
	}
	fmt.Fprintf(to, "job %s runs: %s\n", job.id, job.name)
	for _, t := range job.topics {
		what := "rows"
		if t.Upsert {
			what = "changes by key"
		}
		fmt.Fprintf(to, "writes %s, %s\n", t.Topic, what)
	}
	if s.wait || s.caughtUp {
		if err := s.ended(ctx, job); err != nil {
			return err
		}
		fmt.Fprintf(to, "job %s is over\n", job.id)
	}
	if s.interactive || s.caughtUp {
		return s.open(ctx, job)
	}
	return nil
}
