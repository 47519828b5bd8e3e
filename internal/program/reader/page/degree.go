package page

// Degree is a certainty in a word, the same one wherever people read it.
type Degree string

// The degrees.
const (
	Certain Degree = "certain" // from 0.8 on: the words leave hardly another reading
	Likely  Degree = "likely"  // from 0.6 on
	Unsure  Degree = "unsure"
)

// DegreeOf returns the word for a certainty between 0 and 1.
func DegreeOf(certainty float64) Degree {
	switch {
	case certainty >= 0.8:
		return Certain
	case certainty >= 0.6:
		return Likely
	}
	return Unsure
}
