package visit

import (
	"encoding/base64"
	"encoding/json"
	"net/http"

	"stint/internal/view"
)

// toastCookie carries what a change answers with over the redirect to the page
// that shows it. It holds nothing that its reader may not see, and is gone
// after one page or a minute.
const toastCookie = "stint-toast"

// Say has the page or the part that answers this visit show a toast.
func (v *Visit) Say(t view.Toast) { v.toasts = append(v.toasts, t) }

func (v *Visit) leaveToast(t view.Toast) {
	text, err := json.Marshal(t)
	if err != nil || len(text) > 1500 {
		return
	}
	http.SetCookie(v.Writer, &http.Cookie{
		Name: toastCookie, Value: base64.RawURLEncoding.EncodeToString(text), Path: "/", MaxAge: 60,
		HttpOnly: true, Secure: v.site.HTTPS, SameSite: http.SameSiteLaxMode,
	})
}

func (v *Visit) takeToast() []view.Toast {
	c, err := v.Request.Cookie(toastCookie)
	if err != nil || c.Value == "" {
		return nil
	}
	http.SetCookie(v.Writer, &http.Cookie{Name: toastCookie, Path: "/", MaxAge: -1, HttpOnly: true, Secure: v.site.HTTPS, SameSite: http.SameSiteLaxMode})
	var t view.Toast
	text, err := base64.RawURLEncoding.DecodeString(c.Value)
	if err != nil || json.Unmarshal(text, &t) != nil || t.Text == "" {
		return nil
	}
	return []view.Toast{t}
}
