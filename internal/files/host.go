package files

import (
	"os"
	"syscall"
	"time"
)

// Hostname is the name of the machine, "" if it has none.
func Hostname() string {
	name, err := os.Hostname()
	if err != nil {
		return ""
	}
	return name
}

// Process is the number of the process.
func Process() int { return os.Getpid() }

// ProcessTime is the processor time that the process took, 0 if nobody knows.
func ProcessTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
