package worktime

import (
	"database/sql/driver"
	"strings"
	"time"
	_ "time/tzdata" // zones must be the same on a machine that has no zoneinfo files
)

// Zone is the name of a time zone of the IANA database, such as
// Europe/Amsterdam, that is known to exist. It is comparable with ==. The zero
// Zone is no zone and stored as NULL.
type Zone struct {
	name string
}

// LoadZone returns the zone of an IANA name. It refuses the empty name, "Local",
// names that exist only as files of a machine's database, and unknown names.
func LoadZone(name string) (Zone, error) {
	if _, err := load(name); err != nil {
		return Zone{}, err
	}
	return Zone{name}, nil
}

// LoadLocation returns the zone of a name that LoadZone takes for use with
// instants, in one look at the database.
func LoadLocation(name string) (*time.Location, error) { return load(name) }

// load reads a zone from the database. It is the slow part of a zone, some ten
// microseconds.
func load(name string) (*time.Location, error) {
	switch {
	case name == "":
		return nil, &ParseError{Text: name, Problem: "no time zone; a name such as Europe/Amsterdam is needed"}
	case name == "Local":
		return nil, &ParseError{Text: name, Problem: "the zone of this machine is nobody's zone; a name such as Europe/Amsterdam is needed"}
	}
	loc, err := time.LoadLocation(name)
	if err != nil || fileOnly(name) {
		return nil, &ParseError{Text: name, Problem: "not a time zone of the IANA database, such as Europe/Amsterdam"}
	}
	return loc, nil
}

// fileOnly reports whether a name is one that installations of the zone database
// add to the zones. Those below right/ count leap seconds and would be off by
// half a minute.
func fileOnly(name string) bool {
	switch name {
	case "localtime", "posixrules", "Factory":
		return true
	}
	return strings.HasPrefix(name, "posix/") || strings.HasPrefix(name, "right/")
}

// Location returns the zone for use with instants; UTC for the zero Zone. It
// reads the database anew, so a caller with many instants keeps the result.
func (z Zone) Location() *time.Location {
	if z.IsZero() {
		return time.UTC
	}
	loc, err := load(z.name)
	if err != nil {
		// The zone was there when z was made, and the embedded database has it too.
		panic("worktime: the time zone database lost " + z.name)
	}
	return loc
}

// IsZero reports whether z is no zone.
func (z Zone) IsZero() bool { return z.name == "" }

// String returns the IANA name.
func (z Zone) String() string { return z.name }

// MarshalText writes the IANA name.
func (z Zone) MarshalText() ([]byte, error) { return []byte(z.name), nil }

// UnmarshalText reads what [LoadZone] takes, and the empty text as the zero Zone.
func (z *Zone) UnmarshalText(text []byte) error { return z.read(string(text)) }

// Value stores the IANA name, and the zero Zone as NULL.
func (z Zone) Value() (driver.Value, error) { return textValue(z.name), nil }

// Scan reads what Value stored.
func (z *Zone) Scan(stored any) error { return scanText(stored, z.read) }

func (z *Zone) read(text string) (err error) {
	if text == "" {
		*z = Zone{}
		return nil
	}
	*z, err = LoadZone(text)
	return err
}
