package door

import (
	"crypto/tls"
	"fmt"
)

// Certificate is what TLS needs, of two PEM files; the certificate's may have its chain.
func Certificate(certificate, key string) (*tls.Config, error) {
	pair, err := tls.LoadX509KeyPair(certificate, key)
	if err != nil {
		return nil, fmt.Errorf("the certificate %s with the key %s: %w", certificate, key, err)
	}
	return &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}, nil
}
