package split

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/paysplit/paysplit/money"
)

// Report is what [Validate] finds. Problems and warnings are in input order.
type Report struct {
	Kind       Kind
	Summed     bool         // the amounts could be read and are of one kind; else Sum and Difference are zero
	Sum        money.Amount // of the splits, or the amount where there are none
	Difference money.Amount // Sum less the amount
	Problems   []Problem
	Warnings   []Problem // do not refuse the transaction
}

// OK reports whether the transaction may be posted.
func (r *Report) OK() bool { return len(r.Problems) == 0 }

// Validate checks a transaction against every rule and lists all problems, field by
// field in the order of [Transaction], splits in input order. It never corrects
// anything.
//
// The rules:
//
//   - it is split between providers or between charges, or not at all ([ErrKinds]);
//   - the id of a provider or charge is not blank ([ErrKey]) and stands there once
//     ([ErrDuplicateKey]); ids are texts, so "001" and "1" are two;
//   - the amount ([money.ErrZeroAmount]) and every split ([ErrZeroSplit]) is other
//     than zero, in the digits of the currency, and a split has the amount's sign
//     ([ErrSplitSign]);
//   - the splits sum to the amount exactly ([ErrSplitSum]), in 64 bits
//     ([money.ErrOverflow]);
//   - the payment type is there ([ErrTypeRequired]), is one of the practice's, in the
//     same letters ([ErrTypeUnknown]), and its name and id agree ([ErrTypeConflict]);
//     where [Known] has no payment types, they are not looked up;
//   - the transaction id is there ([money.ErrMissing]), has at most
//     [MaxTransactionID] characters ([ErrTransactionID]) and is not taken
//     ([ErrTransactionUsed]); one without a prefix such as "NH:" is a warning
//     ([ErrNoPrefix]);
//   - it names no insurance ([ErrInsurance]);
//   - where it is posted to Dentrix, the provider of every charge is given
//     ([ErrChargeProvider]).
//
// Source: NexHealth API, Payments; semantics of NexHealth transactions, A1.
func Validate(tx Transaction, known Known) Report {
	v := validator{known: &known, types: indexTypes(known.PaymentTypes), prefix: "tx"}
	v.transaction(&tx)
	return v.report
}

// ValidateAll checks the transactions of one submission, one report each. An id is
// also taken by an earlier transaction of the list.
func ValidateAll(txs []Transaction, known Known) []Report {
	reports := make([]Report, len(txs))
	taken := make(map[string]bool, len(txs)+len(known.UsedIDs))
	for _, id := range known.UsedIDs {
		taken[id] = true
	}
	used := known.Used
	known.UsedIDs, known.Used = nil, func(id string) bool { return taken[id] || used != nil && used(id) }
	types := indexTypes(known.PaymentTypes)
	for i := range txs {
		v := validator{known: &known, types: types, prefix: index("txs", i)}
		v.transaction(&txs[i])
		reports[i], taken[txs[i].ID] = v.report, true
	}
	return reports
}

// validator collects the report of one transaction.
type validator struct {
	known  *Known
	types  *typeIndex
	prefix string
	report Report
}

// found adds a problem.
func (v *validator) found(p Problem) { v.report.Problems = append(v.report.Problems, p) }

// path returns the path of a field of the transaction.
func (v *validator) path(field string) string { return v.prefix + "." + field }

// format writes an amount for a message.
func (v *validator) format(a money.Amount) string { return a.Format(v.known.Digits) }

// transaction checks every field in turn.
func (v *validator) transaction(tx *Transaction) {
	if v.report.Kind = tx.Kind(); v.report.Kind == ByBoth {
		counts := plural(len(tx.Providers), "provider split") + " and " + plural(len(tx.Charges), "charge split")
		v.found(newProblem(ErrKinds, v.path("Charges"), "there are "+counts, "").compared(counts, "one kind"))
	}
	v.splits(tx, tx.Providers, "Providers")
	v.splits(tx, tx.Charges, "Charges")
	v.sum(tx)
	v.amount(tx)
	v.paymentType(tx)
	v.id(tx.ID)
	for _, insurance := range [2][2]string{{"InsurancePlan", tx.InsurancePlan}, {"Claim", tx.Claim}} {
		if field, id := insurance[0], insurance[1]; id != "" {
			v.found(newProblem(ErrInsurance, v.path(field), "got "+quoted(id), "").compared(quoted(id), "nothing"))
		}
	}
}

