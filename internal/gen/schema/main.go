// Command schema writes the JSON Schema of every operation's document, from the
// tables that decode them, and the TypeScript types of these schemas. It is run by go
// generate in cmd/paysplit and in wasm.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"log"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/google/jsonschema-go/jsonschema"
	"github.com/paysplit/paysplit/wire"
)

func main() {
	log.SetFlags(0)
	out := flag.String("out", "", "the directory to write the schemas to")
	types := flag.String("types", "", "the file to write the types to")
	flag.Parse()
	if *out != "" {
		writeSchemas(*out)
	}
	if *types != "" {
		text, err := typesOf(wire.Ops())
		if err != nil {
			log.Fatal(err)
		}
		write(*types, []byte(text))
	}
}

func writeSchemas(dir string) {
	for _, op := range wire.Ops() {
		text, err := generate(op)
		if err != nil {
			log.Fatalf("%s: %v", op.Name, err)
		}
		write(filepath.Join(dir, op.Name+".json"), text)
	}
}

func write(file string, text []byte) {
	if err := os.WriteFile(file, text, 0o644); err != nil {
		log.Fatal(err)
	}
}

// schemaOf returns the schema of one operation.
func schemaOf(op wire.Op) *jsonschema.Schema {
	schema := object(wire.Describe(op.Name), "#")
	schema.Schema = "https://json-schema.org/draft/2020-12/schema"
	schema.Title = op.Name
	schema.Description = op.Summary
	schema.Defs = definitions()
	return schema
}

// generate returns the text of the schema of one operation.
func generate(op wire.Op) ([]byte, error) {
	compact, err := json.Marshal(schemaOf(op))
	if err != nil {
		return nil, err
	}
	var text bytes.Buffer
	if err := json.Indent(&text, compact, "", "  "); err != nil {
		return nil, err
	}
	text.WriteByte('\n')
	return text.Bytes(), nil
}

// number is how an exact decimal is written.
const number = `^[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$`

// definitions are the scalars of the contract.
func definitions() map[string]*jsonschema.Schema {
	return map[string]*jsonschema.Schema{
		"amount":  {Description: "an exact amount, as a decimal string or a number", Types: []string{"string", "number", "null"}, Pattern: number},
		"rate":    {Description: "a percentage", Types: []string{"string", "number", "null"}, Pattern: number},
		"date":    {Description: "yyyy-MM-dd; 0001-01-01 is not set", Types: []string{"string", "null"}, Pattern: `^[0-9]{4}-[0-9]{2}-[0-9]{2}$`},
		"boolean": {Description: "true or false: as such, as their names, or as 1 and 0", Enum: []any{true, false, "true", "false", 1, 0, "1", "0", nil}},
		"integer": {Description: "a whole number", Types: []string{"integer", "string", "null"}, Pattern: `^[+-]?[0-9]+$`},
		"id":      {Description: "an id of 64 bits", Types: []string{"integer", "string", "null"}, Pattern: `^[+-]?[0-9]+$`},
		"text":    {Description: "text", Types: []string{"string", "number", "null"}},
	}
}

// object returns the schema of an object, which stands there in the document: its
// fields and nothing else. Another name of a field that holds objects refers to the
// field, so that the schema does not double with every level.
func object(fields []wire.Field, there string) *jsonschema.Schema {
	s := &jsonschema.Schema{
		Types: []string{"object", "null"}, Properties: map[string]*jsonschema.Schema{},
		AdditionalProperties: &jsonschema.Schema{Not: &jsonschema.Schema{}},
	}
	for _, f := range fields {
		own := there + "/properties/" + f.Name
		s.Properties[f.Name] = value(f, own)
		s.PropertyOrder = append(s.PropertyOrder, f.Name)
		if s.PatternProperties == nil {
			s.PatternProperties = map[string]*jsonschema.Schema{}
		}
		alias := &jsonschema.Schema{Ref: own}
		if f.Fields == nil {
			alias = value(f, own)
		}
		alias.Description = "another name of " + f.Name
		s.PatternProperties[pattern(f)] = alias
	}
	return s
}

// pattern matches a field's other names, with the first letter in either case.
func pattern(f wire.Field) string {
	names := []string{strings.ToUpper(f.Name[:1]) + regexp.QuoteMeta(f.Name[1:])}
	for _, alias := range f.Aliases {
		first := alias[:1]
		names = append(names, "["+strings.ToUpper(first)+strings.ToLower(first)+"]"+regexp.QuoteMeta(alias[1:]))
	}
	return "^(" + strings.Join(names, "|") + ")$"
}

// scalars returns the schema of a list of scalars.
func scalars(f wire.Field, item *jsonschema.Schema) *jsonschema.Schema {
	return &jsonschema.Schema{Types: []string{"array", "null"}, Items: item, Description: f.Doc}
}

