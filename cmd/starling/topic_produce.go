package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"
	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"
)

// produce is one run of topic produce.
type produce struct {
	*topicFlag
	topic       string
	format      string
	output      string
	key         string
	headers     []string
	partition   int32
	tombstone   bool
	autoCreate  bool
	compression string
	acks        int
	timeout     time.Duration
	maxBytes    int32
}

func (t *topicFlag) produceCmd() *cobra.Command {
	p := &produce{topicFlag: t}
	cmd := &cobra.Command{
		Use:   "produce [TOPIC]",
		Short: "Write records to a topic from standard input",
		Long:  produceHelp,
		Example: `  echo '{"Price": 135}' | starling topic produce quotes -k AAPL
  starling topic produce share.price -f '%k %v\n'   # then type: AAPL 135.60
  starling topic produce quotes -f '%p %d %k %v\n'  # partition, timestamp in ms, key, value`,
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: t.oneName,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				p.topic = args[0]
			}
			return p.run(cmd.Context())
		},
	}
	flags := cmd.Flags()
	flags.StringVarP(&p.format, "format", "f", `%v\n`, "format of the input")
	flags.StringVarP(&p.output, "output-format", "o", `Produced to partition %p at offset %o with timestamp %d.\n`, "what to print for each record written; empty is nothing")
	flags.StringVarP(&p.key, "key", "k", "", "key of every record whose key is not read from the input")
	flags.StringArrayVarP(&p.headers, "header", "H", nil, "header of every record, as NAME:VALUE (repeatable)")
	flags.Int32VarP(&p.partition, "partition", "p", -1, "partition to write to; -1 chooses it by the key")
	flags.BoolVarP(&p.tombstone, "tombstone", "Z", false, "write an empty value as null, a tombstone")
	flags.BoolVar(&p.autoCreate, "allow-auto-topic-creation", true, "let the broker create a missing topic, if it is set up to")
	flags.StringVarP(&p.compression, "compression", "z", "snappy", "none, gzip, snappy, lz4 or zstd")
	flags.IntVar(&p.acks, "acks", -1, "acknowledgements to wait for: -1 all replicas, 1 the leader, 0 none")
	flags.DurationVar(&p.timeout, "delivery-timeout", 0, "give a record up after this time, at least 1s; 0 is never")
	flags.Int32Var(&p.maxBytes, "max-message-bytes", -1, "largest batch of records before compression; -1 is what the topic takes")
	complete(cmd, "compression", func() []string { return []string{"none", "gzip", "snappy", "lz4", "zstd"} })
	return cmd
}

const produceHelp = `Write records to a topic from standard input, until it ends.

The format says how to read a record:
  %v value   %k key   %t topic   %p partition   %d timestamp (milliseconds)
  %h{...} headers, %H their number; %V %K %T lengths of what follows
  \n \t \xNN characters; %% %{ %} the characters themselves
A verb takes how to read it in braces: %v{hex}, %v{base64}, %v{json}, %K{big32}.
All other text must be in the input as it is.

Where the format ends with \n, a line that is not of the format is left out and named
with its number, the others are written, and the status is 1. The last line need not
end, and the lines of a text may end with \r\n.`

