//go:build unix

package reader_test

import (
	"syscall"
	"time"
)

// cpuTime is the time this process has computed. Unlike a clock it does not
// count what other programs on the machine take.
func cpuTime() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		panic(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
