package job

import (
	"sync"
	"time"
)

// clock is a clock that a test moves by hand.
type clock struct {
	mu    sync.Mutex
	asked *sync.Cond
	now   time.Time
	waits []wait
	count map[time.Duration]int
}

type wait struct {
	at   time.Time
	ring chan time.Time
}

func newClock() *clock {
	c := &clock{now: time.Date(2026, 10, 8, 13, 0, 0, 500, time.UTC), count: map[time.Duration]int{}}
	c.asked = sync.NewCond(&c.mu)
	return c
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) After(d time.Duration) <-chan time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	w := wait{c.now.Add(d), make(chan time.Time, 1)}
	c.waits = append(c.waits, w)
	c.count[d]++
	c.asked.Broadcast()
	return w.ring
}

// Advance moves the clock and rings for everybody whose time has come.
func (c *clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	kept := c.waits[:0]
	for _, w := range c.waits {
		if w.at.After(c.now) {
			kept = append(kept, w)
			continue
		}
		w.ring <- c.now
	}
	c.waits = kept
}

// Asked returns how often somebody began to wait for so long.
func (c *clock) Asked(d time.Duration) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.count[d]
}

// Await returns when somebody has begun to wait for so long n times.
func (c *clock) Await(d time.Duration, n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for c.count[d] < n {
		c.asked.Wait()
	}
}
