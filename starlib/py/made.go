package py

import "sync"

// made is a table that is made when it is first asked for. It is sync.OnceValue for tables whose functions
// ask for the table again, which the initializer of a variable may not.
type made[T any] struct {
	once  sync.Once
	table T
}

// by is the table; make makes it. It must not ask for it.
func (m *made[T]) by(make func() T) T {
	m.once.Do(func() { m.table = make() })
	return m.table
}
