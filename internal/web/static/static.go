// Package static holds the files that browsers get as they stand: our own
// style, script and icons, two typefaces, and htmx. Licences lie beside what
// they cover. Package asset serves them.
package static

import "embed"

// Files is everything that is served; licences and this source are not.
//
//go:embed app.css tokens.css htmx.min.js stint.js desk.js icons.svg icon.svg fonts/*.woff2
var Files embed.FS
