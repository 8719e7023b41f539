package wire

import (
	"strconv"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// frequencies are the words of schedule.Frequency, in the order of its values.
var frequencies = words(schedule.Weekly, schedule.Quarterly, true)

// fifths are the words of schedule.FifthWeekday.
var fifths = words(schedule.Fourth, schedule.Skip, false)

// words lists the names of an enumeration from first to last; after an invalid
// zero value, which has no word, where there is one.
func words[E interface {
	~uint8
	String() string
}](first, last E, invalidZero bool) []string {
	var list []string
	if invalidZero {
		list = append(list, "")
	}
	for e := first; e <= last; e++ {
		list = append(list, e.String())
	}
	return list
}

type datesDoc struct {
	rule  schedule.Rule
	count int
}

var scheduleDates = operation{
	name:    "schedule.dates",
	summary: "the due dates of a frequency",
	example: `{"first": "2026-01-31", "frequency": "Monthly", "count": 12}`,
	shape: document(
		day("first", func(d any) *date.Date { return &d.(*datesDoc).rule.First }, "the first due date; every other is computed from it"),
		word("frequency", func(d any, i int) { d.(*datesDoc).rule.Every = schedule.Frequency(i) }, frequencies, "how often it falls due (default Monthly)"),
		count("count", func(d any) *int { return &d.(*datesDoc).count }, "how many dates"),
		word("fifthWeekday", func(d any, i int) { d.(*datesDoc).rule.Fifth = schedule.FifthWeekday(i) }, fifths, "what OrdinalWeekday does when the first date is a fifth weekday (default fourth)"),
	),
	run: func(c *call) error {
		doc := datesDoc{rule: schedule.Rule{First: schedule.Unset, Every: schedule.Monthly}}
		if err := c.read(&doc); err != nil {
			return err
		}
		if doc.count > MaxRows {
			return c.invalid("count", money.ErrLimit, doc.count)
		}
		dates, err := doc.rule.Dates(doc.count)
		if err != nil {
			return c.refuse(err, nil)
		}
		w := c.out
		w.open()
		w.list("dates", len(dates), func(i int) { w.bareDate(dates[i]) })
		if c.explain() {
			w.trace(explainDates(&doc.rule, dates))
		}
		w.close()
		return nil
	},
}

// explainDates says of each date how it follows from the first.
func explainDates(rule *schedule.Rule, dates []date.Date) []traceStep {
	steps := make([]traceStep, len(dates))
	for i := range dates {
		steps[i] = traceStep{
			rule: rule.Every.String(), subject: string(appendDate(nil, dates[i])),
			note: dates[i].Weekday().String() + ", period " + strconv.Itoa(i) + " from " + string(appendDate(nil, rule.First)),
		}
	}
	return steps
}
