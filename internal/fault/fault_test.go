package fault_test

import (
	"errors"
	"fmt"
	"io"
	"testing"

	"stint/internal/fault"
)

func TestAnUnclassifiedErrorIsOursAndKeepsItsCauseFromPeople(t *testing.T) {
	err := fault.Of(fmt.Errorf("read: %w", io.ErrUnexpectedEOF))
	if err.Kind != fault.Internal {
		t.Fatalf("kind %v", err.Kind)
	}
	if !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Fatal("the cause is lost")
	}
	if got := fault.Cause(err); got != "read: unexpected EOF" {
		t.Fatalf("cause for the log: %q", got)
	}
	if fault.Of(nil) != nil || fault.Is(nil, fault.Internal) {
		t.Fatal("no error became one")
	}
}

func TestFields(t *testing.T) {
	var fields fault.Fields
	if fields.Err() != nil {
		t.Fatal("no messages made an error")
	}
	fields.Add("hours", "%d is too little", 6)
	err := fault.Of(fmt.Errorf("propose: %w", fields.Err()))
	if err.Kind != fault.Invalid || len(err.Fields) != 1 || err.Fields[0].Message != "6 is too little" {
		t.Fatalf("%+v", err)
	}
}

func TestKindNames(t *testing.T) {
	if fault.Unavailable.String() != "unavailable" || fault.Kind(200).String() != "internal" {
		t.Fatal("names of kinds moved")
	}
}
