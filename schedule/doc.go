// Package schedule says on which days a payment plan falls due.
//
// # A rule and its dates
//
// A schedule of due dates is a first date and a rhythm: the 31st of January and
// then every month, the second Tuesday of each month, every other week. [Rule]
// holds both. Its due dates are numbered from 0; the number is the period.
// [Rule.At] answers for one period, [Rule.Append] and [Rule.Dates] list the
// first so many, [Rule.Fill] lists those from some period on, [Rule.All] walks
// through every date there is, and [Rule.NextOnOrAfter] finds the period that
// comes next on a given day.
//
// # Every date comes from the first date
//
// A plan that starts on 31 January and falls due each month has to do something
// about February. Here a day that the month does not have becomes the month's
// last day: 29 February in a leap year. What it must not do is forget the 31:
// the next dates are 31 March, 30 April, 31 May, because each is computed from
// 31 January and none from the date before it. The same holds for the other
// frequencies, so the date of a period never depends on which periods were
// asked for before.
//
// The five frequencies, with n the period and F the first date:
//
//	Weekly          F + 7n days
//	EveryOtherWeek  F + 14n days
//	Monthly         F + n months, at most the month's last day
//	Quarterly       F + 3n months, at most the month's last day
//	OrdinalWeekday  in the nth month after F's, the weekday that F is: if F is
//	                a second Tuesday, the second Tuesday
//
// # The fifth weekday
//
// Every month has a first to a fourth Tuesday; only four or five months of the
// year have a fifth. What a plan does that starts on one is a choice
// ([FifthWeekday]), and matters only if F is on the 29th, 30th or 31st:
//
//	Fourth  always the fourth: period 0 is a week BEFORE F. Open Dental does
//	        this, so it is the default.
//	Last    the last one of each month, the fourth or the fifth.
//	Skip    only the months that have a fifth; the others have no due date.
//	        Calendar software does this (RFC 5545, BYDAY=5TU).
//
// # Dates
//
// A date is a calendar day without a time or a zone: [date.Date] of
// github.com/rickb777/date, in the proleptic Gregorian calendar. The zero
// date.Date is 1 January 1970, a real day on which a plan may start. The date
// that means "not set" is 0001-01-01, which is [Unset]; ask with [IsSet].
// Dates that are set run from 0001-01-02 to 9999-12-31.
//
// # Errors
//
// Each error is a [*money.FieldError] around one of the rules [ErrDateRange],
// [ErrFifthWeekday], [ErrFrequency], [money.ErrCount] and
// [money.ErrDateRequired]; the parameter or field it names is the first one
// that is wrong, in the order receiver, then arguments. A date that comes with
// an error is [Unset], because the zero date.Date could be taken for an answer.
//
// Source: Open Dental 24.3, payment plan due dates.
package schedule
