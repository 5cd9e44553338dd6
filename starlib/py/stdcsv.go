package py

import (
	"slices"

	"go.starlark.net/starlark"
)

// The ways of quoting, by their numbers.
const (
	quoteMinimal = iota
	quoteAll
	quoteNonnumeric
	quoteNone
)

// csvEntries is the module csv.
func csvEntries() []Entry {
	way := func(name string, n int) Entry {
		return Entry{Sig: name, Doc: "A way of quoting.", Value: starlark.MakeInt(n)}
	}
	return []Entry{
		{Sig: "DictReader(f, fieldnames=None, restkey=None, restval=None, dialect=\"excel\", **fmtparams)", Class: "csv.DictReader", Doc: "The rows of lines as dicts, by the names of the first row.", Fn: newDictReader},
		{Sig: "DictWriter(f, fieldnames, restval=\"\", extrasaction=\"raise\", dialect=\"excel\", **fmtparams)", Class: "csv.DictWriter", Doc: "Writes dicts as rows.", Fn: newDictWriter},
		{Sig: "Error", Doc: "The error of lines that are no CSV.", Value: ExceptionClass{"csv", "Error", "Exception"}},
		way("QUOTE_ALL", quoteAll),
		way("QUOTE_MINIMAL", quoteMinimal),
		way("QUOTE_NONE", quoteNone),
		way("QUOTE_NONNUMERIC", quoteNonnumeric),
		refused("Sniffer(*args, **kwargs)", "Not available: the dialect has to be given.", "csv.Sniffer is not available; give csv.reader the delimiter: csv.reader(f, delimiter=\";\")"),
		{Sig: "excel", Doc: "The dialect with commas.", Value: csvDialects["excel"]},
		{Sig: "excel_tab", Doc: "The dialect with tabs.", Value: csvDialects["excel-tab"]},
		{Sig: "field_size_limit(new_limit=131072) -> int", Doc: "How long a field may be; sets it if there is an argument.", Fn: func(c *Call) (starlark.Value, error) {
			limit := c.csvLimit()
			was := limit
			if err := c.Unpack("new_limit?", &limit); err != nil {
				return nil, err
			}
			c.csv.limit = limit
			return starlark.MakeInt(was), nil
		}},
		{Sig: "get_dialect(name)", Doc: "The dialect of that name.", Fn: func(c *Call) (starlark.Value, error) {
			var name starlark.Value
			if err := c.Unpack("name", &name); err != nil {
				return nil, err
			}
			return c.namedDialect(name)
		}},
		{Sig: "list_dialects()", Doc: "The names of the dialects.", Fn: func(c *Call) (starlark.Value, error) {
			var names []starlark.Value
			for _, name := range []string{"excel", "excel-tab", "unix"} {
				names = append(names, starlark.String(name))
			}
			for _, name := range c.csv.names {
				if csvDialects[name] == nil {
					names = append(names, starlark.String(name))
				}
			}
			return starlark.NewList(names), c.Unpack()
		}},
		{Sig: "reader(csvfile, dialect=\"excel\", **fmtparams)", Doc: "The rows of lines, each a list of texts.", Fn: newCSVReader},
		{Sig: "register_dialect(name, dialect=\"excel\", **fmtparams)", Doc: "Gives a dialect a name.", Fn: registerDialect},
		{Sig: "unix_dialect", Doc: "The dialect that quotes all.", Value: csvDialects["unix"]},
		{Sig: "unregister_dialect(name)", Doc: "Forgets a dialect.", Fn: func(c *Call) (starlark.Value, error) {
			var name string
			if err := c.Unpack("name", &name); err != nil {
				return nil, err
			}
			i := slices.Index(c.csv.names, name)
			if i < 0 {
				return nil, Raise("csv.Error", "unknown dialect")
			}
			c.csv.names = slices.Delete(c.csv.names, i, i+1)
			delete(c.csv.own, name)
			return starlark.None, nil
		}},
		{Sig: "writer(csvfile, dialect=\"excel\", **fmtparams)", Doc: "Writes rows as lines, with writerow(row) and writerows(rows).", Fn: newCSVWriter},
	}
}

// csvState is what the module csv remembers. It is used with the session lock held.
type csvState struct {
	own   map[string]*dialect
	names []string
	limit int // 0: the one of the beginning
}

const csvFieldMost = 131072

func (ip *Interp) csvLimit() int {
	if ip.csv.limit == 0 {
		return csvFieldMost
	}
	return ip.csv.limit
}

// namedDialect is the dialect of that name.
func (c *Call) namedDialect(v starlark.Value) (*dialect, error) {
	if d, ok := v.(*dialect); ok {
		return d, nil
	}
	name, _ := starlark.AsString(v)
	if d := c.csv.own[name]; d != nil {
		return d, nil
	}
	if d := csvDialects[name]; d != nil {
		return d, nil
	}
	return nil, Raise("csv.Error", "unknown dialect")
}

func registerDialect(c *Call) (starlark.Value, error) {
	if len(c.Args) == 0 {
		return nil, Raise("TypeError", "register_dialect expected at least 1 argument, got 0")
	}
	name, ok := starlark.AsString(c.Args[0])
	if !ok {
		return nil, Raise("TypeError", "dialect name must be a string")
	}
	d, err := c.dialectOf(c.Args[1:], c.Kwargs)
	if err != nil {
		return nil, err
	}
	if c.csv.own == nil {
		c.csv.own = map[string]*dialect{}
	}
	if c.csv.own[name] == nil {
		c.csv.names = append(c.csv.names, name)
	}
	c.csv.own[name] = d
	return starlark.None, nil
}