// check turns the flags into client options.
func (p *produce) check() ([]kgo.Opt, []kgo.RecordHeader, error) {
	codecs := map[string]kgo.CompressionCodec{
		"none": kgo.NoCompression(), "gzip": kgo.GzipCompression(), "snappy": kgo.SnappyCompression(),
		"lz4": kgo.Lz4Compression(), "zstd": kgo.ZstdCompression(),
	}
	codec, ok := codecs[p.compression]
	if !ok {
		return nil, nil, usagef("--compression: %q is not none, gzip, snappy, lz4 or zstd", p.compression)
	}
	opts := []kgo.Opt{kgo.ProducerBatchCompression(codec), kgo.DefaultProduceTopic(p.topic)}
	switch p.acks {
	case -1:
	case 0:
		opts = append(opts, kgo.RequiredAcks(kgo.NoAck()), kgo.DisableIdempotentWrite())
	case 1:
		opts = append(opts, kgo.RequiredAcks(kgo.LeaderAck()), kgo.DisableIdempotentWrite())
	default:
		return nil, nil, usagef("--acks: %d is not -1, 0 or 1", p.acks)
	}
	if p.timeout != 0 {
		if p.timeout < time.Second {
			return nil, nil, usagef("--delivery-timeout: %v is less than 1s", p.timeout)
		}
		opts = append(opts, kgo.RecordDeliveryTimeout(p.timeout))
	}
	if p.partition < -1 {
		return nil, nil, usagef("--partition: %d is not a partition", p.partition)
	}
	if p.partition >= 0 || hasVerb(p.format, 'p') {
		opts = append(opts, kgo.RecordPartitioner(kgo.ManualPartitioner()))
	}
	if p.autoCreate {
		opts = append(opts, kgo.AllowAutoTopicCreation())
	}
	if p.topic == "" && !hasVerb(p.format, 't') {
		return nil, nil, usagef("produce: no TOPIC, and the format reads none with %%t")
	}
	var headers []kgo.RecordHeader
	for _, text := range p.headers {
		name, value, ok := strings.Cut(text, ":")
		if !ok {
			return nil, nil, usagef("--header: %q is not NAME:VALUE", text)
		}
		headers = append(headers, kgo.RecordHeader{Key: name, Value: []byte(value)})
	}
	return opts, headers, nil
}

// hasVerb tells whether a format has the verb, which %% hides.
func hasVerb(format string, verb byte) bool {
	for i := 0; i+1 < len(format); i++ {
		if format[i] == '%' {
			i++
			if format[i] == verb {
				return true
			}
		}
	}
	return false
}

func (p *produce) run(ctx context.Context) error {
	opts, headers, err := p.check()
	if err != nil {
		return err
	}
	if p.format == "" {
		return usagef("--format: is empty")
	}
	in := newLines(p.stdin, p.format)
	reader, err := kgo.NewRecordReader(in, p.format)
	if err != nil {
		return usagef("--format: %w", err)
	}
	var formatter *kgo.RecordFormatter
	if p.output != "" {
		if formatter, err = kgo.NewRecordFormatter(p.output); err != nil {
			return usagef("--output-format: %w", err)
		}
	}
	if most := p.most(ctx); most > 0 {
		opts = append(opts, kgo.ProducerBatchMaxBytes(most), kgo.BrokerMaxWriteBytes(max(most, 100<<20)))
	}
	cl, err := p.client(ctx, opts...)
	if err != nil {
		return err
	}
	defer cl.Close()
	w := &writing{cl: cl, out: harmless(p.stdout, p.stdout), formatter: formatter, failed: make(chan struct{}), tell: p.notify, place: in.place, routed: hasVerb(p.format, 'p')}
	read := make(chan error, 1)
	go func() { read <- p.feed(ctx, in, reader, headers, w) }()
	select {
	case err = <-read:
	case <-w.failed: // no use in waiting for more input
	case <-ctx.Done(): // what was read is still written
	}
	return errors.Join(err, w.finish(ctx))
}

// most is the largest batch: what the topic takes unless --max-message-bytes says otherwise;
// 0 is the client's own limit.
func (p *produce) most(ctx context.Context) int32 {
	if p.maxBytes >= 0 || p.topic == "" {
		return max(p.maxBytes, 0)
	}
	conn, err := p.dial(ctx)
	if err != nil {
		return 0 // the client that writes says what is wrong
	}
	defer conn.Close()
	return int32(min(conn.Takes(ctx, p.topic), 1<<30))
}

// feed hands the records of the input to the client, to the end or until one cannot be
// written. Lines that are not of the format are left out, each with a word.
func (p *produce) feed(ctx context.Context, in *lines, reader *kgo.RecordReader, headers []kgo.RecordHeader, w *writing) error {
	for {
		r := &kgo.Record{Partition: p.partition, Headers: headers[:len(headers):len(headers)]}
		if p.key != "" {
			r.Key = []byte(p.key)
		}
		in.begin()
		err := reader.ReadRecordInto(r)
		if in.err != nil {
			return fmt.Errorf("input: %w", in.err)
		}
		if errors.Is(err, io.EOF) && !in.within() {
			return nil
		}
		if err == nil && r.Topic == "" && p.topic == "" {
			err = errors.New("the topic is empty")
		}
		select {
		case <-w.failed:
			return nil
		case <-ctx.Done():
			return nil
		default:
		}
		if err != nil {
			err = fmt.Errorf("input: %s: %w; the format is '%s'", in.place(in.first), unfit(err), p.format)
			if !in.again() {
				return err
			}
			reader.SetReader(in)
			w.leaveOut(err)
			continue
		}
		if len(r.Value) == 0 {
			r.Value = p.empty()
		}
		w.write(r, in.first)
	}
}

