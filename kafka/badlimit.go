package kafka

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"starling/kafka/client"
)

// badWindow is over how many records of a partition the share of bad ones is taken,
// unless starling.errors.window says otherwise.
const badWindow = 1000

// badLimit is the share of bad records at which a table fails: more than most of the last
// window records of a partition. It does not depend on how the records are batched.
type badLimit struct {
	on     bool
	text   string // as the property has it
	window int64
	most   int64
}

// badPartition is what is known of the bad records of a partition.
type badPartition struct {
	seen  int64   // records of all kinds; only the partition's decoding uses it
	count int64   // bad ones
	other int64   // left out for their messages, which nobody wants
	last  []int64 // the bad among the last records, as a ring: the how manieth of the partition each was
	next  int
	total *total // of all consumers; constant
}

func newBadLimit(c client.Config) (l badLimit, err error) {
	if l.window, err = c.Int("starling.errors.window", badWindow, 1); err != nil {
		return l, err
	}
	if l.window > 1_000_000 {
		return l, c.Arg("starling.errors.window", "").Bad("must be at most 1000000")
	}
	a := c.Arg("starling.errors.max.share", "")
	if a.Value == "" {
		return l, nil
	}
	share, err := parseShare(a.Value)
	if err != nil {
		return l, a.Bad(err.Error())
	}
	l.text = a.Shown()
	l.on, l.most = true, int64(math.Floor(share*float64(l.window)+1e-9))
	return l, nil
}

// parseShare reads "5%" or "0.05".
func parseShare(text string) (float64, error) {
	number, percent := strings.CutSuffix(text, "%")
	share, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if percent {
		share /= 100
	}
	if err != nil || !(share >= 0 && share <= 1) {
		return 0, fmt.Errorf("must be a share such as 5%% or 0.05")
	}
	return share, nil
}

// exceeded notes that the nth record of a partition is bad, and reports whether that is
// too many of the last ones.
func (l badLimit) exceeded(p *badPartition, nth int64) bool {
	if !l.on {
		return false
	}
	if int64(len(p.last)) <= l.most { // the ring has room for one more than may be bad
		p.last = append(p.last, nth)
	} else {
		p.last[p.next] = nth
		p.next = (p.next + 1) % len(p.last)
	}
	return int64(len(p.last)) > l.most && nth-p.last[p.next] < l.window
}
