package main

import "embed"

//go:generate go run ../../internal/gen/schema -out schemas

// schemas are the JSON Schemas of the operations' documents, generated from the
// tables that decode them.
//
//go:embed schemas/*.json
var schemas embed.FS