// splits checks the splits of one kind, each for itself.
func (v *validator) splits(tx *Transaction, parts []Part, list string) {
	first := make(map[string]int, len(parts))
	for i := range parts {
		part, at := &parts[i], v.path(index(list, i))
		earlier, twice := first[part.Key]
		switch {
		case strings.TrimSpace(part.Key) == "":
			v.found(newProblem(ErrKey, at+".Key", "got "+quoted(part.Key), "").compared(quoted(part.Key), "an id"))
		case twice:
			v.found(newProblem(ErrDuplicateKey, at+".Key", quoted(part.Key)+" is number "+strconv.Itoa(earlier+1)+" and number "+strconv.Itoa(i+1), "").compared(quoted(part.Key), "another id"))
		default:
			first[part.Key] = i
		}
		if list == "Charges" && v.known.To.lacksProvider(part.Key) {
			v.found(newProblem(ErrChargeProvider, at+".Key", "got "+quoted(part.Key), "").compared(quoted(part.Key), "a charge whose provider is given"))
		}
		switch {
		case part.Unread != nil:
			v.unread(part.Unread, at+".Amount")
		case part.Amount == 0:
			v.found(newProblem(ErrZeroSplit, at+".Amount", "got "+v.format(0)+" for "+quoted(part.Key), "").compared(v.format(0), "an amount other than zero"))
		case tx.Unread == nil && tx.Amount != 0 && (part.Amount < 0) != (tx.Amount < 0):
			facts := "got " + v.format(part.Amount) + " for " + quoted(part.Key) + " of an amount of " + v.format(tx.Amount)
			want := "more than " + v.format(0)
			if tx.Amount < 0 {
				want = "less than " + v.format(0)
			}
			v.found(newProblem(ErrSplitSign, at+".Amount", facts, "").compared(v.format(part.Amount), want))
		}
	}
}

// unread reports an amount that could not be read.
func (v *validator) unread(err error, path string) {
	rule, field := money.ErrFormat, &money.FieldError{}
	errors.As(err, &rule)
	got := ""
	if errors.As(err, &field) {
		if text, ok := field.Value.(string); ok {
			got = quoted(text)
		}
	}
	facts, want := "got "+got, "an amount"
	if rule == money.ErrPrecision {
		want = "at most " + plural(v.known.Digits, "digit") + " after the point"
		facts += ", want " + want
	}
	if got == "" {
		facts = ""
	}
	v.found(newProblem(rule, path, facts, "").compared(got, want))
}

// sum checks that the splits sum to the amount.
func (v *validator) sum(tx *Transaction) {
	r, parts := &v.report, tx.parts()
	if r.Kind == ByBoth || tx.Unread != nil {
		return
	}
	list, sum := "Providers", money.Amount(0)
	if r.Kind == ByCharge {
		list = "Charges"
	}
	if r.Kind == Unsplit {
		sum = tx.Amount
	}
	for i := range parts {
		if parts[i].Unread != nil {
			return
		}
		var err error
		if sum, err = sum.Add(parts[i].Amount); err != nil {
			v.found(newProblem(money.ErrOverflow, v.path(index(list, i))+".Amount", "the splits up to here do not sum", "").compared(v.format(parts[i].Amount), ""))
			return
		}
	}
	difference, err := sum.Sub(tx.Amount)
	if err != nil {
		v.found(newProblem(ErrSplitSum, v.path(list), "the splits sum to "+v.format(sum)+", the amount is "+v.format(tx.Amount), "").apart(sum, tx.Amount, v.known.Digits))
		return
	}
	if r.Summed, r.Sum, r.Difference = true, sum, difference; difference != 0 {
		v.found(v.sumProblem(tx, list))
	}
}

