// Package day holds the one date that means "not set", for packages that do not
// depend on package schedule, which exports it.
package day

import "github.com/rickb777/date"

// Unset is 0001-01-01 as a number of days since 1970-01-01. The zero date.Date
// is 1970-01-01, a real day, and so cannot mean "not set".
const Unset date.PeriodOfDays = -719162

// IsSet reports whether d is a date and not the one that means "not set".
func IsSet(d date.Date) bool { return d.DaysSinceEpoch() != Unset }
