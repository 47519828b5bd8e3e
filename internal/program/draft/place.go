package draft

import (
	"strconv"

	"stint/internal/program/reader"
)

// Place names a diagnostic within its page: "54:4:S210".
func Place(d reader.Diagnostic) string {
	return strconv.Itoa(d.Line) + ":" + strconv.Itoa(d.Column) + ":" + d.Code
}
