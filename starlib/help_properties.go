package starlib

import (
	"fmt"
	"strings"

	"starling/kafka/client"
	"starling/starlib/py"
)

// propertySubject is the page of the properties that make a difference.
func propertySubject() py.Subject {
	var b strings.Builder
	b.WriteString(`  >>> cfg = {"bootstrap.servers": "127.0.0.1:9092", "client.id": "me", "starling.on.error": "fail"}
They are those of Kafka's Java client and of librdkafka, by either's names, and starling's own.

`)
	for _, p := range client.Help() {
		fmt.Fprintf(&b, "  %-42s %s\n", p.Name, propertyLine(p))
	}
	return py.Subject{
		Name: "properties", Also: "property config configuration settings", Doc: "What a configuration can have: names of properties.",
		Text: b.String(),
	}
}

// propertyLine is what a property does, with the values that it can have.
func propertyLine(p client.PropertyHelp) string {
	if len(p.Values) == 0 {
		return p.Doc
	}
	return p.Doc + " " + strings.Join(p.Values, ", ") + "."
}
