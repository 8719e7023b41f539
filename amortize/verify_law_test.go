package amortize_test

import (
	"errors"
	"math/big"
	"slices"
	"testing"

	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/schedule"
	"pgregory.net/rapid"
)

// spoiler changes right rows at a place and says what Verify must find, or that it
// may find nothing. up is 1 or -1.
type spoiler struct {
	name  string
	spoil func(rows []amortize.Row, at, up int) []amortize.Row
	rules []error // one of which is found
}

// spoilers are the smallest changes there are: each is found in every plan, but
// for interest that a double may have made.
var spoilers = []spoiler{
	{"a day", func(rows []amortize.Row, at, up int) []amortize.Row {
		rows[at].Date = shift(rows[at].Date, up)
		return rows
	}, []error{amortize.ErrRowDate}},
	{"a unit of principal", func(rows []amortize.Row, at, up int) []amortize.Row {
		rows[at].Principal += money.Amount(up)
		return rows
	}, []error{amortize.ErrRowBalance}},
	{"a unit of balance", func(rows []amortize.Row, at, up int) []amortize.Row {
		rows[at].Balance += money.Amount(up)
		return rows
	}, []error{amortize.ErrRowBalance}},
	{"a unit of interest", func(rows []amortize.Row, at, up int) []amortize.Row {
		rows[at].Interest += money.Amount(up)
		return rows
	},
		[]error{amortize.ErrRowInterest, amortize.ErrRowPayment}},
	{"a number", func(rows []amortize.Row, at, up int) []amortize.Row { rows[at].N += up; return rows }, []error{amortize.ErrRowKind}},
	{"a kind", func(rows []amortize.Row, at, up int) []amortize.Row {
		rows[at].Kind = amortize.RowKind((int(rows[at].Kind) + up + 3) % 3)
		return rows
	}, []error{amortize.ErrRowKind}},
	{"a row left out", func(rows []amortize.Row, at, _ int) []amortize.Row { return slices.Delete(rows, at, at+1) }, []error{amortize.ErrRowBalance, amortize.ErrRowEnd}},
	{"a row twice", func(rows []amortize.Row, at, _ int) []amortize.Row { return slices.Insert(rows, at, rows[at]) }, []error{amortize.ErrRowBalance, amortize.ErrRowEnd}},
	{"two rows exchanged", func(rows []amortize.Row, at, up int) []amortize.Row {
		other := (at + up + len(rows)) % len(rows)
		rows[at], rows[other] = rows[other], rows[at]
		return rows
	}, []error{amortize.ErrRowBalance}},
	{"a row of nothing", func(rows []amortize.Row, at, _ int) []amortize.Row {
		return slices.Insert(rows, at, amortize.Row{Date: rows[at].Date, Balance: rows[at].Principal + rows[at].Balance, N: rows[at].N})
	}, []error{amortize.ErrRowBalance}},
	{"a unit split off", func(rows []amortize.Row, at, up int) []amortize.Row {
		first := rows[at]
		first.Principal, first.Balance = 1, rows[at].Balance+rows[at].Principal-1
		rows[at].Principal--
		return slices.Insert(rows, at, first)
	}, []error{amortize.ErrRowPayment, amortize.ErrRowBalance, amortize.ErrRowKind, amortize.ErrRowDate, amortize.ErrRowInterest, amortize.ErrRowEnd}},
	{"a unit for the next row", func(rows []amortize.Row, at, up int) []amortize.Row {
		if at == len(rows)-1 {
			return rows[:at] // there is no next: the row is missing
		}
		rows[at].Principal -= money.Amount(up)
		rows[at].Balance += money.Amount(up)
		rows[at+1].Principal += money.Amount(up)
		return rows
	}, []error{amortize.ErrRowPayment, amortize.ErrRowBalance, amortize.ErrRowInterest, amortize.ErrRowEnd}},
}

// harmless reports whether a change of the interest of a row is one that Verify
// cannot tell from another platform's doubles: a tie in the last row, whose amount
// is still no more than the payment or ends a count.
func harmless(terms amortize.Terms, row amortize.Row, payment money.Amount) bool {
	if row.Balance != 0 || row.Kind != amortize.Installment || row.Date.Before(terms.InterestStart) {
		return false
	}
	return doubtful(terms, row.Principal, row.Interest) && (row.N == terms.Payments || sum(row.Principal, row.Interest).Cmp(sum(payment)) <= 0)
}

// checkSpoiled is the law that no small change to the rows of a plan passes.
func checkSpoiled(t rapid.TB, terms amortize.Terms, place uint16, pick uint8) {
	rows, s, err := amortize.Schedule(terms)
	if err != nil {
		return
	}
	at, up, spoil := int(place)%len(rows), 1, spoilers[int(pick)/2%len(spoilers)]
	if pick%2 == 0 {
		up = -1
	}
	wrong := spoil.spoil(slices.Clone(rows), at, up)
	if slices.Equal(wrong, rows) {
		return // a single row exchanged with itself
	}
	err = amortize.Verify(terms, wrong)
	if spoil.name == "a unit of interest" && harmless(terms, wrong[at], s.Payment) {
		if err != nil {
			t.Fatalf("%+v, %s in row %d: %v, but a double may have made it\n%s", terms, spoil.name, at, err, rowTexts(wrong))
		}
		return
	}
	for _, rule := range spoil.rules {
		if mismatch(err, fault{pathIn(err), rule}) == "" {
			return
		}
	}
	t.Fatalf("%+v, %s in row %d of %d: Verify says %v\n%s", terms, spoil.name, at, len(rows), err, rowTexts(wrong))
}