// words returns the schema of one of a field's words.
func words(f wire.Field) *jsonschema.Schema {
	s := new(jsonschema.Schema)
	for _, w := range f.Words {
		s.Enum = append(s.Enum, w)
	}
	return s
}

// wordOrNumber returns the schema of one of a field's words, or its place.
func wordOrNumber(f wire.Field) *jsonschema.Schema {
	s := words(f)
	s.Description, s.Enum = f.Doc, append([]any{nil}, s.Enum...)
	for i := range f.Words {
		s.Enum = append(s.Enum, i, strconv.Itoa(i))
	}
	return s
}

// named returns the schema of a text that may stand in an object, under one of the
// names.
func named(f wire.Field, names ...string) *jsonschema.Schema {
	o := &jsonschema.Schema{Types: []string{"object"}, Properties: map[string]*jsonschema.Schema{}, PropertyOrder: names}
	for _, name := range names {
		o.Properties[name] = &jsonschema.Schema{Ref: "#/$defs/text"}
	}
	return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{{Ref: "#/$defs/text"}, o}, Description: f.Doc}
}

// value returns the schema of a field's value, which stands there in the document.
func value(f wire.Field, there string) *jsonschema.Schema {
	ref := func(name string) *jsonschema.Schema {
		return &jsonschema.Schema{Ref: "#/$defs/" + name, Description: f.Doc}
	}
	switch f.Kind {
	case wire.KindAmount:
		return ref("amount")
	case wire.KindRate:
		return ref("rate")
	case wire.KindDate:
		return ref("date")
	case wire.KindBoolean:
		return ref("boolean")
	case wire.KindInteger:
		return ref("integer")
	case wire.KindID:
		return ref("id")
	case wire.KindText:
		return ref("text")
	case wire.KindWord:
		s := words(f)
		s.Description, s.Enum = f.Doc, append([]any{nil}, s.Enum...)
		return s
	case wire.KindWords:
		return scalars(f, words(f))
	case wire.KindWordOrNumber:
		return wordOrNumber(f)
	case wire.KindSomeWords:
		one := words(f)
		one.Enum = append([]any{nil}, one.Enum...)
		return &jsonschema.Schema{Description: f.Doc, AnyOf: []*jsonschema.Schema{one, {Types: []string{"array"}, Items: &jsonschema.Schema{AnyOf: []*jsonschema.Schema{one, {Ref: "#/$defs/integer"}}}}}}
	case wire.KindObject:
		s := object(f.Fields, there)
		s.Description = f.Doc
		return s
	case wire.KindList:
		return &jsonschema.Schema{Types: []string{"array", "null"}, Items: object(f.Fields, there+"/items"), Description: f.Doc}
	case wire.KindIDs:
		return scalars(f, &jsonschema.Schema{Ref: "#/$defs/id"})
	case wire.KindAmounts:
		return scalars(f, &jsonschema.Schema{Ref: "#/$defs/amount"})
	case wire.KindAmountOrAmounts:
		one := &jsonschema.Schema{Ref: "#/$defs/amount"}
		return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{one, {Type: "array", Items: one}}, Description: f.Doc}
	case wire.KindDecimals:
		return scalars(f, &jsonschema.Schema{Description: "an exact decimal", Types: []string{"string", "number", "null"}, Pattern: number})
	case wire.KindTexts:
		return scalars(f, &jsonschema.Schema{Ref: "#/$defs/text"})
	case wire.KindNames:
		return scalars(f, &jsonschema.Schema{AnyOf: []*jsonschema.Schema{{Ref: "#/$defs/text"}, object(f.Fields, there+"/items/anyOf/1")}})
	case wire.KindAmountsByID:
		return &jsonschema.Schema{Types: []string{"object", "null"}, AdditionalProperties: &jsonschema.Schema{Ref: "#/$defs/amount"}, Description: f.Doc}
	case wire.KindTextsByID:
		return &jsonschema.Schema{Types: []string{"object", "null"}, AdditionalProperties: &jsonschema.Schema{Ref: "#/$defs/text"}, Description: f.Doc}
	case wire.KindPercents:
		return scalars(f, &jsonschema.Schema{AnyOf: []*jsonschema.Schema{{Ref: "#/$defs/rate"}, {Enum: []any{"rest"}}}})
	case wire.KindCode:
		return named(f, "code")
	case wire.KindRef:
		return named(f, "id", "refid")
	case wire.KindRates:
		return &jsonschema.Schema{Types: []string{"object", "null"}, AdditionalProperties: &jsonschema.Schema{Ref: "#/$defs/rate"}, Description: f.Doc}
	case wire.KindIncluded:
		return &jsonschema.Schema{Types: []string{"array", "object", "null"}, Description: f.Doc}
	}
	return &jsonschema.Schema{Description: f.Doc}
}
