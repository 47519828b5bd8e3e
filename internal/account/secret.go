package account

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
)

// Secret is what a cookie, a link or a token holds. It is given out once, and
// only Reveal shows it: printed, logged or marshaled it is a placeholder.
type Secret struct{ text string }

const placeholder = "[secret]"

// Reveal returns the secret itself, for the cookie, mail or page that it was
// made for.
func (s Secret) Reveal() string { return s.text }

// IsZero reports whether there is no secret.
func (s Secret) IsZero() bool { return s.text == "" }

// String returns a placeholder.
func (s Secret) String() string { return placeholder }

// Format writes the placeholder, whatever the verb.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, placeholder) }

// MarshalText writes the placeholder, for JSON and logs.
func (s Secret) MarshalText() ([]byte, error) { return []byte(placeholder), nil }

// secretLength is how long the secret of a session or a link is: 32 bytes in
// base64url (RFC 4648, section 5) without padding.
const secretLength = 43

func newSecret() Secret {
	var b [32]byte
	_, _ = rand.Read(b[:]) // ends the program rather than fail
	return Secret{base64.RawURLEncoding.EncodeToString(b[:])}
}

// TokenPrefix starts every API token, so that scanners of code and logs for
// leaked secrets know one when they see it: stint_[a-z2-7]{40}.
const TokenPrefix = "stint_"

// tokenLength is how long a token is: the prefix, and 25 bytes in base32 in
// lower case.
const tokenLength = len(TokenPrefix) + 40

func newTokenSecret() Secret {
	var b [25]byte
	_, _ = rand.Read(b[:])
	return Secret{TokenPrefix + strings.ToLower(base32.StdEncoding.EncodeToString(b[:]))}
}

// digest is what the database keeps of a secret.
func digest(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// NewSecret returns the secret of a link that another package keeps: 32 random
// bytes in base64url, of SecretLength characters.
func NewSecret() Secret { return newSecret() }

// SecretLength is how long a secret of NewSecret is.
const SecretLength = secretLength

// Digest is what a database keeps of a secret: the SHA-256 in hexadecimal.
func Digest(secret string) string { return digest(secret) }
