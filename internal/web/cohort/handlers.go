// Package cohort is matching many at once.
package cohort

import (
	"stint/internal/matching/cohort"
)

// Handlers answer for cohorts.
type Handlers struct {
	Cohorts *cohort.Service
}
