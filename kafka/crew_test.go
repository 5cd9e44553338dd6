package kafka

import "testing"

// Nobody joins a crew that is waited for: that would be a use of a wait group that is over.
func TestCrew(t *testing.T) {
	var c crew
	hold, ended := make(chan struct{}), make(chan struct{})
	if !c.Go(func() { <-hold }) {
		t.Fatal("refused")
	}
	go func() {
		c.Wait()
		close(ended)
	}()
	for c.Go(func() {}) { // until Wait has begun
	}
	close(hold)
	<-ended
	if c.Go(func() { t.Error("it runs") }) {
		t.Error("one joined after the end")
	}
}
