package starlib

import "starling/engine/plan"

// expression is what a script writes for a table: a variable that holds it, or a call of methods
// of one, as t.where(["A > 1"]); "" if that is not all. The session lock is held.
func (h *Host) expression(v *Table) string {
	if name := h.NameOf(v); name != "" {
		return name
	}
	return h.planText(v.t.Plan())
}

// planText is expression by how the table is made.
func (h *Host) planText(n *plan.Node) string {
	if name := h.planName(n); name != "" {
		return name
	}
	if len(n.In) != 1 || !written(n.Op) {
		return ""
	}
	of := h.planText(n.In[0])
	if of == "" {
		return ""
	}
	return of + "." + plan.Text(n.Op)
}

// planName is the first variable that holds a table that is made so.
func (h *Host) planName(n *plan.Node) string {
	for _, name := range h.Assigned() {
		v, _ := h.Global(name)
		if t, ok := v.(*Table); ok && t.t.Plan() == n && name != "_" {
			return name
		}
	}
	return ""
}

// written reports whether the text of an operation is all that a script writes for it.
func written(op plan.Op) bool {
	switch op.(type) {
	case plan.Where, plan.View, plan.UpdateView, plan.Update, plan.Select, plan.DropColumns, plan.Head, plan.Tail, plan.LastBy, plan.FirstBy:
		return true
	}
	return false
}
