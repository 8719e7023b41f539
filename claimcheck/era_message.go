package claimcheck

import (
	"strconv"
	"strings"

	"github.com/paysplit/paysplit/money"
)

// eraHintWords are the hints in words. What a hint names stands behind the colon.
var eraHintWords = [...]string{
	ERAHintClaimCAS:   "it ties without the claim's own CAS, so the same adjustment may stand at claim and at service level",
	ERAHintNegated:    "it ties if the adjustments change their sign",
	ERAHintDouble:     "an adjustment is just as much, and may be there twice",
	ERAHintMissing:    "an adjustment is just as much, and another like it may be missing",
	ERAHintFlipped:    "it ties if an adjustment of half that changes its sign",
	ERAHintPLBSign:    "it ties if the provider adjustments are added: check the PLB signs",
	ERAHintClaimOff:   "it ties once this is paid what its adjustments leave: ",
	ERAHintForward:    "the net is negative: carry it forward in a PLB with reason FB of that negative amount",
	ERAHintExcluded:   "it ties if predeterminations, which do not count, are paid",
	ERAHintClaim:      "just as much is paid for a claim that may be listed twice or not be in the check: ",
	ERAHintClaimTwice: "just as much is paid for a claim that may be missing once: ",
	ERAHintClaimSign:  "it ties if the sign changes of what is paid for ",
	ERAHintPLBExtra:   "it ties without provider adjustment ",
	ERAHintPLBMissing: "it ties with once more provider adjustment ",
	ERAHintPLBFlipped: "it ties if the sign changes of provider adjustment ",
	ERAHintTransposed: "it ties if two neighbouring digits change places",
	ERAHintNines:      "the difference is a multiple of nine units: two digits of an amount behind it may have changed places",
}

// Message returns what a finding says: what is wrong, where, both numbers, the
// difference, what it looks like, and what would mend it. Amounts are written with
// that many digits after the point.
func (r *ERAReport) Message(f *ERAFinding, digits int) string {
	var b strings.Builder
	b.WriteString(r.subject(f))
	b.WriteString(r.position(f))
	b.WriteString(": ")
	b.WriteString(r.wrong(f, digits))
	if words := r.hintText(f); words != "" {
		b.WriteString("; ")
		b.WriteString(words)
	}
	b.WriteString("; ")
	b.WriteString(f.Rule.Mend())
	return b.String()
}

// subject names what a finding is about, for a reader who counts from 1.
func (r *ERAReport) subject(f *ERAFinding) string {
	switch {
	case f.Field == ERAFieldPLB:
		return "provider adjustment " + strconv.Itoa(int(f.Row)+1)
	case f.Field == ERAFieldSegments:
		return "transaction"
	case f.Claim < 0 && r.Trace != "":
		return "check " + r.Trace
	case f.Claim < 0:
		return "payment"
	case f.Service >= 0:
		return r.claimName(f.Claim) + ", service line " + strconv.Itoa(int(f.Service)+1)
	}
	return r.claimName(f.Claim)
}

// claimName names a claim by its id, or by its number where it has none.
func (r *ERAReport) claimName(i int32) string {
	if id := r.kept.id(r.kept.at(int(i))); len(id) > 0 {
		return "claim " + string(id)
	}
	return "claim number " + strconv.Itoa(int(i)+1)
}

// position says where in a text a finding is.
func (r *ERAReport) position(f *ERAFinding) string {
	switch {
	case f.Offset >= 0:
		return " at segment " + strconv.FormatUint(uint64(f.Segment), 10) + ", byte " + strconv.FormatInt(f.Offset, 10)
	case r.inText:
		return " at segment " + strconv.FormatUint(uint64(f.Segment), 10)
	}
	return ""
}