func TestVerifyFindsEverySmallChange(t *testing.T) {
	for i, s := range spoilers {
		t.Run(s.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				terms, place := anyNumbers().Draw(t, "plan").terms(), rapid.Uint16().Draw(t, "row")
				checkSpoiled(t, terms, place, uint8(2*i))
				checkSpoiled(t, terms, place, uint8(2*i+1))
			})
		})
	}
}

// TestVerifyFindsEveryChangeOfEveryRow exhausts the changes of one plan under each
// engine.
func TestVerifyFindsEveryChangeOfEveryRow(t *testing.T) {
	for _, engine := range engines {
		terms := with(byHand, func(t *amortize.Terms) { t.Interest = engine })
		for at := range handRows() {
			for pick := range 2 * len(spoilers) {
				checkSpoiled(t, terms, uint16(at), uint8(pick))
			}
		}
	}
}

func FuzzVerifySpoiled(f *testing.F) {
	for pick := range 2 * len(spoilers) {
		f.Add(int64(25612), int64(0), int64(5_000_000), int64(0), uint16(12), uint16(12), int32(18_920), int32(0), uint16(11), uint8(pick))
		f.Add(int64(50000), int64(12500), int64(18_000_000), int64(7550), uint16(0), uint16(8), int32(18_967), int32(28), uint16(1), uint8(pick))
	}
	f.Fuzz(func(t *testing.T, principal, down, rate, payment int64, payments, picks uint16, first, start int32, place uint16, pick uint8) {
		checkSpoiled(t, numbers{principal, down, rate, payment, payments, picks, first, start}.terms(), place, pick)
	})
}

// obeys writes out what Verify promises: rows are right if they are these.
func obeys(terms amortize.Terms, rows []amortize.Row) bool {
	payment := big.NewInt(int64(terms.Payment))
	if terms.Payments > 0 {
		l := newLoan(terms.APR, terms.Every)
		for range terms.Payments {
			l.period()
		}
		payment = l.payment(terms.Principal - terms.DownPayment)
	}
	balance, n := terms.Principal, 0
	for i, r := range rows {
		if balance == 0 || r.Principal <= 0 || r.Principal > balance || r.Balance != balance-r.Principal {
			return false
		}
		if i == 0 && terms.DownPayment > 0 {
			if r != (amortize.Row{Date: terms.Today, Principal: terms.DownPayment, Balance: r.Balance, Kind: amortize.DownPayment}) {
				return false
			}
			balance = r.Balance
			continue
		}
		n++
		due, err := schedule.Rule{First: terms.First, Every: terms.Every, Fifth: terms.Fifth}.At(n - 1)
		if err != nil || r.Kind != amortize.Installment || r.N != n || r.Date != due {
			return false
		}
		switch {
		case r.Date.Before(terms.InterestStart):
			if r.Interest != 0 {
				return false
			}
		case terms.Interest == amortize.OpenDental:
			if !doubtful(terms, balance, r.Interest) {
				return false
			}
		case roundExact(exactInterest(balance, terms.APR, terms.Every), terms.Interest).Cmp(sum(r.Interest)) != 0:
			return false
		}
		above := sum(r.Principal, r.Interest).Cmp(payment)
		if last := r.Balance == 0; above != 0 && !last || above > 0 && n != terms.Payments || !last && n == terms.Payments {
			return false
		}
		balance = r.Balance
	}
	return balance == 0
}

// checkObeyed is the law that Verify accepts just the rows that obey its rules,
// after up to three changes of random size.
func checkObeyed(t rapid.TB, terms amortize.Terms, changes []byte) {
	rows, _, err := amortize.Schedule(terms)
	if err != nil {
		return
	}
	d := &dice{changes}
	for range d.upTo(3) {
		row := &rows[d.upTo(len(rows)-1)]
		by := money.Amount(d.upTo(4) - 2)
		switch d.upTo(6) {
		case 0:
			row.Principal += by
		case 1:
			row.Interest += by
		case 2:
			row.Balance += by
		case 3:
			row.Interest, row.Principal, row.Balance = row.Interest+by, row.Principal-by, row.Balance+by
		case 4:
			row.N += int(by)
		case 5:
			row.Date = shift(row.Date, int(by))
		case 6:
			rows = rows[:len(rows)-1]
		}
		if len(rows) == 0 {
			break
		}
	}
	if err := amortize.Verify(terms, rows); (err == nil) != obeys(terms, rows) {
		t.Fatalf("%+v: Verify says %v\n%s", terms, err, rowTexts(rows))
	}
}

func TestVerifyAcceptsJustWhatObeysItsRules(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkObeyed(t, anyNumbers().Draw(t, "plan").terms(), rapid.SliceOfN(rapid.Byte(), 12, 12).Draw(t, "changes"))
	})
}

func FuzzVerifyObeyed(f *testing.F) {
	f.Add(int64(25612), int64(0), int64(5_000_000), int64(0), uint16(12), uint16(12), int32(18_920), int32(0), []byte{1, 11, 1, 1})
	f.Add(int64(50000), int64(12500), int64(18_000_000), int64(7550), uint16(0), uint16(8), int32(18_967), int32(28), []byte{0})
	f.Fuzz(func(t *testing.T, principal, down, rate, payment int64, payments, picks uint16, first, start int32, changes []byte) {
		checkObeyed(t, numbers{principal, down, rate, payment, payments, picks, first, start}.terms(), changes)
	})
}

// pathIn returns the path of an error, for laws that look at the rule alone.
func pathIn(err error) string {
	var field *money.FieldError
	if errors.As(err, &field) {
		return field.Path
	}
	return ""
}
