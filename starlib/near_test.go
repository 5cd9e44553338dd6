package starlib

import "testing"

// Whatever names a column, function, method, class or argument that is not there is told what
// was meant, the same way everywhere.
func TestNearNames(t *testing.T) {
	w := newWorld(t)
	if _, err := w.script(t, "x.py", `
from deephaven import agg
limit = 3
t = empty_table(3).update(["Price = i * 1.0", "Sym = `+"`a`"+`", "Qty = i", "L = new int[]{1}"])
r = t.view(["S2 = Sym", "P2 = Price"])
`); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ src, meant string }{
		{`t.where("Prize > 3")`, "Price"},
		{`t.where("Prize = 3")`, "Price"},
		{`t.where("Prize in 3, 4")`, "Price"},
		{`t.where("Qty > 1 || prcie == 3")`, "Price"},
		{`t.where("Qty in Qyt")`, "Qty"},
		{`t.where("Sym = Smy")`, "Sym"},
		{`t.where("Price > limt")`, "limit, List"},
		{`t.update("X = Prize + 1")`, "Price"},
		{`t.update_view("X = Prize_[0]")`, "Price_"},
		{`t.update("X = Sym.substring(Qtty)")`, "Qty"},
		{`t.view("Prize")`, "Price"},
		{`t.select(["A = Prize"])`, "Price"},
		{`t.sort("Prize")`, "Price"},
		{`t.sort_descending(["Prize"])`, "Price"},
		{`t.drop_columns("Prize")`, "Price"},
		{`t.rename_columns("A = Prize")`, "Price"},
		{`t.last_by("Symm")`, "Sym"},
		{`t.sum_by("Symm")`, "Sym"},
		{`t.count_by("N", by="Symm")`, "Sym"},
		{`t.agg_by([agg.sum_("Prize")], by="Sym")`, "Price"},
		{`t.agg_by([agg.sum_("Price")], by="Symm")`, "Sym"},
		{`t.agg_by([agg.weighted_avg("Prize", "Qty")])`, "Price"},
		{`t.agg_all_by(agg.sum_(), by="Symm")`, "Sym"},
		{`t.natural_join(r, on="Symm=S2")`, "Sym"},
		{`t.natural_join(r, on="Sym=SS2")`, "S2"},
		{`t.natural_join(r, on="Sym=S2", joins="Z=PP2")`, "P2"},
		{`t.to_string(cols=["Prize"])`, "Price"},
		{`write_csv(t, "x.csv", cols=["Prize"])`, "Price"},
		{`t.update("X = absx(Qty)")`, "abs"},
		{`t.update("X = Sym.lenght()")`, "length"},
		{`t.update("X = Sym.lengthh")`, "length"},
		{`t.update("X = L.lenght")`, "length"},
		{`t.update("X = Math.sqr(Qty)")`, "Math.sqrt"},
		{`t.update("X = Maht.sqrt(Qty)")`, "Math"},
		{`t.update("X = Integer.MAX_VALU")`, "MAX_VALUE"},
		{`t.update("X = java.math.RoundingMode.HALF_UPP")`, "HALF_UP"},
		{`t.update("X = java.math.BigDecima.ONE")`, "BigDecimal"},
		{`t.update("X = new BigDecima(Sym)")`, "BigDecimal"},
		{`t.update("X = (Strin)Qty")`, "String"},
		{`t.update("X = new itn[]{1}")`, "int"},
		{`import deephaven.dtypes as dht; from deephaven.stream.kafka import consumer as kc; kc.json_spec({"Abcd": dht.int32}, mapping={"x": "Abdc"})`, "Abcd"},
	} {
		_, err := w.script(t, "x.py", c.src)
		if want := "; did you mean " + c.meant + "?"; err == nil || !contains(err.Error(), want) {
			t.Errorf("%s\nfailed with\n%v\nwant\n%s", c.src, err, want)
		}
	}
}
