// Package config holds the settings of an installation, read once at start.
//
// Every setting is an environment variable STINT_…; the commands' flags
// override them. Only app and cli import this package: everything else gets
// what it needs as an argument.
package config

import (
	"net"
	"net/url"
	"strings"
	"time"

	"github.com/caarlos0/env/v11"

	"stint/internal/fault"
)

// Config is the settings.
type Config struct {
	// Database is the path of an SQLite file or a postgres:// URL.
	Database string `env:"DATABASE" envDefault:"data/stint.db"`
	// Listen is the address to serve on, host:port.
	Listen string `env:"LISTEN" envDefault:"127.0.0.1:8080"`
	// URL is the address people use, without a slash at the end. Links in
	// mails start with it. Empty: http:// and the listening address.
	URL string `env:"URL"`
	// SMTP is the mail server, smtp://user:password@host:587 (STARTTLS where
	// offered) or smtps://…:465. Empty: no mail is sent.
	SMTP string `env:"SMTP"`
	// MailFrom is the sender of mails.
	MailFrom string `env:"MAIL_FROM" envDefault:"stint@localhost"`
	// LinkChecks is on or off: whether the links of programs' pages are asked
	// for now and then.
	LinkChecks string `env:"LINK_CHECKS" envDefault:"on"`
	// LogFormat is text or json.
	LogFormat string `env:"LOG_FORMAT" envDefault:"text"`
	// LogLevel is debug, info, warn or error.
	LogLevel string `env:"LOG_LEVEL" envDefault:"info"`
	// ShutdownGrace is how long requests under way may take to finish.
	ShutdownGrace time.Duration `env:"SHUTDOWN_GRACE" envDefault:"10s"`
	// TrustedProxy is the address or network (CIDR) of the proxy whose
	// X-Forwarded-For is believed for limits on attempts. Empty: nobody's.
	TrustedProxy string `env:"TRUSTED_PROXY"`
}

// Read returns the settings from the environment given as "NAME=value" lines.
// A setting that cannot be read is Invalid, named by its variable.
func Read(environ []string) (Config, error) {
	c, err := env.ParseAsWithOptions[Config](env.Options{Prefix: "STINT_", Environment: env.ToMap(environ)})
	if err != nil {
		return c, fault.Wrap(err, fault.Invalid, "A setting cannot be read: %v.", err)
	}
	return c, nil
}

// Check returns what is wrong with the settings, named by their variables.
func (c Config) Check() error {
	var fields fault.Fields
	if _, _, err := net.SplitHostPort(c.Listen); err != nil {
		fields.Add("STINT_LISTEN", "%q is no address; it has the form 127.0.0.1:8080.", c.Listen)
	}
	if c.URL != "" {
		if u, err := url.Parse(c.URL); err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") || u.RawQuery != "" || u.Fragment != "" {
			fields.Add("STINT_URL", "%q is no address people can use; it has the form https://stint.example.com.", c.URL)
		}
	}
	if c.SMTP != "" {
		if u, err := url.Parse(c.SMTP); err != nil || u.Host == "" || (u.Scheme != "smtp" && u.Scheme != "smtps") {
			fields.Add("STINT_SMTP", "It has the form smtp://user:password@host:587.")
		}
	}
	if c.LogFormat != "text" && c.LogFormat != "json" {
		fields.Add("STINT_LOG_FORMAT", "%q is neither text nor json.", c.LogFormat)
	}
	if c.LinkChecks != "on" && c.LinkChecks != "off" {
		fields.Add("STINT_LINK_CHECKS", "%q is neither on nor off.", c.LinkChecks)
	}
	if c.TrustedProxy != "" {
		if _, _, err := net.ParseCIDR(c.TrustedProxy); err != nil && net.ParseIP(c.TrustedProxy) == nil {
			fields.Add("STINT_TRUSTED_PROXY", "%q is neither an address nor a network.", c.TrustedProxy)
		}
	}
	return fields.Err()
}

// BaseURL is the address people use, without a slash at the end. The listening
// address is the one that the server got, which may have chosen its port.
func (c Config) BaseURL(listening string) string {
	if c.URL != "" {
		return strings.TrimRight(c.URL, "/")
	}
	return "http://" + listening
}
