package expr

import (
	"starling/engine/column"
)

// The makers of kernels for the function table, by number of arguments. Those named f
// give null where an argument is null; those named r are given the nulls; an e behind
// the letter says that the function may fail.

func r0[R any](f func() R) kernel {
	return func(c *call) error {
		out := grow[R](c.out, c.n)
		for i := range out {
			out[i] = f()
		}
		return nil
	}
}

func f1[A comparable, R any](f func(A) R) kernel {
	na, nr := column.Null[A](), column.Null[R]()
	return func(c *call) error {
		out := grow[R](c.out, c.n)
		for i, x := range vals[A](c.args[0]) {
			if x == na {
				out[i] = nr
			} else {
				out[i] = f(x)
			}
		}
		return nil
	}
}

func r1[A, R any](f func(A) R) kernel {
	return func(c *call) error {
		out := grow[R](c.out, c.n)
		for i, x := range vals[A](c.args[0]) {
			out[i] = f(x)
		}
		return nil
	}
}

func fe1[A comparable, R any](f func(A) (R, error)) kernel {
	na, nr := column.Null[A](), column.Null[R]()
	return re1(func(x A) (R, error) {
		if x == na {
			return nr, nil
		}
		return f(x)
	})
}

func re1[A, R any](f func(A) (R, error)) kernel {
	return func(c *call) error {
		out := grow[R](c.out, c.n)
		for i, x := range vals[A](c.args[0]) {
			r, err := f(x)
			if err != nil {
				return &RowError{Index: i, Err: err}
			}
			out[i] = r
		}
		return nil
	}
}

func f2[A, B comparable, R any](f func(A, B) R) kernel {
	na, nb, nr := column.Null[A](), column.Null[B](), column.Null[R]()
	return func(c *call) error {
		out, b := grow[R](c.out, c.n), vals[B](c.args[1])
		for i, x := range vals[A](c.args[0]) {
			if y := b[i]; x == na || y == nb {
				out[i] = nr
			} else {
				out[i] = f(x, y)
			}
		}
		return nil
	}
}

func r2[A, B, R any](f func(A, B) R) kernel {
	return func(c *call) error {
		out, b := grow[R](c.out, c.n), vals[B](c.args[1])
		for i, x := range vals[A](c.args[0]) {
			out[i] = f(x, b[i])
		}
		return nil
	}
}

func fe2[A, B comparable, R any](f func(A, B) (R, error)) kernel {
	na, nb, nr := column.Null[A](), column.Null[B](), column.Null[R]()
	return re2(func(x A, y B) (R, error) {
		if x == na || y == nb {
			return nr, nil
		}
		return f(x, y)
	})
}

func re2[A, B, R any](f func(A, B) (R, error)) kernel {
	return func(c *call) error {
		out, b := grow[R](c.out, c.n), vals[B](c.args[1])
		for i, x := range vals[A](c.args[0]) {
			r, err := f(x, b[i])
			if err != nil {
				return &RowError{Index: i, Err: err}
			}
			out[i] = r
		}
		return nil
	}
}

func f3[A, B, C comparable, R any](f func(A, B, C) R) kernel {
	na, nb, nc, nr := column.Null[A](), column.Null[B](), column.Null[C](), column.Null[R]()
	return r3(func(x A, y B, z C) R {
		if x == na || y == nb || z == nc {
			return nr
		}
		return f(x, y, z)
	})
}

func r3[A, B, C, R any](f func(A, B, C) R) kernel {
	return func(c *call) error {
		out, b, z := grow[R](c.out, c.n), vals[B](c.args[1]), vals[C](c.args[2])
		for i, x := range vals[A](c.args[0]) {
			out[i] = f(x, b[i], z[i])
		}
		return nil
	}
}

func fe3[A, B, C comparable, R any](f func(A, B, C) (R, error)) kernel {
	na, nb, nc, nr := column.Null[A](), column.Null[B](), column.Null[C](), column.Null[R]()
	return re3(func(x A, y B, z C) (R, error) {
		if x == na || y == nb || z == nc {
			return nr, nil
		}
		return f(x, y, z)
	})
}

func re3[A, B, C, R any](f func(A, B, C) (R, error)) kernel {
	return func(c *call) error {
		out, b, z := grow[R](c.out, c.n), vals[B](c.args[1]), vals[C](c.args[2])
		for i, x := range vals[A](c.args[0]) {
			r, err := f(x, b[i], z[i])
			if err != nil {
				return &RowError{Index: i, Err: err}
			}
			out[i] = r
		}
		return nil
	}
}
