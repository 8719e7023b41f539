package claimcheck

import (
	"strconv"
	"strings"
)

// Status is the state of a claim procedure, with Open Dental's numbers.
type Status uint8

// The statuses. The zero value is a claim procedure that waits for its claim.
const (
	NotReceived  Status = iota // 0: sent, and not answered
	Received                   // 1: answered
	Preauth                    // 2: asked for in advance; never paid
	Adjustment                 // 3: an old form of adjustment
	Supplemental               // 4: a further payment, or one that is taken back
	CapClaim                   // 5: paid on a claim under a capitation plan
	Estimate                   // 6: on no claim yet
	CapComplete                // 7: done under a capitation plan
	CapEstimate                // 8: planned under a capitation plan
	InsHist                    // 9: known from the insurer's history
)

// statusNames are Open Dental's words, by number.
var statusNames = [...]string{
	"NotReceived", "Received", "Preauth", "Adjustment", "Supplemental", "CapClaim", "Estimate", "CapComplete", "CapEstimate", "InsHist",
}

// String returns Open Dental's word, or the number of one that does not exist.
func (s Status) String() string {
	if int(s) < len(statusNames) {
		return statusNames[s]
	}
	return "Status(" + strconv.Itoa(int(s)) + ")"
}

// Statuses is a set of statuses: bit n stands for the status n. The empty set
// stands for [PaidStatuses] wherever a setting asks for one.
type Statuses uint16

// The sets that Open Dental uses in different places for "insurance has paid".
const (
	PaidStatuses Statuses = 1<<Received | 1<<Supplemental | 1<<CapClaim | 1<<CapComplete // of the windows that finalize a check
	ERAStatuses  Statuses = 1<<Received | 1<<Supplemental | 1<<CapClaim                  // of electronic remittances and of the report of unfinalized payments
	APIStatuses  Statuses = 1<<Received | 1<<Supplemental                                // of the page of the API
)

// Has reports whether the set holds a status.
func (s Statuses) Has(one Status) bool { return s>>one&1 == 1 }

// words lists the statuses of the set: "Received or Supplemental".
func (s Statuses) words() string {
	var names []string
	for one := NotReceived; one <= InsHist; one++ {
		if s.Has(one) {
			names = append(names, one.String())
		}
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}
