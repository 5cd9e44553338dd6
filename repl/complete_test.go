package repl

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"starling/engine"
	"starling/kafka"
	"starling/kafka/client"
	"starling/kafka/embedded"
	"starling/starlib"
)

const completeSetup = `
prices = new_table({"Symbol": ["A"], "Size": [1], "Price": [1.5], "Größe": [1]})
names = new_table({"Symbol": ["A"], "Name": ["a"], "Sector": ["s"]})
clock = time_table("PT1H")
print_all = 1
_hidden = 1
limit = 3
config = {"bootstrap.servers": "127.0.0.1:9", "group.id": "g"}
def area(w, h=1):
    """The area of a room."""
    return w * h
def loud(s) -> str:
    return s
from deephaven.updateby import rolling_sum_tick, ema_tick
from deephaven import updateby
`

// TestComplete: what each text may go on with; "…" at the end of a list stands for more.
func TestComplete(t *testing.T) {
	h := starlib.New(starlib.Config{Graph: engine.NewGraph(), Kafka: &kafka.Env{}})
	defer h.Close()
	if _, err := h.Exec(context.Background(), "test", completeSetup); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, name := range []string{"a.csv", "b.csv", ".hidden"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "sub"), 0o700); err != nil {
		t.Fatal(err)
	}
	c := NewCompleter(func() *starlib.Host { return h })
	for _, x := range []struct{ before, want string }{
		// names and attributes
		{"pric", "prices"},
		{"x = prices.natural_", "natural_join"},
		{"prices.nothing.a", ""},
		{"(1 + 2).a", ""},
		{"_hid", "_hidden"},
		{"retu", "return"},
		{"x = 1  # pri", ""},
		{"PRIC", "prices"},
		{"config['", "bootstrap.servers group.id"},
		{"config['g", "group.id"},
		// chains, whose columns are known without running them
		{"prices.where('Size > 1').last_", "last_by"},
		{"prices.where('Size > limit').view(['Symbol', 'Twice = 2 * Price']).sort('", "Symbol Twice"},
		{"(prices\n   .update('Half = Price / 2')\n   .sum_by('Ha", "Half"},
		{"prices.natural_join(names, on='Symbol').where('Sec", "Sector"},
		{"clock.update('", "Timestamp"},
		{"time_table('PT1S').where('", "Timestamp"},
		{"prices.agg_by(agg.sum_('Sum = Size'), by='Symbol').where('", "Symbol Sum"},
		{"prices.partition_by('Symbol').merge().view('", "Symbol Size Price Größe"},
		{"prices.await_update().", ""},
		// keyword arguments
		{"prices.natural_join(jo", "joins="},
		{"prices.natural_join(names, ", "on= joins= type="},
		{"prices.natural_join(table=names, on='Symbol', ", "joins= type="},
		{"area(2, ", "h="},
		{"area(h", "h= hasattr…"},
		{"prices.natural_join(", "clock names prices table= on= joins= type="},
		{"prices.natural_join(names, 'Symbol', type=", "NaturalJoinType.ERROR_ON_DUPLICATE NaturalJoinType.EXACTLY_ONE_MATCH NaturalJoinType.FIRST_MATCH NaturalJoinType.LAST_MATCH"},
		{"prices.sort('Size', order=", "SortDirection.ASCENDING SortDirection.DESCENDING"},
		{"kc.consume(", "config kafka_config= topic=…"},
		{"kc.consume(config, 'a', offsets=", "kc.ALL_PARTITIONS_DONT_SEEK kc.ALL_PARTITIONS_SEEK_TO_BEGINNING kc.ALL_PARTITIONS_SEEK_TO_END kc.from_timestamp"},
		{"kc.consume(config, 'a', offsets=kc.ALL_PARTITIONS_SEEK_TO_B", "ALL_PARTITIONS_SEEK_TO_BEGINNING"},
		{"kc.consume(config, 'a', until=", "kc.ALL_PARTITIONS_DONT_SEEK…"},
		{"kc.consume(config, 'a', table_type=", "kc.TableType.append() kc.TableType.blink() kc.TableType.ring( kc.TableType.stream()"},
		{"kc.consume(config, 'a', value_spec=", "kc.avro_spec kc.json_spec kc.object_processor_spec kc.protobuf_spec kc.simple_spec kc.KeyValueSpec.FROM_PROPERTIES kc.KeyValueSpec.IGNORE"},
		{"pk.produce(prices, config, 'a', key_spec=", "pk.avro_spec pk.json_spec pk.protobuf_spec pk.simple_spec pk.KeyValueSpec.IGNORE"},
		{"pk.produce(prices, config, 'a', k, v, publish_initial=", "True False"},
		{"prices.agg_by([agg.sum_('Size'), ", "agg.abs_sum agg.avg…"},
		{"prices.update_by([", "ema_tick rolling_sum_tick"},
		// columns
		{"prices.where('Sy", "Symbol"},
		{"prices.where(['Size > 1', 'S", "Symbol Size"},
		{"prices.where('gr", "Größe"},
		{"prices.sum_by(by=['Symbol', 'P", "Price"},
		{"prices.sort(order_by='", "Symbol Size Price Größe"},
		{"prices.agg_by([agg.sum_('Total = S", "Symbol Size"},
		{"prices.agg_by([agg.sum_('Size'), agg.weighted_avg('Pri", "Price"},
		{"prices.update_by(rolling_sum_tick('X = P", "Price"},
		{"prices.update_by(updateby.ema_tick(3, cols=['", "Symbol Size Price Größe"},
		{"prices.natural_join(names, on='", "Symbol Size Price Größe"},
		{"prices.natural_join(names, on=['Symbol = ", "Symbol Name Sector"},
		{"prices.natural_join(names, on='Symbol', joins='", "Symbol Name Sector"},
		{"prices.natural_join(names, on='Symbol', joins='Who = N", "Name"},
		{"prices.aj(names, on='Size >= S", "Symbol Sector"},
		{"prices.natural_join(names.view(['Symbol', 'Long = Name']), on='Symbol', joins='L", "Long"},
		{"prices.rename_columns('New = Pr", "Price"},
		{"write_csv(prices, 'a.csv', cols=['S", "Symbol Size"},
		{"pk.produce(prices, config, 'a', pk.simple_spec('", "Symbol Size Price Größe"},
		{"pk.produce(prices, config, 'a', value_spec=pk.json_spec(['P", "Price"},
		{"plot(prices, x='", "Symbol Size Price Größe"},
		{"plot(prices, x='Size', y=['P", "Price"},
		{"plot(prices.last_by('Symbol'), by='Sy", "Symbol"},
		{"plot(prices, kind='", "line scatter bar histogram"},
		{"plot(", "clock names prices t= x=…"},
		// formulas
		{"prices.update('Total = Si", "Size"},
		{"prices.update('X = sig", "signum"},
		{"prices.update('X = wa", "wavg"},
		{"prices.update('X = li", "limit"},
		{"prices.update('X = lou", "loud"},
		{"prices.update('X = Symbol.toU", "toUpperCase"},
		{"prices.update('X = Symbol.toUpperCase().leng", "length"},
		{"prices.update('X = Size + loud(Symbol).sub", "subSequence substring"},
		{"prices.update('X = Size.a", ""},
		{"prices.update('X = Math.ma", "max"},
		{"prices.update('X = Mat", "Math"},
		{"prices.where('Symbol in `Si", ""},
		{"prices.where('Symbol == `A` && Si", "Size"},
		// properties
		{"kc.consume({'bootstr", "bootstrap.servers"},
		{"config = {'starling.on.", "starling.on.error starling.on.loss starling.on.recreate"},
		{"config = {'bootstrap.servers': 'a', 'security.p", "security.protocol"},
		{"config = {'security.protocol': 'S", "SSL SASL_PLAINTEXT SASL_SSL"},
		{"kc.json_spec({'", ""},
		// files
		{"read_csv('" + dir + "/", dir + "/a.csv " + dir + "/b.csv " + dir + "/sub/"},
		{"read_csv('" + dir + "/a", dir + "/a.csv"},
		{"read_csv('" + dir + "/.h", dir + "/.hidden"},
		{"read_csv('/no/such/", ""},
		// imports
		{"from deephaven.upd", "deephaven.update_graph deephaven.updateby"},
		{"from deephaven ", "import"},
		{"from deephaven.updateby import ema_ti", "ema_tick ema_time"},
		{"from deephaven.updateby import (ema_tick,\n    ema_ti", "ema_tick ema_time"},
		{"from deephaven import ag", "agg"},
		{"from no.such import a", ""},
		{"import deephaven.str", "deephaven.stream…"},
		{"x = 1\nimport os, js", "json"},
		{"import jso", "json"},
	} {
		part, list := c.Complete(x.before)
		var got []string
		for _, w := range list {
			got = append(got, w.Text)
		}
		want := strings.Fields(x.want)
		if rest, more := strings.CutSuffix(x.want, "…"); more {
			want = strings.Fields(rest)
			got = got[:min(len(got), len(want))]
		}
		if !slices.Equal(got, want) || !strings.HasSuffix(x.before, part) {
			t.Errorf("%q: %q after %q, want %q", x.before, got, part, want)
		}
	}
}

