package wire

// Kind is what a field of a document holds.
type Kind uint8

// The kinds.
const (
	KindText    Kind = iota
	KindAmount       // a decimal string, or a number
	KindRate         // a percentage, as a decimal string or a number
	KindDate         // yyyy-MM-dd
	KindBoolean      // true or false: as such, as their names, or as 1 and 0
	KindInteger
	KindID              // an integer, or a string of digits
	KindWord            // one of Words
	KindObject          // an object with Fields
	KindList            // a list of objects with Fields
	KindIDs             // a list of ids
	KindWords           // a list of Words
	KindAmounts         // a list of amounts
	KindDecimals        // a list of decimal strings or numbers
	KindPercents        // a list of decimal strings or numbers, and the word rest
	KindCode            // a code, or an object with one
	KindRef             // an id, or an object with an id or a refid
	KindTexts           // a list of texts
	KindRates           // an object of exact rates by pairs of currencies
	KindIncluded        // refids, or objects with them, in lists
	KindSomeWords       // one of Words, or a list of them or of their numbers
	KindNames           // a list of texts, or of objects with Fields
	KindAmountsByID     // an object of amounts under ids that are texts
	KindTextsByID       // an object of texts under ids that are texts
	KindAmountOrAmounts // an amount, or a list of them
	KindWordOrNumber    // one of Words, or its place among them from 0
	KindIgnored
)

// Field describes one field of a document.
type Field struct {
	Name    string
	Aliases []string // other names that are accepted
	Kind    Kind
	Doc     string
	Words   []string
	Fields  []Field
}

// Describe returns the fields that an operation reads, in the order of the
// documentation; nil if there is no such operation.
func Describe(op string) []Field {
	o, err := find(op)
	if err != nil {
		return nil
	}
	return describe(o.shape.fields)
}

func describe(fields []*field) []Field {
	described := make([]Field, len(fields))
	for i, f := range fields {
		described[i] = Field{Name: f.name, Aliases: f.aliases, Kind: f.kind, Doc: f.doc, Words: nonEmpty(f.words)}
		if f.shape != nil {
			described[i].Fields = describe(f.shape.fields)
		}
	}
	return described
}
