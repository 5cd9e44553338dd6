package golden

// differences is THE table of cases in which Starling deliberately gives something else
// than Deephaven did, and why. What it gives is in testdata/starling, by case.
var differences = map[string]string{}
