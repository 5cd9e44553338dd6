package kafka

import (
	"cmp"
	"hash/crc32"
	"slices"

	"github.com/twmb/franz-go/pkg/kgo"
)

const (
	tracesRecent = 128 // of the last records read, every one
	tracesMost   = 2 * tracesRecent
	epochsMost   = 64
	tracedBytes  = 4096 // of a key or value; that there are more counts too
)

// past is what is remembered of the records of a partition that were read, to tell whether the
// broker's log is still the one that they were read from: a broker may come back with an
// older copy of it, or another may lead that never had its end. It is guarded by the
// consumer's lock.
type past struct {
	from   int64         // where reading began
	traces []trace       // by offset: all of the last, fewer of those before
	epochs []epoch       // of leaders, as records tell them
	sure   int           // the consumer's doubts when the log was last found to be the same
	asking chan struct{} // closed when somebody who looks at the log knows; nil: nobody does
}

// trace is what tells a record from another that has its offset in another log.
type trace struct {
	offset, millis int64
	sum            uint32
	keep           bool // it is the first or the last of an epoch
}

// epoch is the time of one leader: its records are those from first on.
type epoch struct {
	number int32
	first  int64
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func traceOf(r *kgo.Record) trace {
	t := trace{offset: r.Offset, millis: r.Timestamp.UnixMilli(), sum: uint32(len(r.Key)<<16 ^ len(r.Value))}
	for _, part := range [][]byte{r.Key, r.Value} {
		t.sum = crc32.Update(t.sum, castagnoli, part[:min(len(part), tracedBytes)])
	}
	return t
}

// is reports whether a record is the one that the trace is of.
func (t trace) is(r *kgo.Record) bool {
	o := traceOf(r)
	return o.offset == t.offset && o.millis == t.millis && o.sum == t.sum
}

// add notes records that were read, in order.
func (p *past) add(recs []*kgo.Record) {
	if len(recs) == 0 {
		return
	}
	recent := max(len(recs)-tracesRecent, 0)
	i := recent
	if last := recs[len(recs)-1].LeaderEpoch; p.epoch() != last || recs[0].LeaderEpoch != last {
		i = 0 // an epoch begins somewhere
	}
	for ; i < len(recs); i++ {
		switch r := recs[i]; {
		case r.LeaderEpoch >= 0 && r.LeaderEpoch != p.epoch():
			if i > 0 {
				p.put(traceOf(recs[i-1]))
			}
			p.turn(r)
		case i >= recent:
			p.put(traceOf(r))
		}
	}
	p.thin()
}

// put adds a trace, unless there is one.
func (p *past) put(t trace) {
	if n := len(p.traces); n == 0 || p.traces[n-1].offset < t.offset {
		p.traces = append(p.traces, t)
	}
}

// turn notes that an epoch begins with a record.
func (p *past) turn(r *kgo.Record) {
	if n := len(p.traces); n > 0 {
		p.traces[n-1].keep = true
	}
	t := traceOf(r)
	t.keep = true
	p.put(t)
	p.epochs = slices.DeleteFunc(p.epochs, func(e epoch) bool { return e.number >= r.LeaderEpoch }) // the log had others
	p.epochs = append(p.epochs, epoch{r.LeaderEpoch, r.Offset})
	p.epochs = slices.Delete(p.epochs, 0, max(len(p.epochs)-epochsMost, 0))
}

// epoch is that of the last record, -1 if it is not known.
func (p *past) epoch() int32 {
	if len(p.epochs) == 0 {
		return -1
	}
	return p.epochs[len(p.epochs)-1].number
}

// epochAt is the epoch of a record that was read, -1 if it is not known.
func (p *past) epochAt(offset int64) int32 {
	for _, e := range slices.Backward(p.epochs) {
		if e.first <= offset {
			return e.number
		}
	}
	return -1
}

// before is the last trace below an offset.
func (p *past) before(offset int64) (t trace, ok bool) {
	n, _ := slices.BinarySearchFunc(p.traces, offset, func(t trace, at int64) int { return cmp.Compare(t.offset, at) })
	if n == 0 {
		return trace{}, false
	}
	return p.traces[n-1], true
}

// thin forgets every other of the older traces when there are too many.
func (p *past) thin() {
	if len(p.traces) <= tracesMost {
		return
	}
	old := len(p.traces) - tracesRecent
	kept, odd := p.traces[:0], false
	for i, t := range p.traces {
		if odd = !odd; i == 0 || i >= old || odd || t.keep && t.offset >= p.oldest() {
			kept = append(kept, t)
		}
	}
	p.traces = kept
}

// oldest is where the first epoch begins that is remembered.
func (p *past) oldest() int64 {
	if len(p.epochs) < epochsMost/2 {
		return 0
	}
	return p.epochs[len(p.epochs)-epochsMost/2].first
}

// cut forgets the records from an offset on.
func (p *past) cut(at int64) {
	p.traces = slices.DeleteFunc(p.traces, func(t trace) bool { return t.offset >= at })
	p.epochs = slices.DeleteFunc(p.epochs, func(e epoch) bool { return e.first >= at })
	p.from = min(p.from, at)
}
