package amortize

import (
	"strconv"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"github.com/rickb777/date"
)

// Link is a piece of production of a dynamic plan with what it is worth today and
// what the plan has charged for it. Amounts are in minor units.
type Link struct {
	Fee         money.Amount // of a procedure for one unit; or the amount of an adjustment
	Units       int64        // base units and quantity; below 1 counts as 1
	Adjustments money.Amount // on the procedure
	Insurance   money.Amount // paid, or estimated while it is not
	WriteOff    money.Amount // likewise
	OutsidePaid money.Amount // paid on it outside the plan
	Override    money.Amount // takes the place of all of these where it is not zero
	Charged     money.Amount // principal that the plan has charged for it
}

// AppendOvercharged appends to dst by how much the plan has charged each of its
// links above what it is worth, zero or more, in minor units. total is by how much
// the plan as a whole is over-charged: links that are charged too little offset
// the others. A plan that is not over-charged, or starts after today, has zero for
// every link.
//
// An over-charge is mended by a charge of that size below zero, today and without
// interest. Interest and payments play no part: over-charged is not overpaid.
//
// AppendOvercharged returns an error, and dst unchanged, if:
//   - today is not set or outside the calendar ([money.ErrDateRequired],
//     [schedule.ErrDateRange]);
//   - an amount does not fit ([money.ErrOverflow]).
//
// Source: Open Dental 24.3, payment plans over-charged report.
func AppendOvercharged(dst []money.Amount, links []Link, start, today date.Date) (over []money.Amount, total money.Amount, err error) {
	if err := checkToday(today); err != nil {
		return dst, 0, err
	}
	over = dst
	for i := range links {
		excess, err := links[i].excess()
		if err == nil {
			total, err = total.Add(excess)
		}
		if err != nil {
			return dst, 0, &money.FieldError{Path: "links[" + strconv.Itoa(i) + "].Fee", Value: links[i].Fee, Err: err}
		}
		over = append(over, max(0, excess))
	}
	if total > 0 && !(schedule.IsSet(start) && start.After(today)) {
		return over, total, nil
	}
	clear(over[len(dst):])
	return over, 0, nil
}

// excess returns what is charged for the link less what it is worth.
func (l *Link) excess() (money.Amount, error) {
	worth := l.Override
	if worth == 0 {
		var err error
		if worth, err = l.Fee.Mul(max(1, l.Units)); err != nil {
			return 0, err
		}
		if worth, err = worth.Add(l.Adjustments); err != nil {
			return 0, err
		}
		for _, off := range [...]money.Amount{l.Insurance, l.WriteOff, l.OutsidePaid} {
			if worth, err = worth.Sub(off); err != nil {
				return 0, err
			}
		}
	}
	return l.Charged.Sub(worth)
}
