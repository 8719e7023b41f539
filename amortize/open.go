package amortize

import "github.com/paysplit/paysplit/money"

// OpenReason says what keeps a plan open.
type OpenReason uint8

// The reasons.
const (
	_                OpenReason = iota
	PlanClosed                  // nothing does: it is closed already, and stays as it is
	ChargeAfterToday            // a charge falls due later
	Underpaid                   // charges are not paid
	ExpectedUnpaid              // charges are still expected, and not paid ahead
	PlannedTreatment            // treatment waits to be done
	openReasons
)

var openReasonNames = [...]string{
	PlanClosed: "closed", ChargeAfterToday: "chargeAfterToday", Underpaid: "underpaid",
	ExpectedUnpaid: "expectedUnpaid", PlannedTreatment: "plannedTreatment",
}

// String returns "closed", "chargeAfterToday", "underpaid", "expectedUnpaid" or
// "plannedTreatment".
func (r OpenReason) String() string {
	if r > 0 && r < openReasons {
		return openReasonNames[r]
	}
	return "OpenReason(?)"
}

// appendOpenReasons appends what keeps a plan open: charges after today, charges
// not paid, and for a dynamic plan what it still expects and treatment that is
// planned. asked is what the charges come to, and paid what was paid.
//
// Source: Open Dental 24.3, payment plans closed automatically.
func appendOpenReasons(dst []OpenReason, plan *Plan, asked, paid money.Amount, expected []PlanCharge) ([]OpenReason, error) {
	for i := range plan.Charges {
		if plan.Charges[i].Date.After(plan.Terms.Today) {
			dst = append(dst, ChargeAfterToday)
			break
		}
	}
	if paid < asked {
		dst = append(dst, Underpaid)
	}
	all := asked
	for i := range expected {
		for _, part := range [...]money.Amount{expected[i].Principal, expected[i].Interest} {
			var err error
			if all, err = all.Add(part); err != nil {
				return dst, planError(err)
			}
		}
	}
	if len(expected) > 0 && paid < all {
		dst = append(dst, ExpectedUnpaid)
	}
	if plan.Option == AwaitComplete {
		for i := range plan.Production {
			if !plan.Production[i].done() {
				return append(dst, PlannedTreatment), nil
			}
		}
	}
	return dst, nil
}
