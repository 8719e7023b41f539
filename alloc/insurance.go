package alloc

import "github.com/paysplit/paysplit/money"

// insurance returns what insurance takes off a procedure: payments and
// write-offs of rows that were answered, estimates of rows that were not.
//
// A deductible is no part of it: the insurer has already counted it in the
// estimate.
//
// Source: Open Dental 24.3, patient portion of a procedure.
func insurance(rows []ClaimRow, ignoreEstimates bool) (money.Amount, error) {
	if !billed(rows) {
		return 0, nil
	}
	var total money.Amount
	for i := range rows {
		part, err := rows[i].portion(ignoreEstimates)
		if err != nil {
			return 0, err
		}
		if total, err = total.Add(part); err != nil {
			return 0, err
		}
	}
	return total, nil
}

// billed reports whether any row that counts is billed to insurance. If every
// row says "do not bill", none of them counts; one that is billed makes all of
// them count.
func billed(rows []ClaimRow) bool {
	for i := range rows {
		if rows[i].Status != Preauth && !rows[i].NoBillIns {
			return true
		}
	}
	return false
}

// portion returns what one row takes off its procedure.
func (r *ClaimRow) portion(ignoreEstimates bool) (money.Amount, error) {
	switch r.Status {
	case Received, Supplemental, CapComplete, CapClaim:
		return r.InsPayAmt.Add(r.WriteOff)
	case NotReceived, Estimate, CapEstimate, InsHist:
		if ignoreEstimates {
			return 0, nil
		}
		if r.WriteOffEstOverride.Set {
			return r.InsPayEst.Add(r.WriteOffEstOverride.Amount)
		}
		return r.InsPayEst.Add(r.WriteOffEst)
	}
	return 0, nil
}
