package view

import "stint/internal/markdown"

// Rich is Markdown that was rendered and sanitised. No other text can become
// one.
type Rich = markdown.HTML
