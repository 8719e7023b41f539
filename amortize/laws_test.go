package amortize_test

import _ "github.com/paysplit/paysplit/internal/laws" // how many cases a law is run on
