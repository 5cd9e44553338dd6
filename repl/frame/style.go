package frame

// The styles of a line. What is between a style and Reset has it.
const (
	Reset   = "\x1b[0m"
	Bold    = "\x1b[1m"
	Dim     = "\x1b[2m"
	Reverse = "\x1b[7m"
	Red     = "\x1b[31m"
	Green   = "\x1b[32m"
	Yellow  = "\x1b[33m"
	Cyan    = "\x1b[36m"
)

// Paint is text in a style; "" is none.
func Paint(style, text string) string {
	if style == "" || text == "" {
		return text
	}
	return style + text + Reset
}
