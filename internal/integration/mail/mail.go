// Package mail sends mail through an SMTP server (RFC 5321), with STARTTLS
// where the server offers it.
package mail

import (
	"context"
	netmail "net/mail"
	"net/url"
	"strconv"
	"time"

	gomail "github.com/wneessen/go-mail"

	"stint/internal/fault"
	"stint/internal/notify"
)

// Sender sends through one server. It is safe for concurrent use; each mail
// has a connection of its own.
type Sender struct {
	server  *url.URL
	from    string
	domain  string // of Message-IDs
	timeout time.Duration
}

// New returns a sender for a server given as smtp://user:password@host:587 or
// smtps://…, with the sender's address. The domain makes Message-IDs.
func New(server, from, domain string) (*Sender, error) {
	u, err := url.Parse(server)
	if err != nil || u.Hostname() == "" {
		return nil, fault.New(fault.Invalid, "The mail server cannot be read. It has the form smtp://user:password@host:587.")
	}
	return &Sender{server: u, from: from, domain: domain, timeout: 20 * time.Second}, nil
}

// Send delivers one message or returns why the server did not take it. The
// Message-ID is made of the mail's id, so a message sent twice can be known as
// one.
func (s *Sender) Send(ctx context.Context, m notify.Mail) error {
	msg := gomail.NewMsg()
	msg.SetUserAgent("Stint")
	if err := msg.From(s.from); err != nil {
		return fault.Wrap(err, fault.Invalid, "The sender's address %q is no mail address.", s.from)
	}
	if err := msg.AddTo((&netmail.Address{Name: m.Name, Address: m.To}).String()); err != nil {
		return fault.Wrap(err, fault.Invalid, "The reader's address is no mail address.")
	}
	msg.SetMessageIDWithValue(m.ID + "@" + s.domain)
	msg.SetDate()
	msg.Subject(m.Subject)
	// Answers by machines (out of office) would only fill the log.
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetBodyString(gomail.TypeTextPlain, m.Text)
	client, err := gomail.NewClient(s.server.Hostname(), s.options()...)
	if err != nil {
		return fault.Wrap(err, fault.Unavailable, "The mail server cannot be used.")
	}
	if err := client.DialAndSendWithContext(ctx, msg); err != nil {
		return fault.Wrap(err, fault.Unavailable, "The mail server did not take the mail.")
	}
	return nil
}

func (s *Sender) options() []gomail.Option {
	options := []gomail.Option{gomail.WithTimeout(s.timeout), gomail.WithTLSPolicy(gomail.TLSOpportunistic)}
	if s.server.Scheme == "smtps" {
		options = append(options, gomail.WithSSL())
	}
	if port, err := strconv.Atoi(s.server.Port()); err == nil {
		options = append(options, gomail.WithPort(port))
	}
	if user := s.server.User; user != nil {
		password, _ := user.Password()
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(user.Username()), gomail.WithPassword(password))
	}
	return options
}
