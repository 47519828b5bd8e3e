package view

// Rich is Markdown that was rendered and sanitised.
type Rich string

// String returns the HTML.
func (r Rich) String() string { return string(r) }