// completerOf completes for a host where completeSetup ran.
func completerOf(t *testing.T) Completer {
	t.Helper()
	h := starlib.New(starlib.Config{Graph: engine.NewGraph(), Kafka: &kafka.Env{}})
	t.Cleanup(h.Close)
	if _, err := h.Exec(context.Background(), "test", completeSetup); err != nil {
		t.Fatal(err)
	}
	return NewCompleter(func() *starlib.Host { return h })
}

// TestCompleteAbout: the lines about words.
func TestCompleteAbout(t *testing.T) {
	c := completerOf(t)
	for before, want := range map[string]string{
		"price":                           "prices: table of Symbol, Size, Price, Größe",
		"are":                             "area: The area of a room.",
		"lim":                             "limit: int",
		"prices.last_b":                   "last_by: The last row per key.",
		"prices.view('X = Symb":           "Symbol: String",
		"prices.join(names, 'Sy":          "Symbol: String, in both tables",
		"config = {'group.i":              "group.id: Where reading stands is kept under this name at the broker.",
		"kc.from_t":                       "from_timestamp: For offsets, or one partition's offset",
		"import deephaven.updateb":        "deephaven.updateby: Operations for update_by.",
		"prices.join(names, joi":          "joins=: otherwise None",
		"prices.view('X = Symbol.toUpper": "toUpperCase: String String.toUpperCase()",
		"prices.view('X = diffMil":        "diffMillis: long diffMillis(Instant, Instant), and 1 more: the milliseconds from a to b",
	} {
		_, list := c.Complete(before)
		if len(list) != 1 || !strings.HasPrefix(list[0].Text+": "+list[0].About, want) {
			t.Errorf("%q: %q, want %q", before, list, want)
		}
	}
}

