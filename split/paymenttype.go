package split

import (
	"strings"

	"github.com/paysplit/paysplit/internal/near"
)

// paymentType checks that the payment type is one of the practice's, by its name,
// its id, or both.
func (v *validator) paymentType(tx *Transaction) {
	types := v.types
	if tx.TypeName == "" && tx.PaymentTypeID == "" {
		v.found(newProblem(ErrTypeRequired, v.path("TypeName"), "", "").compared("", "payment_type_id or type_name"))
		return
	}
	if len(types.list) == 0 {
		return
	}
	nameKnown := tx.TypeName != "" && types.names[tx.TypeName]
	if tx.TypeName != "" && !nameKnown {
		facts, fix, want := quoted(tx.TypeName)+" is not a payment type", "", "a payment type of the practice"
		if meant := types.closest(tx.TypeName); meant != "" {
			fix, want = "use "+quoted(meant)+" if that is meant: names match in every letter and space", quoted(meant)
		}
		v.found(newProblem(ErrTypeUnknown, v.path("TypeName"), facts, fix).compared(quoted(tx.TypeName), want))
	}
	if tx.PaymentTypeID == "" || len(types.ids) == 0 {
		return // names are all that is known
	}
	at, known := types.ids[tx.PaymentTypeID]
	switch {
	case !known:
		v.found(newProblem(ErrTypeUnknown, v.path("PaymentTypeID"), quoted(tx.PaymentTypeID)+" is not the id of a payment type", "").compared(quoted(tx.PaymentTypeID), "an id of a payment type"))
	case nameKnown && !types.pairs[PaymentType{Name: tx.TypeName, ID: tx.PaymentTypeID}]:
		name := quoted(types.list[at].Name)
		facts := "id " + quoted(tx.PaymentTypeID) + " is " + name + ", the name given is " + quoted(tx.TypeName)
		v.found(newProblem(ErrTypeConflict, v.path("PaymentTypeID"), facts, "").compared(name, quoted(tx.TypeName)))
	}
}

// typeIndex finds payment types by name and id.
type typeIndex struct {
	list  []PaymentType
	names map[string]bool
	ids   map[string]int // the first type of an id
	pairs map[PaymentType]bool
	near  map[string]string // what is nearest to names that are unknown
	tries int               // how many more names may be compared with one that is unknown
}

// mostTries bounds the names that are compared for hints: beyond them an unknown name
// gets none.
const mostTries = 20_000

func indexTypes(list []PaymentType) *typeIndex {
	x := &typeIndex{
		list: list, names: make(map[string]bool, len(list)), ids: make(map[string]int), pairs: make(map[PaymentType]bool, len(list)),
		near: make(map[string]string), tries: mostTries,
	}
	for i, t := range list {
		x.names[t.Name], x.pairs[PaymentType{Name: t.Name, ID: t.ID}] = true, true
		if _, known := x.ids[t.ID]; t.ID != "" && !known {
			x.ids[t.ID] = i
		}
	}
	return x
}

// closest returns the name that is nearest to one that is unknown, or "" if none
// is: more than a third of the letters would have to change. Case does not count.
func (x *typeIndex) closest(name string) string {
	meant, asked := x.near[name]
	if asked || x.tries < len(x.list) {
		return meant
	}
	x.tries -= len(x.list)
	x.near[name] = nearestOf(name, x.list)
	return x.near[name]
}

func nearestOf(name string, types []PaymentType) string {
	best, least := "", len(name)/3+1
	name = strings.ToLower(strings.TrimSpace(name))
	for _, t := range types {
		if d := near.Distance(name, strings.ToLower(strings.TrimSpace(t.Name)), least); d < least {
			best, least = t.Name, d
		}
	}
	return best
}
