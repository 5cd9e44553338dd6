package cluster

import (
	"context"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"

	"starling/kafka/client"
)

// Default is the broker that is looked at where nobody names one.
const Default = "127.0.0.1:9092"

// Limit is how long a look at the cluster may take once a broker has answered.
const Limit = 10 * time.Second

// Props is p with a broker: the one that the defaults of e name, or Default.
func Props(e *client.Env, p client.Props) client.Props {
	out := p.With(nil)
	for _, name := range []string{"bootstrap.servers", "metadata.broker.list"} {
		if _, ok := out[name]; ok {
			return out
		}
		if _, ok := e.Defaults[name]; ok {
			return out
		}
	}
	out["bootstrap.servers"] = Default
	return out
}

// Conn is a connection to a cluster.
type Conn struct {
	conf client.Config
	cl   *kgo.Client
	adm  *kadm.Client
}

// Dial returns when a broker has answered. The caller closes the connection.
func Dial(ctx context.Context, e *client.Env, p client.Props) (_ *Conn, err error) {
	defer e.Veiled(&err)
	conf, err := e.Config(p)
	if err != nil {
		return nil, err
	}
	cl, err := conf.Client()
	if err != nil {
		return nil, err
	}
	if err := conf.Await(ctx, cl); err != nil {
		cl.Close()
		return nil, err
	}
	return &Conn{conf, cl, kadm.NewClient(cl)}, nil
}

// Close releases the connection.
func (c *Conn) Close() { c.cl.Close() }

// Admin is the client for what this package does not do. It ends with the connection.
func (c *Conn) Admin() *kadm.Client { return c.adm }
