package kafka

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode"

	"starling/engine/column"
	"starling/engine/plan"
	"starling/kafka/client"
	"starling/specs/wire"
)

// plan is the call of consume as data.
func (o Consume) plan(props client.Config) plan.Source {
	topic := plan.Arg{Name: "topic", Value: o.Topics}
	if len(o.Topics) == 1 {
		topic.Value = o.Topics[0]
	}
	more := []plan.Arg{propsArg(props), {Name: "key_spec", Value: specArgs(o.Key.Spec())}, {Name: "value_spec", Value: specArgs(o.Value.Spec())}}
	if o.Partitions != nil {
		more = append(more, plan.Arg{Name: "partitions", Value: fmt.Sprint(o.Partitions)})
	}
	more = append(more, plan.Arg{Name: "offsets", Value: o.Offsets.args()})
	if o.Until != nil {
		more = append(more, plan.Arg{Name: "until", Value: o.Until.args()})
	}
	return plan.Source{Kind: "consume", Params: []plan.Arg{topic}, More: more}
}

// Plan is the publishing as data, with the plan of its table below it. It never changes.
func (p *Producer) Plan() *plan.Node { return p.plan }

// plan is the call of produce as data.
func (o *Produce) plan(props client.Config) plan.Sink {
	s := plan.Sink{Kind: "produce", More: []plan.Arg{
		propsArg(props),
		{Name: "key_spec", Value: specArgs(o.Key.Spec())},
		{Name: "value_spec", Value: specArgs(o.Value.Spec())},
		{Name: "last_by_key_columns", Value: o.LastBy},
		{Name: "publish_initial", Value: o.Initial},
	}}
	if o.Topic != "" {
		s.Params = []plan.Arg{{Name: "topic", Value: o.Topic}}
	}
	if o.Partition != nil {
		s.More = append(s.More, plan.Arg{Name: "partition", Value: int(*o.Partition)})
	}
	for _, a := range []plan.Arg{{Name: "topic_col", Value: o.TopicCol}, {Name: "partition_col", Value: o.PartitionCol}, {Name: "timestamp_col", Value: o.TimestampCol}} {
		if a.Value != "" {
			s.More = append(s.More, a)
		}
	}
	return s
}

func propsArg(props client.Config) plan.Arg {
	written := props.Written()
	var list []plan.Arg
	for _, name := range slices.Sorted(maps.Keys(written)) {
		list = append(list, plan.Arg{Name: name, Value: written[name]})
	}
	return plan.Arg{Name: "kafka_config", Value: list}
}

// args is where to start: for all partitions, and for some.
func (o Offsets) args() []plan.Arg {
	out := []plan.Arg{{Name: "all", Value: offsetText(o.otherwise())}}
	if !o.Since.IsZero() {
		out[0].Value = o.Since.UTC().Format(time.RFC3339Nano)
	}
	for _, p := range slices.Sorted(maps.Keys(o.Each)) {
		out = append(out, plan.Arg{Name: fmt.Sprint(p), Value: offsetText(o.Each[p])})
	}
	for _, p := range slices.Sorted(maps.Keys(o.SinceEach)) {
		out = append(out, plan.Arg{Name: fmt.Sprint(p), Value: o.SinceEach[p].UTC().Format(time.RFC3339Nano)})
	}
	return out
}

// offsetText is an offset as scripts have it.
func offsetText(n int64) string {
	switch n {
	case SeekToBeginning:
		return "SEEK_TO_BEGINNING"
	case DontSeek:
		return "DONT_SEEK"
	case SeekToEnd:
		return "SEEK_TO_END"
	}
	return fmt.Sprint(n)
}

// specArgs is a format and the options that were given, by their names in small letters.
func specArgs(s wire.Spec) []plan.Arg {
	out := []plan.Arg{{Name: "format", Value: s.Format}}
	v := reflect.ValueOf(s.Options)
	if v.Kind() != reflect.Struct {
		return out
	}
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if !f.IsExported() || f.Type.Kind() == reflect.Func || absent(v.Field(i)) {
			continue
		}
		out = append(out, plan.Arg{Name: snake(f.Name), Value: optionArg(v.Field(i).Interface())})
	}
	return out
}

// absent reports whether an option was not given: an empty list or map is none.
func absent(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Map, reflect.Slice:
		return v.Len() == 0
	}
	return v.IsZero()
}

// optionArg is an option as a value of plans.
func optionArg(x any) any {
	var list []plan.Arg
	switch x := x.(type) {
	case string, bool, int, []string:
		return x
	case []wire.Mapping:
		for _, m := range x {
			list = append(list, plan.Arg{Name: m.Field, Value: m.Column})
		}
	case []column.Field:
		for _, f := range x {
			list = append(list, plan.Arg{Name: f.Name, Value: f.Type.String()})
		}
	default:
		return fmt.Sprint(x)
	}
	return list
}

// snake is the name of a Go field as scripts write names: TimestampField is timestamp_field.
func snake(name string) string {
	var b strings.Builder
	for i, r := range name {
		if i > 0 && unicode.IsUpper(r) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
