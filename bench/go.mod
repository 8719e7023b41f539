module github.com/paysplit/paysplit/bench

go 1.26.0

require (
	github.com/Rhymond/go-money v1.0.15
	github.com/cockroachdb/apd/v3 v3.2.3
	github.com/govalues/decimal v0.1.36
	github.com/paysplit/paysplit v0.0.0
	github.com/rickb777/date v1.22.0
	github.com/shopspring/decimal v1.6.0
	github.com/teambition/rrule-go v1.8.2
)

require (
	github.com/go-json-experiment/json v0.0.0-20260820222146-c27c302e5fc3 // indirect
	github.com/rickb777/plural v1.4.7 // indirect
)

replace github.com/paysplit/paysplit => ../