// unfit words why a record is not of the format.
func unfit(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return errors.New("it ends within a record")
	}
	var number *strconv.NumError
	if errors.As(err, &number) {
		if number.Num == "" {
			return errors.New("it has no number where one is read")
		}
		return fmt.Errorf("%q is not a number that fits", number.Num)
	}
	return err
}

// empty is the value of a record whose text is empty: null for a tombstone, or
// when the format reads no value at all.
func (p *produce) empty() []byte {
	if p.tombstone || !hasVerb(p.format, 'v') {
		return nil
	}
	return []byte{}
}

// writing follows the records that are under way.
type writing struct {
	cl        *kgo.Client
	out       io.Writer
	formatter *kgo.RecordFormatter
	buf       []byte
	tell      func(msg string)
	place     func(first int) string // words where a record is in the input
	routed    bool                   // the input names partitions

	left   atomic.Int64 // records that are left out
	once   sync.Once
	failed chan struct{} // closed by the first failure
	err    error
}

// write hands over the record that begins at first.
func (w *writing) write(r *kgo.Record, first int) {
	w.cl.Produce(context.Background(), r, func(r *kgo.Record, err error) { w.done(r, first, err) })
}

// leaveOut says why a record is not written; the others are.
func (w *writing) leaveOut(err error) {
	w.left.Add(1)
	w.tell(err.Error())
}

// done hears of each record, in turn.
func (w *writing) done(r *kgo.Record, first int, err error) {
	switch {
	case err != nil && w.routed && noPartition(err):
		w.leaveOut(fmt.Errorf("input: %s: topic %q has no partition %d", w.place(first), r.Topic, r.Partition))
		return
	case err != nil && unknownTopic(err):
		err = producing(r, err)
	case err != nil:
		err = fmt.Errorf("input: %s: %w", w.place(first), producing(r, err))
	case w.formatter != nil:
		w.buf = w.formatter.AppendRecord(w.buf[:0], r)
		_, err = w.out.Write(w.buf)
	}
	if err != nil {
		w.once.Do(func() {
			w.err = err
			close(w.failed)
		})
	}
}

// noPartition tells the client's refusal of a partition that a topic does not have, for
// which it has no type.
func noPartition(err error) bool {
	return strings.Contains(err.Error(), "invalid record partitioning choice")
}

// grace is how long records under way may still take after an interrupt.
const grace = 5 * time.Second

// finish waits for the records under way and returns the first failure.
func (w *writing) finish(ctx context.Context) error {
	patient, cancel := context.WithCancel(context.Background())
	defer cancel()
	defer context.AfterFunc(ctx, func() { time.AfterFunc(grace, cancel) })()
	if w.cl.Flush(patient) != nil {
		return fmt.Errorf("interrupted: %d records may not be written", w.cl.BufferedProduceRecords())
	}
	select {
	case <-w.failed:
		return w.err
	default:
	}
	switch n := w.left.Load(); n {
	case 0:
		return nil
	case 1:
		return errors.New("1 record of the input is not written")
	default:
		return fmt.Errorf("%d records of the input are not written", n)
	}
}

func producing(r *kgo.Record, err error) error {
	if unknownTopic(err) {
		return fmt.Errorf("topic %q does not exist and the broker did not create it; create it with: starling topic create %s", r.Topic, r.Topic)
	}
	if errors.Is(err, kerr.MessageTooLarge) {
		return fmt.Errorf("topic %q: the record is of %d bytes, more than the topic takes (max.message.bytes) or --max-message-bytes says", r.Topic, len(r.Key)+len(r.Value))
	}
	return fmt.Errorf("topic %q: writing: %w", r.Topic, err)
}

func unknownTopic(err error) bool { return errors.Is(err, kerr.UnknownTopicOrPartition) }