func TestSignature(t *testing.T) {
	c := completerOf(t)
	for before, want := range map[string]string{
		"":                                      "",
		"area":                                  "",
		"area(":                                 "area(w, h=1)",
		"area(1) + 2":                           "",
		"prices.where(":                         "where(filters=None)  The rows for which all filters hold",
		"prices.where('Size > 1').last_by(['Sy": "last_by(by=None)  The last row per key.",
		"kc.consume(":                           "consume(kafka_config, topic, partitions=None, offsets=None",
		"kc.consume(config, 'a', offs":          "consume(…, partitions=None, offsets=None, key_spec=None, value_spec=None, table_type=None, until=None)",
		"kc.consume(config, 'a', offsets=x, table_type=": "consume(…, partitions=None, key_spec=None, value_spec=None, table_type=None, until=None)",
		"prices.agg_by([agg.sum_(":                       "sum_(cols=None)",
		"prices.update('X = diffMillis(":                 "long diffMillis(Instant, Instant), and 1 more",
		"prices.update('X = diffMillis(a, b)":            "update(formulas)  The table",
		"nothing(":                                       "",
		"print(1, # ":                                    "",
	} {
		if got := c.Signature(before); !strings.HasPrefix(got, want) || (got == "") != (want == "") {
			t.Errorf("%q: %q, want %q", before, got, want)
		}
	}
}

// TestCompleteNeverFails: a host that is not there gives nothing.
func TestCompleteNeverFails(t *testing.T) {
	c := NewCompleter(func() *starlib.Host { return nil })
	if _, list := c.Complete("pri"); list != nil || c.Signature("f(") != "" {
		t.Error(list)
	}
}

// TestCompleteTopics: the topics of the broker that the call names, and of the one that clients
// have otherwise.
func TestCompleteTopics(t *testing.T) {
	var brokers [2]*embedded.Broker
	for i, topic := range []string{"orders", "quotes"} {
		b, err := embedded.Start(embedded.Config{Topics: map[string]int{topic: 1}})
		if err != nil {
			t.Fatal(err)
		}
		defer b.Close()
		brokers[i] = b
	}
	env := &kafka.Env{Env: client.Env{Defaults: client.Props{"bootstrap.servers": brokers[0].Addr()}}}
	g := engine.NewGraph()
	h := starlib.New(starlib.Config{Graph: g, Kafka: env})
	defer env.Close(context.Background(), g) //nolint:errcheck // the test has looked
	defer h.Close()
	c := NewCompleter(func() *starlib.Host { return h })
	second := `{"bootstrap.servers": "` + brokers[1].Addr() + `"}`
	if _, err := h.Exec(context.Background(), "test", "config = "+second); err != nil {
		t.Fatal(err)
	}
	for before, want := range map[string]string{
		"kc.consume({}, 'o":                        "orders",
		"kc.consume(" + second + ", '":             "quotes",
		"kc.consume(config, topic=['":              "quotes",
		"pk.produce(t, config, 'qu":                "quotes",
		"kc.consume(kafka_config=config, topic='o": "",
	} {
		var list []Candidate
		for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); {
			if _, list = c.Complete(before); list != nil || want == "" {
				break // else the broker is not that quick
			}
		}
		if len(list) == 0 && want != "" || len(list) > 0 && list[0].Text != want {
			t.Errorf("%q: %q, want %q", before, list, want)
		}
	}
}
