package wire

// JSONPath is the translation of a Go path, for the test of its table.
var JSONPath = jsonPath
