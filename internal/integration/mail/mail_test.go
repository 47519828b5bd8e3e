package mail_test

import (
	"errors"
	"io"
	"net"
	netmail "net/mail"
	"strings"
	"testing"

	"github.com/emersion/go-smtp"

	"stint/internal/fault"
	"stint/internal/integration/mail"
	"stint/internal/notify"
)

// sink is a real SMTP server that keeps what it is given.
type sink struct {
	got    chan string
	refuse bool
}

func (s *sink) NewSession(*smtp.Conn) (smtp.Session, error) { return session{s}, nil }

type session struct{ *sink }

func (session) Reset()                               {}
func (session) Logout() error                        { return nil }
func (session) Mail(string, *smtp.MailOptions) error { return nil }
func (s session) Rcpt(string, *smtp.RcptOptions) error {
	if s.refuse {
		return errors.New("no such mailbox")
	}
	return nil
}
func (s session) Data(r io.Reader) error {
	body, err := io.ReadAll(r)
	s.got <- string(body)
	return err
}

func serve(t *testing.T, s *sink) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := smtp.NewServer(s)
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close() })
	return "smtp://" + listener.Addr().String()
}

func TestSend(t *testing.T) {
	s := &sink{got: make(chan string, 1)}
	sender, err := mail.New(serve(t, s), "stint@example.com", "stint.example.com")
	if err != nil {
		t.Fatal(err)
	}
	err = sender.Send(t.Context(), notify.Mail{ID: "n-1", To: "noor@example.com", Name: "Noor \r\nBcc: x@example.com", Subject: "Zoë signed\r\nBcc: evil@example.com", Text: "Hello Noor,\n\nline\n"})
	if err != nil {
		t.Fatal(err)
	}
	message, err := netmail.ReadMessage(strings.NewReader(<-s.got))
	if err != nil {
		t.Fatal(err)
	}
	if message.Header.Get("Bcc") != "" {
		t.Fatal("a header was smuggled in")
	}
	if got := message.Header.Get("Message-Id"); got != "<n-1@stint.example.com>" {
		t.Fatalf("Message-ID %q", got)
	}
	if got := message.Header.Get("User-Agent"); got != "Stint" {
		t.Fatalf("User-Agent %q", got)
	}
}

func TestARefusedMailIsTriedAgainLater(t *testing.T) {
	sender, err := mail.New(serve(t, &sink{refuse: true}), "stint@example.com", "localhost")
	if err != nil {
		t.Fatal(err)
	}
	err = sender.Send(t.Context(), notify.Mail{ID: "n", To: "noor@example.com", Subject: "s", Text: "t"})
	if !fault.Is(err, fault.Unavailable) {
		t.Fatal(err)
	}
}
