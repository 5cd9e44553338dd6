package specs

import "fmt"

// newAvroLeaf is how a value of w is read as one of r, which are of single values. It
// knows Avro's promotions. Of logical types the writer's says what a number means: it
// knows its unit and scale.
func newAvroLeaf(w, r *avroSchema) (avroLeaf, error) {
	whole := w.kind == avroInt || w.kind == avroLong
	switch {
	case r.kind == avroNull && w.kind == avroNull:
		return avroLeaf{code: avroToNull}, nil
	case r.kind == avroBool && w.kind == avroBool:
		return avroLeaf{code: avroToBool}, nil
	case r.kind == avroInt && w.kind == avroInt:
		return avroLeaf{code: avroToInt}, nil
	case r.kind == avroLong && whole:
		return longLeaf(w, r), nil
	case r.kind == avroFloat && whole:
		return avroLeaf{code: avroWholeToFloat}, nil
	case r.kind == avroFloat && w.kind == avroFloat:
		return avroLeaf{code: avroToFloat}, nil
	case r.kind == avroDouble && whole:
		return avroLeaf{code: avroWholeToDouble}, nil
	case r.kind == avroDouble && w.kind == avroFloat:
		return avroLeaf{code: avroFloatToDouble}, nil
	case r.kind == avroDouble && w.kind == avroDouble:
		return avroLeaf{code: avroToDouble}, nil
	case (r.kind == avroString || r.kind == avroBytes) && (w.kind == avroString || w.kind == avroBytes):
		return bytesLeaf(w, r), nil
	case r.kind == avroFixed && w.kind == avroFixed && w.size == r.size:
		return fixedLeaf(w, r), nil
	case r.kind == avroEnum && w.kind == avroEnum:
		return avroLeaf{code: avroToSymbol, symbols: symbols(w, r)}, nil
	}
	return avroLeaf{}, mismatch(w, r)
}

func longLeaf(w, r *avroSchema) avroLeaf {
	unit := r.instant()
	switch {
	case unit > 0 && w.instant() > 0:
		return avroLeaf{code: avroToInstant, n: w.instant()}
	case unit > 0:
		return avroLeaf{code: avroToInstant, n: unit}
	case w.kind == avroInt:
		return avroLeaf{code: avroIntToLong}
	}
	return avroLeaf{code: avroToLong}
}

func bytesLeaf(w, r *avroSchema) avroLeaf {
	switch {
	case r.kind == avroString:
		return avroLeaf{code: avroToText}
	case r.logical == "decimal":
		return avroLeaf{code: avroToDecimal, n: scaleOf(w, r)}
	}
	return avroLeaf{code: avroToBytes}
}

func fixedLeaf(w, r *avroSchema) avroLeaf {
	switch r.logical {
	case "decimal":
		return avroLeaf{code: avroFixedToDecimal, n: scaleOf(w, r), size: w.size}
	case "uuid":
		return avroLeaf{code: avroFixedToUUID, n: 16}
	}
	return avroLeaf{code: avroFixedToBytes, n: int64(w.size)}
}

func scaleOf(w, r *avroSchema) int64 {
	if w.logical == "decimal" {
		return int64(w.scale)
	}
	return int64(r.scale)
}

// symbols is the writer's symbols as the reader has them: those it does not know are
// its default.
func symbols(w, r *avroSchema) []avroSymbol {
	out := make([]avroSymbol, len(w.symbols))
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
