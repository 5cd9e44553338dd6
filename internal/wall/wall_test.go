package wall

import (
	"testing"
	"time"
)

func TestUse(t *testing.T) {
	at := time.Unix(1, 0)
	undo := Use(func() time.Time { return at })
	if got := Now(); !got.Equal(at) {
		t.Errorf("the time is %v, want %v", got, at)
	}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("a second clock was taken")
			}
		}()
		Use(time.Now)
	}()
	undo()
	if got := Now(); !got.After(at) {
		t.Errorf("the time is %v, want the system's", got)
	}
	Use(time.Now)()
}
