package avro

import "fmt"

// newLeaf is how a value of w is read as one of r, which are of single values. It
// knows Avro's promotions. Of logical types the writer's says what a number means: it
// knows its unit and scale.
func newLeaf(w, r *schema) (leaf, error) {
	whole := w.kind == intKind || w.kind == longKind
	switch {
	case r.kind == nullKind && w.kind == nullKind:
		return leaf{code: toNull}, nil
	case r.kind == boolKind && w.kind == boolKind:
		return leaf{code: toBool}, nil
	case r.kind == intKind && w.kind == intKind:
		return leaf{code: toInt}, nil
	case r.kind == longKind && whole:
		return longLeaf(w, r), nil
	case r.kind == floatKind && whole:
		return leaf{code: wholeToFloat}, nil
	case r.kind == floatKind && w.kind == floatKind:
		return leaf{code: toFloat}, nil
	case r.kind == doubleKind && whole:
		return leaf{code: wholeToDouble}, nil
	case r.kind == doubleKind && w.kind == floatKind:
		return leaf{code: floatToDouble}, nil
	case r.kind == doubleKind && w.kind == doubleKind:
		return leaf{code: toDouble}, nil
	case (r.kind == stringKind || r.kind == bytesKind) && (w.kind == stringKind || w.kind == bytesKind):
		return bytesLeaf(w, r), nil
	case r.kind == fixedKind && w.kind == fixedKind && w.size == r.size:
		return fixedLeaf(w, r), nil
	case r.kind == enumKind && w.kind == enumKind:
		return leaf{code: toSymbol, symbols: symbols(w, r)}, nil
	}
	return leaf{}, mismatch(w, r)
}

func longLeaf(w, r *schema) leaf {
	unit := r.instant()
	switch {
	case unit > 0 && w.instant() > 0:
		return leaf{code: toInstant, n: w.instant()}
	case unit > 0:
		return leaf{code: toInstant, n: unit}
	case w.kind == intKind:
		return leaf{code: intToLong}
	}
	return leaf{code: toLong}
}

func bytesLeaf(w, r *schema) leaf {
	switch {
	case r.kind == stringKind:
		return leaf{code: toText}
	case r.logical == "decimal":
		return leaf{code: toDecimal, n: scaleOf(w, r)}
	}
	return leaf{code: toBytes}
}

func fixedLeaf(w, r *schema) leaf {
	switch r.logical {
	case "decimal":
		return leaf{code: fixedToDecimal, n: scaleOf(w, r), size: w.size}
	case "uuid":
		return leaf{code: fixedToUUID, n: 16}
	}
	return leaf{code: fixedToBytes, n: int64(w.size)}
}

func scaleOf(w, r *schema) int64 {
	if w.logical == "decimal" {
		return int64(w.scale)
	}
	return int64(r.scale)
}

// symbols is the writer's symbols as the reader has them: those it does not know are
// its default.
func symbols(w, r *schema) []symbol {
	out := make([]symbol, len(w.symbols))
	known := make(map[string]bool, len(r.symbols))
	for _, s := range r.symbols {
		known[s] = true
	}
	for i, s := range w.symbols {
		switch {
		case known[s]:
			out[i].text = []byte(s)
		case r.fallback != nil:
			text, _ := r.fallback.(string)
			if out[i].text = []byte(text); !known[text] {
				out[i].err = fmt.Errorf("%q is not among the symbols of %s, nor is its default %s", s, r, shownAny(r.fallback))
			}
		default:
			out[i].err = fmt.Errorf("%q is not among the symbols of %s, which has no default", s, r)
		}
	}
	return out
}