// sumProblem says how far the splits are from the amount, and what would mend them:
// the split that makes the difference, or the splits in proportion.
func (v *validator) sumProblem(tx *Transaction, list string) Problem {
	r, parts := &v.report, tx.parts()
	gap, off := money.Amount(magnitude(r.Difference)), "short"
	if (r.Difference > 0) == (tx.Amount >= 0) {
		off = "over"
	}
	of := "the amount"
	if tx.ID != "" {
		of = "transaction " + quoted(tx.ID)
	}
	facts := "they sum to " + v.format(r.Sum) + ", " + of + " is " + v.format(tx.Amount) + " (" + off + " by " + v.format(gap) + " across " + plural(len(parts), r.Kind.String()+" split") + ")"
	fix := ""
	for i := range parts {
		if part := &parts[i]; part.Amount != 0 && part.Amount == r.Difference {
			fix = "take out " + quoted(part.Key) + ", which is the difference"
		} else if part.Amount != 0 && magnitude(part.Amount) == magnitude(r.Difference) {
			fix = "add a split of " + v.format(gap) + ", as large as that of " + quoted(part.Key) + ", if one was forgotten"
		}
	}
	if fix == "" {
		fix = v.inProportion(tx.Amount, parts)
	}
	return newProblem(ErrSplitSum, v.path(list), facts, fix).apart(r.Sum, tx.Amount, v.known.Digits)
}

// inProportion returns the sentence with the splits that would sum to the amount,
// or nothing where splits in proportion would break another rule.
func (v *validator) inProportion(amount money.Amount, parts []Part) string {
	weights := make([]money.Amount, len(parts))
	for i := range parts {
		if (parts[i].Amount < 0) != (amount < 0) || parts[i].Amount == money.MinAmount {
			return ""
		}
		weights[i] = money.Amount(magnitude(parts[i].Amount))
	}
	shares, err := Largest(amount, weights)
	if err != nil || len(shares) == 1 {
		return ""
	}
	const most = 4
	var b strings.Builder
	b.WriteString("correct the amount or a split; in proportion the splits would be ")
	for i, share := range shares {
		switch {
		case share == 0:
			return ""
		case len(shares) > most:
			return "correct the amount or a split; split.allocate shares the amount in proportion to the splits"
		case i == len(shares)-1 && i > 0:
			b.WriteString(" and ")
		case i > 0:
			b.WriteString(", ")
		}
		b.WriteString(v.format(share))
	}
	return b.String()
}

// amount checks the amount itself.
func (v *validator) amount(tx *Transaction) {
	switch {
	case tx.Unread != nil:
		v.unread(tx.Unread, v.path("Amount"))
	case tx.Amount == 0:
		v.found(newProblem(money.ErrZeroAmount, v.path("Amount"), "got "+v.format(0), "").compared(v.format(0), "an amount other than zero"))
	}
}

// id checks the transaction id.
func (v *validator) id(id string) {
	length := utf8.RuneCountInString(id)
	at := v.path("ID")
	switch {
	case strings.TrimSpace(id) == "":
		v.found(newProblem(money.ErrMissing, at, "", `give the transaction an id of your own, such as "NH:201"`).compared(quoted(id), "an id"))
		return
	case length > MaxTransactionID:
		facts := "got " + strconv.Itoa(length) + " characters, want at most " + strconv.Itoa(MaxTransactionID)
		p := newProblem(ErrTransactionID, at, facts, "shorten it by "+plural(length-MaxTransactionID, "character")).compared(plural(length, "character"), "at most "+strconv.Itoa(MaxTransactionID))
		p.Difference = strconv.Itoa(length - MaxTransactionID)
		v.found(p)
	}
	if v.taken(id) {
		v.found(newProblem(ErrTransactionUsed, at, "got "+quoted(id), "").compared(quoted(id), "an id that is free"))
	}
	if prefix, rest, has := strings.Cut(id, ":"); !has || prefix == "" || rest == "" {
		v.report.Warnings = append(v.report.Warnings, newProblem(ErrNoPrefix, at, "got "+quoted(id), "").compared(quoted(id), "a prefix and a colon"))
	}
}

// taken reports whether an id is used already.
func (v *validator) taken(id string) bool {
	for _, used := range v.known.UsedIDs {
		if used == id {
			return true
		}
	}
	return v.known.Used != nil && v.known.Used(id)
}
