package edit

// kills is the texts that were deleted to be put in elsewhere, the newest last.
type kills struct {
	ring  []string
	join  kind // the command before deleted too: this one adds to its text
	at    int  // which was put in
	from  int  // where, as long as nothing else happened
	fresh bool // the command before put it in
}

// mostKills is how many texts are kept.
const mostKills = 30

// again notes what the command before did.
func (k *kills) again(before kind) {
	k.join = other
	if before == killing || before == killingBack {
		k.join = before
	}
	k.fresh = before == yanking
}

func (k *kills) add(text string, as kind) {
	n := len(k.ring)
	switch {
	case k.join == other || n == 0:
		if n == mostKills {
			k.ring = k.ring[1:]
		}
		k.ring = append(k.ring, text)
	case as == killingBack:
		k.ring[n-1] = text + k.ring[n-1]
	default:
		k.ring[n-1] += text
	}
}

// kill is a command that deletes what is between two places and keeps it.
func kill(what func(*Editor) (from, to int), as kind) command {
	return func(e *Editor) Outcome {
		if gone := e.remove(what(e)); gone != "" {
			e.kills.add(gone, as)
		}
		e.last = as
		return GoOn
	}
}

// yank puts in what was deleted last.
func yank(e *Editor) Outcome {
	k := &e.kills
	if len(k.ring) == 0 {
		return GoOn
	}
	k.at, k.from = len(k.ring)-1, e.at
	e.insert(k.ring[k.at])
	e.last = yanking
	return GoOn
}

// yankPop puts in the one before it instead.
func yankPop(e *Editor) Outcome {
	k := &e.kills
	if !k.fresh {
		return GoOn
	}
	k.at = (k.at + len(k.ring) - 1) % len(k.ring)
	e.replace(k.from, e.at, k.ring[k.at])
	e.last = yanking
	return GoOn
}
