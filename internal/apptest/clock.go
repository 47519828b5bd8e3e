package apptest

import (
	"sync/atomic"
	"time"
)

// Clock stands still until the test moves it.
type Clock struct{ now atomic.Pointer[time.Time] }

// Now is what the clock shows.
func (c *Clock) Now() time.Time { return *c.now.Load() }

// Set sets the clock.
func (c *Clock) Set(now time.Time) {
	now = now.UTC().Truncate(time.Microsecond)
	c.now.Store(&now)
}

// Forward moves the clock on.
func (c *Clock) Forward(d time.Duration) { c.Set(c.Now().Add(d)) }
