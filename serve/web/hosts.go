package web

import (
	"net"
	"net/netip"
	"slices"
	"strings"
)

// ours reports whether a Host header is a name of the server: of a door of this machine those of
// the door; of one that others reach any number, the names that its certificate is for and those
// of loopback; and in both cases the names that the user gave.
func (s *Server) ours(header string) bool {
	if s.named(header) {
		return true
	}
	if s.door.Local() {
		return s.door.Ours(header)
	}
	host := hostOf(header)
	if _, err := netip.ParseAddr(host); err == nil || strings.EqualFold(host, "localhost") {
		return true // no name of somebody else's
	}
	return s.certificate != nil && s.certificate.VerifyHostname(host) == nil
}

// named reports whether the user gave the name.
func (s *Server) named(header string) bool {
	host := hostOf(header)
	return slices.ContainsFunc(s.hosts, func(name string) bool { return strings.EqualFold(name, host) })
}

// hostOf is a Host header without its port.
func hostOf(header string) string {
	host := header
	if h, _, err := net.SplitHostPort(header); err == nil {
		host = h
	}
	return strings.TrimSuffix(strings.TrimPrefix(host, "["), "]")
}

// asked is the name and port by which the server is to be asked: a door of this machine by its
// address; one that others reach by a name that the user gave or that the certificate is for.
func (s *Server) asked() string {
	addr := s.door.Addr().String()
	if s.door.Local() {
		return addr
	}
	host, port, _ := net.SplitHostPort(addr)
	names := s.hosts
	if s.certificate != nil {
		names = slices.Concat(names, s.certificate.DNSNames)
	}
	for _, name := range names {
		if !strings.HasPrefix(name, "*") {
			return net.JoinHostPort(name, port)
		}
	}
	if ip, err := netip.ParseAddr(host); err == nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return net.JoinHostPort(host, port)
}
