package schedule

import "github.com/rickb777/date"

// fillDays sets dates to first and the days that follow it by a fixed step.
func fillDays(dates []date.Date, first, step dayNumber) {
	for i := range dates {
		dates[i] = first.date()
		first += step
	}
}
