// Package pool is finding a mentor, and being open to mentoring.
package pool

import (
	"stint/internal/pool"
)

// Handlers answer for the pool.
type Handlers struct {
	Pool *pool.Service
}
