package py

import "go.starlark.net/starlark"

// heapqEntries is the module heapq.
func heapqEntries() []Entry {
	return []Entry{
		{Sig: "heapify(x)", Doc: "Makes a heap of a list.", Fn: func(c *Call) (starlark.Value, error) {
			h, err := c.heap("x", nil)
			for i := h.Len()/2 - 1; i >= 0 && err == nil; i-- {
				err = h.up(i)
			}
			return starlark.None, err
		}},
		{Sig: "heappop(heap)", Doc: "Takes out the smallest element.", Fn: func(c *Call) (starlark.Value, error) {
			h, err := c.heap("heap", nil)
			if err != nil {
				return nil, err
			}
			last, err := h.take()
			if err != nil || h.Len() == 0 {
				return last, err
			}
			return h.replace(last)
		}},
		{Sig: "heappush(heap, item)", Doc: "Adds an element.", Fn: func(c *Call) (starlark.Value, error) {
			var item starlark.Value
			h, err := c.heap("heap", &item)
			if err == nil {
				err = c.bounds.Count(c.Name, h.Len()+1)
			}
			if err == nil {
				err = h.Append(item)
			}
			if err != nil {
				return nil, err
			}
			return starlark.None, h.down(0, h.Len()-1)
		}},
		{Sig: "heappushpop(heap, item)", Doc: "Adds an element and takes out the smallest.", Fn: func(c *Call) (starlark.Value, error) {
			var item starlark.Value
			h, err := c.heap("heap", &item)
			if err != nil || h.Len() == 0 {
				return item, err
			}
			if less, err := h.less(h.Index(0), item); err != nil || !less {
				return item, err
			}
			return h.replace(item)
		}},
		{Sig: "heapreplace(heap, item)", Doc: "Takes out the smallest element and adds one.", Fn: func(c *Call) (starlark.Value, error) {
			var item starlark.Value
			h, err := c.heap("heap", &item)
			if err != nil {
				return nil, err
			}
			if h.Len() == 0 {
				return nil, Raise("IndexError", "index out of range")
			}
			return h.replace(item)
		}},
		{Sig: "merge", Doc: "The elements of sorted iterables in one order: merge(*iterables, key=None, reverse=False)."},
		{Sig: "nlargest(n, iterable, key=None)", Doc: "The n largest elements, the largest first.", Fn: extremes(true)},
		{Sig: "nsmallest(n, iterable, key=None)", Doc: "The n smallest elements, the smallest first.", Fn: extremes(false)},
	}
}
