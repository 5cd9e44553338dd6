package door

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"strings"
)

// ErrAddress is the error of what is no address.
var ErrAddress = errors.New("is no address such as 127.0.0.1:9090, or :9090 for the same")

// address is where to listen, of what the user wrote: HOST:PORT, or :PORT or PORT, which are of
// 127.0.0.1. That others reach it has to be written out, as 0.0.0.0:9090.
func address(text string) (string, error) {
	full := text
	if !strings.Contains(text, ":") {
		full = ":" + text
	}
	host, port, err := net.SplitHostPort(full)
	if n, bad := strconv.ParseUint(port, 10, 16); err != nil || bad != nil || port != strconv.FormatUint(n, 10) {
		return "", fmt.Errorf("%q %w", text, ErrAddress)
	}
	if host == "" {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port), nil
}

// ours reports whether a Host header names this machine's own loopback, or the name that was
// listened at.
func ours(header, listened string) bool {
	host := header
	if h, _, err := net.SplitHostPort(header); err == nil {
		host = h
	}
	host = strings.TrimSuffix(strings.TrimPrefix(host, "["), "]")
	if strings.EqualFold(host, "localhost") || strings.EqualFold(host, listened) {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}
