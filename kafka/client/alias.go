package client

import (
	"fmt"
	"maps"
	"net"
	"slices"
	"strings"

	"starling/internal/secret"
)

// Alias says where an address is dialled instead: "redpanda:9092" to
// "127.0.0.1:19092", or host to host for every port. It holds for the
// addresses in properties and for those that brokers advertise.
type Alias map[string]string

// Add reads "from=to" into the map.
func (a Alias) Add(text string) error {
	from, to, ok := strings.Cut(text, "=")
	from, to = strings.TrimSpace(from), strings.TrimSpace(to)
	if !ok || !address(from) || !address(to) {
		return fmt.Errorf("alias %q is not FROM=TO, as in redpanda:9092=127.0.0.1:19092", secret.Mask(text))
	}
	a[strings.ToLower(from)] = to
	return nil
}

// address accepts host and host:port.
func address(s string) bool {
	if host, port, err := net.SplitHostPort(s); err == nil {
		return host != "" && port != "" && !strings.ContainsAny(s, "/ =,")
	}
	return s != "" && !strings.ContainsAny(s, "/ =,:")
}

// Target returns the address to dial for a host:port. An alias of the pair
// goes before one of the host; the port stays if the alias names none.
func (a Alias) Target(addr string) string {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		host, port = addr, ""
	}
	to, ok := a[strings.ToLower(addr)]
	if !ok {
		if to, ok = a[strings.ToLower(host)]; !ok {
			return addr
		}
	}
	if _, _, err := net.SplitHostPort(to); err != nil && port != "" {
		return net.JoinHostPort(to, port)
	}
	return to
}

// AddAlias adds an alias for connections that are made from now on, unless text is "", and gives
// all that there are, in order.
func (e *Env) AddAlias(text string) (all []string, err error) {
	e.aliases.Lock()
	defer e.aliases.Unlock()
	if text != "" {
		if e.Alias == nil {
			e.Alias = Alias{}
		}
		if err := e.Alias.Add(text); err != nil {
			return nil, err
		}
	}
	for _, from := range slices.Sorted(maps.Keys(e.Alias)) {
		all = append(all, from+"="+e.Alias[from])
	}
	return all, nil
}

// target is Alias.Target.
func (e *Env) target(addr string) string {
	e.aliases.RLock()
	defer e.aliases.RUnlock()
	return e.Alias.Target(addr)
}
