package golden

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/sr"
)

// Case is one recorded case.
type Case struct {
	Name             string            `json:"-"`
	Topics           map[string]int    `json:"topics"` // to be there, with their number of partitions
	Missing          []string          `json:"missing_topics"`
	Schemas          []schema          `json:"schemas"` // to be registered, in this order
	Tables           map[string]export `json:"tables"`
	ReadTopics       []string          `json:"read_topics"`
	ReadSubjects     []string          `json:"read_subjects"`    // of the schema registry
	Nondeterministic bool              `json:"nondeterministic"` // values differ per run

	Script  string          `json:"-"`
	Prefeed []*kgo.Record   `json:"-"`
	Feed    [][]*kgo.Record `json:"-"` // the batches between barriers
}

// schema is a schema of the registry.
type schema struct {
	Subject    string               `json:"subject"`
	Type       string               `json:"schemaType"`
	Text       string               `json:"schema"`
	References []sr.SchemaReference `json:"references"`
}

// export says how a table is compared.
type export struct {
	Ordered  bool
	MetaOnly bool `json:"meta_only"` // only its columns
}

// Load reads the case in a folder.
func Load(dir string) (*Case, error) {
	c := &Case{Name: filepath.Base(dir)}
	if err := readJSON(filepath.Join(dir, "case.json"), c); err != nil {
		return nil, err
	}
	script, err := os.ReadFile(filepath.Join(dir, "script.py"))
	if err != nil {
		return nil, err
	}
	c.Script = string(script)
	before, err := readFeed(filepath.Join(dir, "prefeed.jsonl"))
	if err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	c.Prefeed = slices.Concat(before...)
	c.Feed, err = readFeed(filepath.Join(dir, "feed.jsonl"))
	return c, err
}

func readJSON(path string, v any) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, v); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// feedLine is a record to produce, or a barrier: what is before it is in the tables
// before the rest is produced.
type feedLine struct {
	Barrier   bool
	Topic     string
	Partition int32
	Key       *string
	Key64     []byte `json:"key_b64"`
	Value     *string
	Value64   []byte `json:"value_b64"`
	Timestamp *int64 `json:"timestamp_ms"`
	Headers   [][2]string
}

func readFeed(path string) ([][]*kgo.Record, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	batches := [][]*kgo.Record{nil}
	for line := range bytes.Lines(text) {
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		var l feedLine
		if err := json.Unmarshal(line, &l); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		if l.Barrier {
			batches = append(batches, nil)
			continue
		}
		last := len(batches) - 1
		batches[last] = append(batches[last], l.record())
	}
	return batches, nil
}

func (l *feedLine) record() *kgo.Record {
	r := &kgo.Record{Topic: l.Topic, Partition: l.Partition, Key: l.Key64, Value: l.Value64}
	if l.Key != nil {
		r.Key = []byte(*l.Key)
	}
	if l.Value != nil {
		r.Value = []byte(*l.Value)
	}
	if l.Timestamp != nil {
		r.Timestamp = time.UnixMilli(*l.Timestamp)
	}
	for _, h := range l.Headers {
		r.Headers = append(r.Headers, kgo.RecordHeader{Key: h[0], Value: []byte(h[1])})
	}
	return r
}

// recorded is a table as recorded.
type recorded struct {
	Columns     [][2]string
	Rows        [][]any
	Failed      bool
	Partitioned bool
	KeyColumns  []string `json:"key_columns"`
	Constituent string   `json:"constituent_column"`
	Keys        [][]any
	Count       int `json:"constituents"`
	Merged      *recorded
}

// Expected is what the case gave when it was recorded.
func (c *Case) Expected(dir string) (*Outcome, error) {
	out := &Outcome{}
	var failure struct {
		Where  string
		Tables []string
	}
	err := readJSON(filepath.Join(dir, "expected", "error.json"), &failure)
	if err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	out.Failed = failure.Where == "script"
	files, err := filepath.Glob(filepath.Join(dir, "expected", "*.json"))
	if err != nil {
		return nil, err
	}
	for _, path := range files {
		name := strings.TrimSuffix(filepath.Base(path), ".json")
		if _, isTable := c.Tables[name]; !isTable { // errors, the registry
			continue
		}
		var r recorded
		if err := readNumbers(path, &r); err != nil {
			return nil, err
		}
		t, err := r.table(name, c)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		if t.Failed != slices.Contains(failure.Tables, name) {
			return nil, fmt.Errorf("%s: error.json does not agree whether it failed", path)
		}
		out.Tables = append(out.Tables, t)
	}
	for _, topic := range c.ReadTopics {
		records, err := recordedTopic(filepath.Join(dir, "expected", "topic-"+topic+".jsonl"))
		if err != nil {
			return nil, err
		}
		out.Topics = append(out.Topics, Topic{topic, records})
	}
	for _, subject := range c.ReadSubjects {
		var versions []schema
		if err := readJSON(filepath.Join(dir, "expected", "subject-"+subject+".json"), &versions); err != nil {
			return nil, err
		}
		s := Subject{Name: subject}
		for _, v := range versions {
			s.Versions = append(s.Versions, v.Text)
		}
		out.Subjects = append(out.Subjects, s)
	}
	out.sort()
	return out, nil
}

// readNumbers is readJSON that keeps the digits of numbers.
func readNumbers(path string, v any) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(v); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

func (r *recorded) table(name string, c *Case) (Table, error) {
	t := Table{Name: name, Failed: r.Failed, Ordered: c.Tables[name].Ordered}
	if r.Partitioned {
		t.Keys = []string{fmt.Sprintf("%v, %s, %d", r.KeyColumns, r.Constituent, r.Count)}
		for _, k := range r.Keys {
			t.Keys = append(t.Keys, fmt.Sprint(k...))
		}
		r = r.Merged
	}
	for _, col := range r.Columns {
		t.Columns = append(t.Columns, col[0]+" "+col[1])
	}
	for _, row := range r.Rows {
		cells := make([]string, len(row))
		for i, x := range row {
			var err error
			if cells[i], err = recordedCell(x, r.Columns[i][1]); err != nil {
				return t, err
			}
		}
		t.Rows = append(t.Rows, strings.Join(cells, " | "))
	}
	var err error
	if !t.Failed {
		t.User, err = r.byUser()
	}
	return t, err
}

// recordedTopic is the records read back from a topic, as recordText writes them.
func recordedTopic(path string) ([]string, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var out []string
	for line := range bytes.Lines(text) {
		var l feedLine
		if err := json.Unmarshal(line, &l); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		out = append(out, recordText(l.record()))
	}
	return out, nil
}

// recordText is one line for a record: its partition, key and value.
func recordText(r *kgo.Record) string {
	return fmt.Sprintf("%d %s %s%s", r.Partition, bytesText(r.Key), bytesText(r.Value), headersText(r.Headers))
}

func headersText(list []kgo.RecordHeader) string {
	var b strings.Builder
	for _, h := range list {
		fmt.Fprintf(&b, " %s=%s", h.Key, bytesText(h.Value))
	}
	return b.String()
}

func bytesText(b []byte) string {
	if b == nil {
		return "null"
	}
	for _, x := range b {
		if x < ' ' || x >= 0x7f {
			return "b64:" + base64.StdEncoding.EncodeToString(b)
		}
	}
	return "'" + string(b) + "'"
}
