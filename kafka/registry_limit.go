package kafka

import (
	"fmt"
	"io"
	"net/http"

	"starling/specs/wire"
)

// maxAnswer is the bytes of an answer of a schema registry. A schema may have a quarter of
// them with all that it refers to; as JSON in JSON its text takes up to twice its length.
const maxAnswer = 16 << 20

// errAnswer is that an answer goes on after maxAnswer bytes.
var errAnswer = worded{fmt.Sprintf("the answer has more than %d MB", maxAnswer>>20), wire.ErrTooLarge}

// limitedAnswers reads no more of answers than maxAnswer.
type limitedAnswers struct{ http.RoundTripper }

// RoundTrip implements http.RoundTripper.
func (t *limitedAnswers) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := t.RoundTripper.RoundTrip(r)
	if err == nil {
		answer.Body = &limitedBody{answer.Body, maxAnswer}
	}
	return answer, err
}

// limitedBody is a body that ends with errAnswer after so many bytes.
type limitedBody struct {
	io.ReadCloser
	left int
}

func (b *limitedBody) Read(p []byte) (int, error) {
	if len(p) > b.left+1 { // one more tells an answer that ends here from one that goes on
		p = p[:b.left+1]
	}
	n, err := b.ReadCloser.Read(p)
	if b.left -= n; b.left < 0 {
		return n, errAnswer
	}
	return n, err
}
