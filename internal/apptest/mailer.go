package apptest

import (
	"context"
	"errors"
	"slices"
	"sync"

	"stint/internal/notify"
)

// Mailer keeps the mails that it is given to send.
type Mailer struct {
	mu    sync.Mutex
	mails []notify.Mail
	down  bool
}

// Send keeps a mail, or fails while the mailer is down.
func (m *Mailer) Send(_ context.Context, mail notify.Mail) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.down {
		return errors.New("apptest: the mail server is down")
	}
	m.mails = append(m.mails, mail)
	return nil
}

// SetDown has the mailer refuse mails, or take them again.
func (m *Mailer) SetDown(down bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.down = down
}

// Mails returns all mails so far, in the order in which they were sent.
func (m *Mailer) Mails() []notify.Mail {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.mails)
}

// To returns the mails to an address.
func (m *Mailer) To(address string) []notify.Mail {
	return slices.DeleteFunc(m.Mails(), func(mail notify.Mail) bool { return mail.To != address })
}
