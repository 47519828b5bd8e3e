package mend

import (
	"testing"

	"stint/internal/program/reader"
)

func TestApply(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"forgotten number", "# W\n\n## Week 1\n\n1. a\n   1. b\n   . [c](/c)\n   1. d\n", "# W\n\n## Week 1\n\n1. a\n   1. b\n   1. [c](/c)\n   1. d\n"},
		{"two numbers", "## Week 1\r\n\r\n1. a\r\n   1. 1. Lies ü\r\n", "## Week 1\r\n\r\n1. a\r\n   1. Lies ü\r\n"},
		{"heading and box", "\xef\xbb\xbf##Week 1\n\n- [] a\n-[ ] b\n[x] c\n", "\xef\xbb\xbf## Week 1\n\n- [ ] a\n- [ ] b\n- [x] c\n"},
		{"nesting", "## Week 1\n\n1. a\n  - b\n", "## Week 1\n\n1. a\n   - b\n"},
		{"nothing", "## Week 1\n\n1. a\n", "## Week 1\n\n1. a\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, made := Apply([]byte(tt.src), reader.Read([]byte(tt.src), reader.Options{}).Diagnostics)
			if string(got) != tt.want {
				t.Errorf("got %q", got)
			}
			if (made > 0) != (tt.src != tt.want) {
				t.Errorf("%d made", made)
			}
			again := reader.Read(got, reader.Options{}).Diagnostics
			if _, more := Apply(got, again); more > 0 {
				t.Errorf("%d more at the second time: %+v", more, again)
			}
		})
	}
}
