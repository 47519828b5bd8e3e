package config_test

import (
	"testing"

	"stint/internal/config"
	"stint/internal/fault"
)

func TestReadAndCheck(t *testing.T) {
	c, err := config.Read([]string{"STINT_DATABASE=postgres://x", "STINT_URL=https://stint.example.com/", "OTHER=1"})
	if err != nil || c.Check() != nil {
		t.Fatal(err, c.Check())
	}
	if c.Database != "postgres://x" || c.BaseURL("127.0.0.1:1") != "https://stint.example.com" {
		t.Fatalf("%+v", c)
	}
	c.URL = ""
	if got := c.BaseURL("127.0.0.1:81"); got != "http://127.0.0.1:81" {
		t.Fatal(got)
	}
}

func TestBadSettingsAreNamedTogether(t *testing.T) {
	c, err := config.Read([]string{"STINT_LISTEN=nowhere", "STINT_URL=stint.example.com", "STINT_SMTP=mail", "STINT_LOG_FORMAT=xml", "STINT_TRUSTED_PROXY=them"})
	if err != nil {
		t.Fatal(err)
	}
	if got := fault.Of(c.Check()); got == nil || len(got.Fields) != 5 {
		t.Fatalf("%v", got)
	}
	if _, err := config.Read([]string{"STINT_SHUTDOWN_GRACE=soon"}); !fault.Is(err, fault.Invalid) {
		t.Fatal(err)
	}
}
