package demo

import (
	"sync/atomic"
	"time"
)

// Clock is the clock of a demo. While the company is filled in it stands at
// moments of the past, so that everything gets a believable history; afterwards
// it goes with the one that it was made from. It is safe for concurrent use.
type Clock struct {
	now  func() time.Time
	past atomic.Pointer[time.Time]
}

// NewClock returns a clock that goes with now.
func NewClock(now func() time.Time) *Clock { return &Clock{now: now} }

// Now is the time that the clock shows.
func (c *Clock) Now() time.Time {
	if past := c.past.Load(); past != nil {
		return *past
	}
	return c.now()
}

// stop sets the clock to a moment, where it stays.
func (c *Clock) stop(at time.Time) { c.past.Store(&at) }

// release lets the clock go with the real one again.
func (c *Clock) release() { c.past.Store(nil) }
