package visit

import (
	"fmt"
	"io"
	"net/http"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"stint/internal/fault"
	"stint/internal/web/templates/ui"
)

// maxFormMemory is what a form may keep in memory; larger files go to disk.
const maxFormMemory = 4 << 20

func (v *Visit) readForm() error {
	var err error
	if strings.HasPrefix(v.Request.Header.Get("Content-Type"), "multipart/") {
		err = v.Request.ParseMultipartForm(maxFormMemory)
	} else {
		err = v.Request.ParseForm()
	}
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "The form could not be read, or is larger than 12 MB. Nothing has been changed. Go back and try again.")
	}
	v.Form = ui.Form{Values: v.Request.PostForm}
	return nil
}

// Value returns what was typed into a field, without the space around it.
func (v *Visit) Value(name string) string { return strings.TrimSpace(v.Request.PostForm.Get(name)) }

// Typed is a text as it was typed: drafts are kept with their white space.
func (v *Visit) Typed(name string) string { return v.Request.PostForm.Get(name) }

// Values returns what was typed into each of the fields of one name.
func (v *Visit) Values(name string) []string { return v.Request.PostForm[name] }

// Number is a field as a whole number; 0 where it is none.
func (v *Visit) Number(name string) int {
	n, err := strconv.Atoi(v.Value(name))
	if err != nil {
		return 0
	}
	return n
}

// HandedOver is a text that came as a file or in a field, with its name. A file
// wins over the field. What is empty, longer than limit bytes, or no UTF-8 is
// Invalid, at the file where one came, else at the field.
func (v *Visit) HandedOver(file, field string, limit int64) (text, name string, err error) {
	name = path.Base(v.Value("name"))
	if name == "." || name == "/" {
		name = "page.md"
	}
	text = v.Typed(field)
	if v.Request.MultipartForm != nil && len(v.Request.MultipartForm.File[file]) > 0 {
		header := v.Request.MultipartForm.File[file][0]
		f, err := header.Open()
		if err != nil {
			return "", "", fault.Wrap(err, fault.Invalid, "The file could not be read. Nothing has been changed.")
		}
		defer func() { _ = f.Close() }()
		data, err := io.ReadAll(io.LimitReader(f, limit+1))
		if err != nil {
			return "", "", fault.Wrap(err, fault.Invalid, "The file could not be read. Nothing has been changed.")
		}
		switch {
		case len(data) > 0:
			text, name, field = string(data), path.Base(header.Filename), file
		case text == "":
			return "", "", fault.At(file, "The file is empty. Choose another one.")
		}
	}
	switch {
	case int64(len(text)) > limit:
		return "", "", fault.At(field, "This is larger than %s, which is the most that can be read.", ui.Size(limit))
	case !utf8.ValidString(text):
		return "", "", fault.At(field, "%s", unreadable(text))
	case text == "":
		return "", "", fault.At(field, "Choose a file or paste its text.")
	}
	return text, name, nil
}

// unreadable says what bytes that are no UTF-8 seem to be, and what to do.
func unreadable(data string) string {
	sniffed, _, _ := strings.Cut(http.DetectContentType([]byte(data[:min(len(data), 512)])), ";")
	switch {
	case strings.HasPrefix(data, "\xff\xfe"), strings.HasPrefix(data, "\xfe\xff"):
		return "This is UTF-16. Save the file as UTF-8 and try again."
	case sniffed == "application/pdf", sniffed == "application/zip", strings.HasPrefix(data, "\xd0\xcf\x11\xe0"):
		return "This is a document or an archive, and no plain text. Save its text by itself, as UTF-8, and bring that."
	case strings.HasPrefix(sniffed, "image/"):
		return "This is a picture, and no text. Choose a file with text."
	case !strings.HasPrefix(sniffed, "text/") && sniffed != "application/octet-stream":
		return "This is no text. Choose a file with text."
	}
	line := 1
	for rest := data; rest != ""; {
		r, size := utf8.DecodeRuneInString(rest)
		if r == utf8.RuneError && size == 1 {
			break
		}
		if r == '\n' {
			line++
		}
		rest = rest[size:]
	}
	return fmt.Sprintf("Line %d is not UTF-8. Save the file as UTF-8 and try again.", line)
}

// Named gives the messages of an error to the fields as the form calls them:
// pairs of the service's name and the form's.
func Named(err error, pairs ...string) error {
	e := fault.Of(err)
	for i, f := range e.Fields {
		for k := 0; k+1 < len(pairs); k += 2 {
			if f.Name == pairs[k] {
				e.Fields[i].Name = pairs[k+1]
			}
		}
	}
	return e
}
