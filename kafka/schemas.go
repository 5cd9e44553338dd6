package kafka

import (
	"github.com/twmb/franz-go/pkg/sr"

	"starling/kafka/client"
)

// SchemaRegistry is a client of the registry that the properties name, with all that leads there; nil
// if they name none.
func (e *Env) SchemaRegistry(p client.Props) (*sr.Client, error) {
	c, err := e.Config(p)
	if err != nil {
		return nil, err
	}
	v, err := e.registries.View(c)
	if err != nil || v == nil {
		return nil, err
	}
	return v.Client(), nil
}
