package pygen

var (
	words   = []string{"'a'", "'b'", "'c'", "'ab'", "' '", "','", "'x'"}
	texts   = []string{"''", "'a'", "'abc'", "'Hello, World'", "'12'", "' 7 '", "'a,b,,c'", "'ä€😀'", `'it\'s'`, `"q'd"`, `'line\nbreak\t'`, "'Straße'", "'-3'", "'ABBA abba'", "'1e3'", "'x=1;y=2'", `'\x00\\'`, "'  two  words '"}
	ints    = []string{"0", "1", "2", "3", "5", "7", "10", "-1", "-2", "-7", "12", "100", "255", "1000003", "2**40", "2**64", "-10**20"}
	floats  = []string{"0.0", "0.5", "1.0", "-1.5", "2.75", "1e16", "1e-7", "3.14159", "-0.0", "1e300", "0.1", "100.0", "float('inf')", "float('nan')"}
	specs   = []string{"''", "'5'", "'05d'", "'+'", "','", "'x'", "'#x'", "'b'", "'o'", "'>6'", "'<6'", "'^6'", "'*^9'", "'e'", "'.2f'", "'s'", "'c'", "'n'", "'_'", "'%'", "'#b'", "' d'", "'=+8'"}
	fspecs  = []string{"''", "'.2f'", "'8.3f'", "'e'", "'g'", "'.3g'", "'%'", "'.1%'", "',.2f'", "'+.1f'", "'010.2f'", "'d'", "'<8'", "'^9.1f'", "'.0f'", "'.3'", "'G'", "'n'"}
	sspecs  = []string{"''", "'5'", "'>5'", "'^5'", "'.2'", "'*<4'", "'s'", "'d'", "'x>6.3'"}
	regexes = []string{`r'\w+'`, `r'\d'`, "'[a-c]+'", `r'(\w)(\w)'`, "'a|b'", `r'\s+'`, "'a*b?'", "'^.'", "'(?i)A'", "'.$'", `r'\bw'`}
	// imports are by the text that needs them.
	imports = []struct{ word, line string }{
		{"Decimal", "from decimal import Decimal"}, {"timedelta", "from datetime import timedelta"}, {"date(", "from datetime import date"},
	}
	modules = []string{"base64", "bisect", "collections", "contextlib", "copy", "dataclasses", "enum", "functools", "heapq", "itertools", "json", "math", "operator", "re", "statistics", "string", "textwrap", "typing"}
)
