package reader_test

import (
	"testing"

	"stint/internal/program/reader"
)

// TestLength reads how long a program takes from prose, items and tables above
// its phases. What stands in a phase is said of the phase.
func TestLength(t *testing.T) {
	for _, tt := range []struct {
		name, src string
		weeks     float64
		line      int
		column    int
	}{
		{"prose", "# Bakery\n\nIt typically lasts 6 weeks.\n\n## Week 1\n\n- Knead\n", 6, 3, 20},
		{"item", "# Bakery\n\n- **Duration:** 6 weeks\n- **Place:** the mill\n\n## Week 1\n\n- Knead\n", 6, 3, 17},
		{"table", "# Bakery\n\n| About | |\n|---|---|\n| Dauer | 6 Wochen |\n| Ort | die Mühle |\n\n## Woche 1\n\n- Knead\n", 6, 5, 11},
		{"months", "# Bakery\n\n- Duration: 3 months\n\n## Week 1\n\n- Knead\n", 13, 3, 13},
		{"of a phase", "# Bakery\n\n## Week 1\n\n- Knead\n- Duration: 6 weeks\n", 0, 0, 0},
		{"of something else", "# Bakery\n\n- Meet for 6 weeks\n\n## Week 1\n\n- Knead\n", 0, 0, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := reader.Read([]byte(tt.src), reader.Options{}).Facts.TypicalWeeks
			if tt.weeks == 0 {
				if got != nil {
					t.Errorf("%+v", got)
				}
				return
			}
			if got == nil || got.Value != tt.weeks || got.Line != tt.line || got.Column != tt.column {
				t.Errorf("%+v, want %g weeks at %d:%d", got, tt.weeks, tt.line, tt.column)
			}
		})
	}
}
