package schedule

import (
	"github.com/paysplit/paysplit/internal/day"
	"github.com/rickb777/date"
)

// Unset is 0001-01-01, the date that means "not set". The zero date.Date cannot
// mean that: it is 1970-01-01, a real day. Treat Unset as a constant.
//
// Source: Open Dental 24.3, which stores its minimum date for a date not given.
var Unset = date.NewOfDays(day.Unset)

// IsSet reports whether d is a date at all, which every date but [Unset] is.
func IsSet(d date.Date) bool { return day.IsSet(d) }
