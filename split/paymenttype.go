package split

import (
	"slices"
	"strings"
)

// paymentType checks that the payment type is one of the practice's, by its name,
// its id, or both.
func (v *validator) paymentType(tx *Transaction) {
	types := v.known.PaymentTypes
	if tx.TypeName == "" && tx.PaymentTypeID == "" {
		v.found(newProblem(ErrTypeRequired, v.path("TypeName"), "", "").compared("", "payment_type_id or type_name"))
		return
	}
	if len(types) == 0 {
		return
	}
	hasName := func(t PaymentType) bool { return t.Name == tx.TypeName }
	hasID := func(t PaymentType) bool { return t.ID == tx.PaymentTypeID }
	nameKnown := tx.TypeName != "" && slices.ContainsFunc(types, hasName)
	if tx.TypeName != "" && !nameKnown {
		facts, fix, want := quoted(tx.TypeName)+" is not a payment type", "", "a payment type of the practice"
		if near := closest(tx.TypeName, types); near != "" {
			fix, want = "use "+quoted(near)+" if that is meant: names match in every letter and space", quoted(near)
		}
		v.found(newProblem(ErrTypeUnknown, v.path("TypeName"), facts, fix).compared(quoted(tx.TypeName), want))
	}
	if tx.PaymentTypeID == "" || !slices.ContainsFunc(types, func(t PaymentType) bool { return t.ID != "" }) {
		return // names are all that is known
	}
	at := slices.IndexFunc(types, hasID)
	switch {
	case at < 0:
		v.found(newProblem(ErrTypeUnknown, v.path("PaymentTypeID"), quoted(tx.PaymentTypeID)+" is not the id of a payment type", "").compared(quoted(tx.PaymentTypeID), "an id of a payment type"))
	case nameKnown && !slices.ContainsFunc(types, func(t PaymentType) bool { return hasName(t) && hasID(t) }):
		facts := "id " + quoted(tx.PaymentTypeID) + " is " + quoted(types[at].Name) + ", the name given is " + quoted(tx.TypeName)
		v.found(newProblem(ErrTypeConflict, v.path("PaymentTypeID"), facts, "").compared(quoted(types[at].Name), quoted(tx.TypeName)))
	}
}

// closest returns the name that is nearest to one that is unknown, or "" if none
// is: more than a third of the letters would have to change. Case does not count.
func closest(name string, types []PaymentType) string {
	best, least := "", len(name)/3+1
	for _, t := range types {
		if d := letters(strings.ToLower(strings.TrimSpace(name)), strings.ToLower(strings.TrimSpace(t.Name)), least); d < least {
			best, least = t.Name, d
		}
	}
	return best
}

// letters returns how many bytes must be inserted, removed or changed to get from a
// to b, or limit if it is not below that.
func letters(a, b string, limit int) int {
	const most = 100 // a longer name is no misspelling
	if len(a) > most || len(b) > most || len(a)-len(b) >= limit || len(b)-len(a) >= limit {
		return limit
	}
	var row [most + 1]int
	for j := range len(b) + 1 {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
