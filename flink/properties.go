package flink

import (
	"fmt"
	"strings"

	"starling/engine/plan"
)

// client is the options of a Kafka client, from the properties of a script's call. Those that are hidden
// in the plan, and those that are references to what only this machine has, are secrets.
func client(of *plan.Node, props arguments) (options, error) {
	var out options
	if props.text("bootstrap.servers") == "" {
		return nil, fmt.Errorf("property bootstrap.servers is missing")
	}
	mechanism := props.text("sasl.mechanism") + props.text("sasl.mechanisms")
	for _, a := range ordered(props) {
		name, value := a.Name, fmt.Sprint(a.Value)
		switch {
		case strings.HasPrefix(name, "deephaven."), strings.HasPrefix(name, "starling."), strings.HasPrefix(name, "schema.registry."), strings.HasPrefix(name, "basic.auth."), strings.HasPrefix(name, "bearer.auth."):
			continue // of the table and its formats
		case name == "sasl.username", name == "auto.offset.reset", name == "enable.auto.commit", name == "group.id":
			continue
		case name == "sasl.mechanisms":
			name = "sasl.mechanism"
		case name == "sasl.password":
			if props.text("sasl.jaas.config") == "" {
				out = append(out, option{name: "properties.sasl.jaas.config", secret: &Secret{Of: of, Property: strings.ToUpper(mechanism), Login: true}})
			}
			continue
		case name == "ssl.ca.location":
			out.set("properties.ssl.truststore.type", "PEM")
			name = "ssl.truststore.location"
		case strings.HasPrefix(name, "ssl.certificate."), strings.HasPrefix(name, "ssl.key."):
			return nil, fmt.Errorf("property %s has no counterpart in Flink: give ssl.keystore.location, a file of Flink's machines", name)
		}
		if value == masked || strings.Contains(value, "${") {
			out = append(out, option{name: "properties." + name, secret: &Secret{Of: of, Property: a.Name}})
			continue
		}
		out.set("properties."+name, value)
	}
	return out, nil
}

// registry is the options of a format that asks a schema registry; lead is the format's name before them.
func registry(of *plan.Node, props arguments, lead string) (options, error) {
	var out options
	url := props.text("schema.registry.url")
	if url == "" {
		return nil, fmt.Errorf("property schema.registry.url is missing")
	}
	out.set(lead+".url", url)
	for _, a := range ordered(props) {
		value := fmt.Sprint(a.Value)
		name := ""
		switch a.Name {
		case "basic.auth.credentials.source":
			name = "basic-auth.credentials-source"
		case "basic.auth.user.info":
			name = "basic-auth.user-info"
		case "bearer.auth.token":
			name = "bearer-auth.token"
		case "bearer.auth.credentials.source":
			name = "bearer-auth.credentials-source"
		default:
			continue
		}
		if value == masked || strings.Contains(value, "${") {
			out = append(out, option{name: lead + "." + name, secret: &Secret{Of: of, Property: a.Name}})
			continue
		}
		out.set(lead+"."+name, value)
	}
	return out, nil
}

// ordered is properties by name, the brokers first.
func ordered(props arguments) []plan.Arg {
	out := []plan.Arg{{Name: "bootstrap.servers", Value: props["bootstrap.servers"]}}
	for _, name := range props.names() {
		if name != "bootstrap.servers" {
			out = append(out, plan.Arg{Name: name, Value: props[name]})
		}
	}
	return out
}
