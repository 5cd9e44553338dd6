package starlib

import (
	"context"
	"fmt"
	"runtime"
	"strings"

	"starling/internal/nearest"
)

// CloseTable stops reading from Kafka into the table that the script has by that name, if it is one
// of kc.consume, and forgets the name. A table lasts as long as others that are made of it.
func (h *Host) CloseTable(ctx context.Context, name string) error {
	v, ok := h.Globals()[name]
	if !ok {
		var names []string
		for _, list := range h.tableNames() {
			names = append(names, list...)
		}
		return fmt.Errorf("there is no variable %s%s", strings.TrimSpace(name), nearest.Hint(name, names))
	}
	k, isTable := h.consumerOf(v)
	if _, ok := v.(*Hierarchy); !ok && !isTable {
		return fmt.Errorf("%s is no table", name)
	}
	if k != nil {
		if err := k.Close(); err != nil {
			return err
		}
	}
	if err := h.ExecFile(ctx, "<close>", fmt.Sprintf("del %s\n_ = None\ndel _\n", name)); err != nil {
		return err
	}
	runtime.GC() // tables close when nothing holds them any more
	return nil
}
