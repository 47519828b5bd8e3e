package worktime

import (
	"database/sql/driver"
	"fmt"
	"strconv"
)

// ParseError says what is wrong with a text and where.
type ParseError struct {
	// Text is what was read, whole.
	Text string
	// Column is where it went wrong, counted in characters from 1, and 0 where
	// the text is wrong as a whole.
	Column int
	// Problem says what is wrong, to be shown to the person who wrote the text.
	Problem string
}

// Error returns the text, the position where there is one, and the problem.
func (e *ParseError) Error() string {
	if e.Column == 0 {
		return strconv.Quote(e.Text) + ": " + e.Problem
	}
	return fmt.Sprintf("%q, character %d: %s", e.Text, e.Column, e.Problem)
}

// textValue is the stored form of a value that has a text form: NULL where the
// text is empty.
func textValue(text string) driver.Value {
	if text == "" {
		return nil
	}
	return text
}

// scanText hands a stored text to read; NULL is the empty text.
func scanText(stored any, read func(string) error) error {
	switch v := stored.(type) {
	case nil:
		return read("")
	case string:
		return read(v)
	case []byte:
		return read(string(v))
	}
	return fmt.Errorf("worktime: stored as %T, want text", stored)
}
