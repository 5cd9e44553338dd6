package files

import "os"

// Hostname is the name of the machine, "" if it has none.
func Hostname() string {
	name, err := os.Hostname()
	if err != nil {
		return ""
	}
	return name
}
