package client

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"strings"
)

// TLS builds a TLS configuration from the ssl.* properties; each name is
// looked up with the prefix in front ("schema.registry." for the registry).
// Certificates and keys are PEM, in a file or in the property itself.
// ServerName is left to the dialer.
func (c Config) TLS(prefix string) (*tls.Config, error) { return c.tls(prefix, false) }

// tls can take the authorities of ssl.truststore.* beside the system's.
func (c Config) tls(prefix string, beside bool) (*tls.Config, error) {
	c, err := c.opened()
	if err != nil {
		return nil, err
	}
	t := &tlsProps{c, prefix, beside}
	cfg := &tls.Config{MinVersion: tls.VersionTLS12}
	for _, step := range []func(*tls.Config) error{t.roots, t.certificate, t.verification, t.versions, t.ciphers} {
		if err := step(cfg); err != nil {
			return nil, err
		}
	}
	return cfg, nil
}

type tlsProps struct {
	Config
	prefix string
	beside bool
}

func (t *tlsProps) of(name string) Arg { return t.Arg(t.prefix+name, "") }

// pem returns the first of the properties that is set: the text of one, or
// the content of the file that one names (those that end in "location").
func (t *tlsProps) pem(names ...string) (Arg, []byte, error) {
	for _, name := range names {
		a := t.of(name)
		switch {
		case a.Value == "":
			continue
		case !strings.HasSuffix(name, "location"):
			return a, []byte(a.Value), nil
		}
		data, err := t.env.Files.ReadFile(a.Value)
		if err != nil {
			return a, nil, fmt.Errorf("%s: %w", a.Name, a.unreadable(err))
		}
		if !bytes.Contains(data, []byte("-----BEGIN ")) {
			return a, nil, a.Bad("holds no PEM; a JKS or PKCS#12 store is converted with keytool -exportcert -rfc, or openssl pkcs12")
		}
		return a, data, nil
	}
	return Arg{}, nil, nil
}

func (t *tlsProps) roots(cfg *tls.Config) error {
	a, data, err := t.pem("ssl.truststore.certificates", "ssl.truststore.location", "ssl.ca.pem", "ssl.ca.location")
	if err != nil || data == nil {
		return err
	}
	cfg.RootCAs = x509.NewCertPool()
	if t.beside {
		if cfg.RootCAs, err = x509.SystemCertPool(); err != nil {
			return fmt.Errorf("the system's authorities: %w", err)
		}
	}
	if !cfg.RootCAs.AppendCertsFromPEM(data) {
		return fmt.Errorf("%s: holds no usable certificate in PEM", a.Name)
	}
	return nil
}

// certificate reads the client's own certificate and key. A keystore file has
// both; otherwise each has its own property.
func (t *tlsProps) certificate(cfg *tls.Config) error {
	a, chain, err := t.pem("ssl.keystore.certificate.chain", "ssl.keystore.location", "ssl.certificate.pem", "ssl.certificate.location")
	if err != nil {
		return err
	}
	b, key, err := t.pem("ssl.keystore.key", "ssl.keystore.location", "ssl.key.pem", "ssl.key.location")
	switch {
	case err != nil || chain == nil && key == nil:
		return err
	case chain == nil:
		return fmt.Errorf("%s: given without the certificate, which %sssl.keystore.certificate.chain holds", b.Name, t.prefix)
	case key == nil:
		return fmt.Errorf("%s: given without the key, which %sssl.keystore.key holds", a.Name, t.prefix)
	}
	if encrypted(key) {
		return fmt.Errorf("%s: the private key is encrypted, which is not supported; decrypt it with openssl pkcs8", b.Name)
	}
	pair, err := tls.X509KeyPair(chain, key)
	if err != nil {
		return fmt.Errorf("%s: certificate and key: %w", a.Name, err)
	}
	cfg.Certificates = []tls.Certificate{pair}
	return nil
}

func encrypted(data []byte) bool {
	for block, rest := pem.Decode(data); block != nil; block, rest = pem.Decode(rest) {
		if block.Type == "ENCRYPTED PRIVATE KEY" || block.Headers["DEK-Info"] != "" {
			return true
		}
	}
	return false
}

// verification turns the check of the host name off when
// ssl.endpoint.identification.algorithm is set and empty, and every check when
// librdkafka's enable.ssl.certificate.verification is false.
func (t *tlsProps) verification(cfg *tls.Config) error {
	on, err := t.Bool(t.prefix+"enable.ssl.certificate.verification", true)
	if err != nil {
		return err
	}
	if !on {
		cfg.InsecureSkipVerify = true
		return nil
	}
	name := t.prefix + "ssl.endpoint.identification.algorithm"
	a, set := t.Lookup(name)
	switch v := a.Value; {
	case set && (v == "" || strings.EqualFold(v, "none")):
		cfg.InsecureSkipVerify = true
		cfg.VerifyConnection = func(state tls.ConnectionState) error { return verifyChain(cfg, state) }
	case set && !strings.EqualFold(v, "https"):
		return a.Bad("must be https, or empty for no check of the host name")
	}
	return nil
}

// verifyChain checks the server's certificate against the roots, not its name.
func verifyChain(cfg *tls.Config, state tls.ConnectionState) error {
	if len(state.PeerCertificates) == 0 {
		return errors.New("the broker sent no certificate")
	}
	opts := x509.VerifyOptions{Roots: cfg.RootCAs, Intermediates: x509.NewCertPool()}
	for _, cert := range state.PeerCertificates[1:] {
		opts.Intermediates.AddCert(cert)
	}
	_, err := state.PeerCertificates[0].Verify(opts)
	return err
}

// versions reads ssl.enabled.protocols, or ssl.protocol for a single one.
func (t *tlsProps) versions(cfg *tls.Config) error {
	a := t.of("ssl.enabled.protocols")
	if a.Value == "" {
		if a = t.of("ssl.protocol"); a.Value == "" || strings.EqualFold(a.Value, "TLS") {
			return nil
		}
	}
	known := map[string]uint16{"TLSv1": tls.VersionTLS10, "TLSv1.1": tls.VersionTLS11, "TLSv1.2": tls.VersionTLS12, "TLSv1.3": tls.VersionTLS13}
	cfg.MinVersion = tls.VersionTLS13
	for word := range strings.SplitSeq(a.Value, ",") {
		v, ok := known[strings.TrimSpace(word)]
		if !ok {
			return a.Bad("must list TLSv1.2 or TLSv1.3")
		}
		cfg.MinVersion, cfg.MaxVersion = min(cfg.MinVersion, v), max(cfg.MaxVersion, v)
	}
	return nil
}

// ciphers reads ssl.cipher.suites; the names of TLS 1.3 suites are accepted,
// but those cannot be chosen in Go.
func (t *tlsProps) ciphers(cfg *tls.Config) error {
	a := t.of("ssl.cipher.suites")
	if a.Value == "" {
		return nil
	}
	known := map[string]uint16{}
	for _, suite := range tls.CipherSuites() {
		known[suite.Name] = suite.ID
	}
	for word := range strings.SplitSeq(a.Value, ",") {
		id, ok := known[strings.TrimSpace(word)]
		if !ok {
			return a.Bad(fmt.Sprintf("has %q, which is not a supported cipher suite", a.part(strings.TrimSpace(word))))
		}
		cfg.CipherSuites = append(cfg.CipherSuites, id)
	}
	return nil
}
