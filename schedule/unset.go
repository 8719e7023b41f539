package schedule

import "github.com/rickb777/date"

// unsetDays is 0001-01-01 in days since 1970-01-01.
const unsetDays = -719162

// Unset is 0001-01-01, the date that means "not set". The zero date.Date cannot
// mean that: it is 1970-01-01, a real day. Treat Unset as a constant.
//
// Source: Open Dental 24.3, which stores its minimum date for a date not given.
var Unset = date.NewOfDays(unsetDays)

// IsSet reports whether d is a date at all, which every date but [Unset] is.
func IsSet(d date.Date) bool { return d.DaysSinceEpoch() != unsetDays }
