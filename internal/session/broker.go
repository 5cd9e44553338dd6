package session

import (
	"sync"

	"starling/kafka/embedded"
)

// Broker is a broker and a schema registry inside the process, which start when they are needed
// for the first time. The zero value is one that did not. Its methods may be called from any
// goroutine.
type Broker struct {
	mu     sync.Mutex // a leaf
	broker *embedded.Broker
}

// Start is where it answers.
func (b *Broker) Start() (broker, registry string, err error) {
	e, err := b.get()
	if err != nil {
		return "", "", err
	}
	return e.Addr(), e.RegistryURL(), nil
}

// CreateTopic makes sure that the topic exists with the number of partitions.
func (b *Broker) CreateTopic(name string, partitions int) error {
	e, err := b.get()
	if err != nil {
		return err
	}
	return e.CreateTopic(name, partitions)
}

func (b *Broker) get() (_ *embedded.Broker, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.broker == nil {
		b.broker, err = embedded.Start(embedded.Config{AutoCreate: true})
	}
	return b.broker, err
}

// Close ends it, if it was started.
func (b *Broker) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.broker == nil {
		return nil
	}
	return b.broker.Close()
}