// wrong says what is wrong, with the numbers.
func (r *ERAReport) wrong(f *ERAFinding, digits int) string {
	want, got, _ := r.Values(f, digits)
	switch f.Rule {
	case ErrServiceBalance, ErrClaimBalance:
		adjustments, _ := f.Charge.Sub(f.Want) // which was added up
		return "charged " + f.Charge.Format(digits) + " less adjustments of " + adjustments.Format(digits) + " is " + want + ", but " + got + " is paid" + eraOffBy(f, digits)
	case ErrTransactionBalance:
		return "the claims' " + f.Charge.Format(digits) + " less provider adjustments of " + r.Provider.Format(digits) + " is " + want + ", but BPR02 is " + got + eraOffBy(f, digits)
	case ErrReversalOrder:
		return f.Rule.Error() + ", which is claim number " + strconv.Itoa(int(f.HintRow)+1)
	case ErrZeroCAS:
		return f.Rule.Error() + ", number " + strconv.Itoa(int(f.Row)+1)
	case ErrReversalShape:
		if f.Field == ERAFieldClaim {
			return f.Rule.Error() + ": its sums are those of claim number " + strconv.Itoa(int(f.HintRow)+1) + ", but its lines, its groups or the single adjustments are others"
		}
		if want == "" && got != "" {
			return f.Rule.Error() + ": " + eraShapeWords(f.Field) + got + ", want zero or less"
		}
		if want == "" {
			return f.Rule.Error() + ": the sign or the group of its adjustments is not as it should be"
		}
		return f.Rule.Error() + ": " + eraShapeWords(f.Field) + got + ", want " + want
	}
	text := f.Rule.Error()
	if got != "" {
		text += ": got " + got
		if want != "" {
			text += ", want " + want
		}
	}
	if f.Got != f.Want && !f.counts() && want != "" {
		text += eraOffBy(f, digits)
	}
	return text
}

// eraShapeWords name what of a reversal is not its original's mirror.
func eraShapeWords(field ERAField) string {
	switch field {
	case ERAFieldCharge:
		return "its charge is "
	case ERAFieldPaid:
		return "its payment is "
	case ERAFieldCAS:
		return "the claim's own adjustments are "
	case ERAFieldServiceCAS:
		return "the adjustments of its lines are "
	case ERAFieldPatientResp:
		return "its adjustments of group PR are "
	}
	return "its service lines are "
}

// eraOffBy says by how much what is declared is more or less than it should be.
func eraOffBy(f *ERAFinding, digits int) string {
	d := f.Difference()
	if d < 0 {
		return " (short by " + strings.TrimPrefix(d.Format(digits), "-") + ")"
	}
	return " (over by " + d.Format(digits) + ")"
}

// hintText is a hint in words, with what it names.
func (r *ERAReport) hintText(f *ERAFinding) string {
	if f.Hint == ERAHintNone || int(f.Hint) >= len(eraHintWords) {
		return ""
	}
	words := eraHintWords[f.Hint]
	switch f.Hint {
	case ERAHintClaimOff, ERAHintClaim, ERAHintClaimTwice, ERAHintClaimSign:
		return words + r.claimName(f.HintRow)
	case ERAHintPLBExtra, ERAHintPLBMissing, ERAHintPLBFlipped:
		words += strconv.Itoa(int(f.HintRow) + 1)
		if reason := r.PLB[f.HintRow].Reason; reason != "" {
			words += " (" + reason + ")"
		}
	}
	return words
}

// counts reports whether a finding compares numbers of things and not amounts.
func (f *ERAFinding) counts() bool {
	return f.Field == ERAFieldServices || f.Field == ERAFieldSegments
}

// Values returns what a finding compares, as text: what is computed, what is
// declared, and the difference. What a finding does not have is empty.
func (r *ERAReport) Values(f *ERAFinding, digits int) (want, got, difference string) {
	switch {
	case f.Field == ERAFieldMethod:
		if r.Handling == "H" {
			want = "NON"
		}
		return want, r.Method, ""
	case f.Field == ERAFieldPayment && f.Rule == ErrNegativePayment:
		return "", f.Got.Format(digits), ""
	case f.Row >= 0:
		return "", f.Got.Format(digits), ""
	case f.counts():
		digits = 0
	case f.Rule == ErrReversalShape && f.Got > 0 && f.Want == 0:
		return "", f.Got.Format(digits), "" // below zero; how far, only the original knows
	case f.Got == f.Want:
		return "", "", ""
	}
	return f.Want.Format(digits), f.Got.Format(digits), f.Difference().Format(digits)
}

// PLBMeaning returns what a reason of a provider adjustment means, in words; empty
// where it is none of the common ones. The sign decides for some.
func PLBMeaning(reason string, amount money.Amount) string {
	switch reason {
	case "WO":
		if amount < 0 {
			return "recovery of an overpayment put off"
		}
		return "overpayment recovered"
	case "FB":
		if amount < 0 {
			return "balance carried forward"
		}
		return "balance from before applied"
	case "L6":
		if amount < 0 {
			return "interest paid"
		}
		return "interest taken back"
	case "72":
		return "authorized return"
	case "CS":
		return "adjustment"
	case "90":
		return "early payment allowance"
	case "AM":
		return "applied to borrower's account"
	}
	return ""
}
