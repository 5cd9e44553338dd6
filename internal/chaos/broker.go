package main

import (
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
)

// broker is an Apache Kafka process that can be killed and started on the same data.
type broker struct {
	port int
	dir  string
	pid  int
}

func (b *broker) start() error {
	cmd := exec.Command("internal/kafka/broker.sh", strconv.Itoa(b.port), b.dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("broker.sh: %w", err)
	}
	b.pid, err = strconv.Atoi(strings.TrimSpace(string(out)))
	return err
}

// kill ends the process at once, as a crash does.
func (b *broker) kill() error {
	if err := syscall.Kill(b.pid, syscall.SIGKILL); err != nil {
		return err
	}
	for syscall.Kill(b.pid, 0) == nil { // until the port is free
		if proc, err := os.FindProcess(b.pid); err == nil {
			proc.Wait()
		}
		if zombie(b.pid) {
			return nil
		}
	}
	return nil
}

// zombie reports whether the process is dead and only not yet waited for.
func zombie(pid int) bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	return err != nil || strings.Contains(string(stat), ") Z ")
}

func (b *broker) addr() string { return fmt.Sprintf("127.0.0.1:%d", b.port) }
