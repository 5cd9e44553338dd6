package kafkatest

import (
	"encoding/binary"
	"io"
	"net"
	"sync"
	"time"

	"github.com/twmb/franz-go/pkg/kmsg"
)

// pumping carries requests to a broker and answers back, each to its fate.
type pumping struct {
	conn   *conn
	client net.Conn
	broker net.Conn

	mu    sync.Mutex
	fates map[uint32]fate // of answers to come, by correlation id
}

// pump puts itself between a connection and its broker, until one of them closes it.
func pump(c *conn) {
	p := &pumping{conn: c, broker: c.Conn, fates: map[uint32]fate{}}
	p.client, c.Conn = net.Pipe()
	go p.requests()
	go p.answers()
}

func (p *pumping) close() {
	p.client.Close()
	p.broker.Close()
}

func (p *pumping) requests() {
	defer p.close()
	for {
		frame, err := readFrame(p.client)
		if err != nil {
			return
		}
		f := p.conn.way.fateOf(kmsg.Key(binary.BigEndian.Uint16(frame[4:])))
		if f.cut == beforeRequest {
			p.conn.way.snap(p.conn)
			return
		}
		p.mu.Lock()
		p.fates[binary.BigEndian.Uint32(frame[8:])] = f
		p.mu.Unlock()
		if _, err := p.broker.Write(frame); err != nil {
			return
		}
	}
}

func (p *pumping) answers() {
	defer p.close()
	for {
		frame, err := readFrame(p.broker)
		if err != nil {
			return
		}
		id := binary.BigEndian.Uint32(frame[4:])
		p.mu.Lock()
		f := p.fates[id]
		delete(p.fates, id)
		p.mu.Unlock()
		if f.delay > 0 {
			select {
			case <-time.After(f.delay):
			case <-p.conn.over:
				return
			}
		}
		if f.cut != nowhere {
			if f.cut == withinAnswer {
				p.client.Write(frame[:len(frame)/2]) //nolint:errcheck // breaks anyway
			}
			p.conn.way.snap(p.conn)
			return
		}
		if _, err := p.client.Write(frame); err != nil {
			return
		}
	}
}

// readFrame reads a request or an answer, its length included.
func readFrame(r io.Reader) ([]byte, error) {
	var size [4]byte
	if _, err := io.ReadFull(r, size[:]); err != nil {
		return nil, err
	}
	frame := append(size[:], make([]byte, binary.BigEndian.Uint32(size[:]))...)
	_, err := io.ReadFull(r, frame[4:])
	return frame, err
}
