package page

import (
	"reflect"
	"testing"
)

// TestLength fills every text of a page, and of everything in it, with some bytes:
// whatever a page comes to hold, its length has to count.
func TestLength(t *testing.T) {
	var p Page
	want := fill(reflect.ValueOf(&p).Elem(), 0)
	if want < 100 {
		t.Fatalf("only %d bytes were filled in", want)
	}
	if got := p.Length(); got != want {
		t.Errorf("the length is %d, the texts have %d", got, want)
	}
}

// fill gives every text a few bytes, every list and map one element, and says how
// many bytes that were. Activities nest once.
func fill(v reflect.Value, depth int) int {
	switch v.Kind() {
	case reflect.String:
		v.SetString("some words")
		return v.Len()
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return fill(v.Elem(), depth)
	case reflect.Slice:
		if depth > 6 {
			return 0
		}
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		return fill(v.Index(0), depth+1)
	case reflect.Map:
		key := reflect.New(v.Type().Key()).Elem()
		n := fill(key, depth)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, reflect.Zero(v.Type().Elem()))
		return n
	case reflect.Struct:
		n := 0
		for i := range v.NumField() {
			n += fill(v.Field(i), depth)
		}
		return n
	default:
		return 0
	}
}
