package protobuf

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"starling/specs/wire"
)

// What Confluent's registry knows without a reference can be imported, by a registered
// schema as by a file.
func TestBuiltin(t *testing.T) {
	cases := []struct{ path, field, want string }{
		{"confluent/meta.proto", `string x = 1 [(confluent.field_meta) = { doc: "a", params: [{ key: "connect.type", value: "int8" }], tags: ["PII"], rules: [{ name: "r", expr: "true" }] }];`, "x String"},
		{"confluent/type/decimal.proto", "confluent.type.Decimal x = 1;", "x_value byte[],x_precision int,x_scale int"},
		{"confluent/type/variant.proto", "confluent.type.Variant x = 1;", "x_metadata byte[],x_value byte[]"},
		{"google/type/calendar_period.proto", "google.type.CalendarPeriod x = 1;", "x String"},
		{"google/type/color.proto", "google.type.Color x = 1;", "x_red float,x_green float,x_blue float,x_alpha float"},
		{"google/type/date.proto", "google.type.Date x = 1;", "x_year int,x_month int,x_day int"},
		{"google/type/datetime.proto", "google.type.DateTime x = 1;", "x_utc_offset Duration,x_time_zone_id String,x_time_zone_version String," +
			"x_year int,x_month int,x_day int,x_hours int,x_minutes int,x_seconds int,x_nanos int"},
		{"google/type/dayofweek.proto", "google.type.DayOfWeek x = 1;", "x String"},
		{"google/type/decimal.proto", "google.type.Decimal x = 1;", "x_value String"},
		{"google/type/expr.proto", "google.type.Expr x = 1;", "x_expression String,x_title String,x_description String,x_location String"},
		{"google/type/fraction.proto", "google.type.Fraction x = 1;", "x_numerator long,x_denominator long"},
		{"google/type/interval.proto", "google.type.Interval x = 1;", "x_start_time Instant,x_end_time Instant"},
		{"google/type/latlng.proto", "google.type.LatLng x = 1;", "x_latitude double,x_longitude double"},
		{"google/type/localized_text.proto", "google.type.LocalizedText x = 1;", "x_text String,x_language_code String"},
		{"google/type/money.proto", "google.type.Money x = 1;", "x_currency_code String,x_units long,x_nanos int"},
		{"google/type/month.proto", "google.type.Month x = 1;", "x String"},
		{"google/type/phone_number.proto", "google.type.PhoneNumber x = 1;", "x_e164_number String,x_short_code_region_code String,x_short_code_number String,x_extension String"},
		{"google/type/postal_address.proto", "google.type.PostalAddress x = 1;", "x_revision int,x_region_code String,x_language_code String,x_postal_code String,x_sorting_code String," +
			"x_administrative_area String,x_locality String,x_sublocality String,x_address_lines String[],x_recipients String[],x_organization String"},
		{"google/type/quaternion.proto", "google.type.Quaternion x = 1;", "x_x double,x_y double,x_z double,x_w double"},
		{"google/type/timeofday.proto", "google.type.TimeOfDay x = 1;", "x_hours int,x_minutes int,x_seconds int,x_nanos int"},
		// The parser has these itself.
		{"google/protobuf/struct.proto", "google.protobuf.NullValue x = 1;", "x String"},
		{"google/protobuf/any.proto", "google.protobuf.Any x = 1;", "x Any"},
		{"google/type/none.proto", "string x = 1;", "google/type/none.proto"},
		{"google/type", "string x = 1;", "google/type"},
	}
	for _, c := range cases {
		text := `syntax = "proto3"; import "` + c.path + `"; message M { ` + c.field + ` }`
		file := filepath.Join(t.TempDir(), "m.proto")
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		reg := registry{"m": {Subject: "m", ID: 1, Type: wire.ProtobufSchema, Text: text}}
		for _, o := range []ReaderOptions{{Schema: "m"}, {Class: "M", Paths: []string{file}}, {Class: "M", Paths: []string{filepath.Dir(file)}}} {
			got := columns(t, o, reg)
			if o.Class != "" { // oneofs are where they stand
				got, c.want = sorted(got), sorted(c.want)
			}
			if got != c.want && (strings.Contains(c.want, " ") || !strings.Contains(got, c.want) || strings.Contains(got, "protos/")) {
				t.Errorf("%s of %v: %s, want %s", c.path, o, got, c.want)
			}
		}
	}
	err := fs.WalkDir(builtins, "protos", func(path string, d fs.DirEntry, err error) error {
		for _, c := range cases {
			if d.IsDir() || path == "protos/"+c.path {
				return err
			}
		}
		t.Errorf("%s is not tried", path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A file that is given counts before the one of its name that is built in.
func TestBuiltinReplaced(t *testing.T) {
	reg := registry{
		"m": {
			Subject: "m", ID: 1, Type: wire.ProtobufSchema, References: []wire.Reference{{Name: "google/type/date.proto", Subject: "date", Version: 1}},
			Text: `syntax = "proto3"; import "google/type/date.proto"; import "google/type/datetime.proto"; message M { google.type.Date x = 1; }`,
		},
		"date": {Subject: "date", ID: 2, Type: wire.ProtobufSchema, Text: `syntax = "proto3"; package google.type; message Date { string text = 1; }`},
	}
	if got := columns(t, ReaderOptions{Schema: "m"}, reg); got != "x_text String" {
		t.Error(got)
	}
}

// columns is the columns of a reader, or its error.
func columns(t *testing.T, o ReaderOptions, reg registry) string {
	t.Helper()
	r, err := Reader(o)
	if err != nil {
		t.Fatal(err)
	}
	fields, err := r.Fields(t.Context(), wire.Env{Part: "value", Registry: reg})
	if err != nil {
		return err.Error()
	}
	var cols []string
	for _, f := range fields {
		cols = append(cols, f.Name+" "+wire.TypeName(f.Type))
	}
	return strings.Join(cols, ",")
}

func sorted(cols string) string {
	parts := strings.Split(cols, ",")
	slices.Sort(parts)
	return strings.Join(parts, ",")
}
