package starlib

import "testing"


func TestJSONValues(t *testing.T) {
	w := newWorld(t)
	imports := "from deephaven.json import jackson\nfrom deephaven import json as dj, dtypes as dht, kafka_consumer as kc\nfrom deephaven.stream.kafka.consumer import object_processor_spec\nimport datetime\n"
	for _, c := range []struct{ src, want string }{
		{"print(dj.json_val(int), dj.json_val(dj.int_val()), dj.RepeatedFieldBehavior.USE_FIRST)", "<JsonValue json_val> <JsonValue int_val> RepeatedFieldBehavior.USE_FIRST"},
		{"p = jackson.provider({'symbol': str, 'price': float, 'qty': int})\nprint(object_processor_spec(p))", `object_processor_spec(jackson.provider({"symbol": <built-in function str>, "price": <built-in fu...))`},
		{"print(isinstance(dj.any_val(), dj.JsonValue), isinstance(1, object))", "True True"},
		{"import json\nprint(json.loads('[1]'), dj.any_val())", "[1] <JsonValue any_val>"},
	} {
		w.prints(t, imports+c.src, c.want)
	}
}
