package pysyntax

import (
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestRedact(t *testing.T) {
	for src, want := range map[string]string{
		"": "",
		`x = kc.consume({"bootstrap.servers": "b:1", "sasl.password": "hé\"l", "group.id": 'g'}, "t")`: `x = kc.consume({"bootstrap.servers": "b:1", "sasl.password": "*****", "group.id": 'g'}, "t")`,
		`password = r"pw" # token: "x"`:                                              `password = r"**" #***********`,
		`x = 1 # token: "x"`:                                                         `x = 1 # token: "*"`,
		`"sasl.password": "${env:PASSWORD}"`:                                         `"sasl.password": "${env:PASSWORD}"`,
		`d["sasl.password"] = "${env:PASSWORD}"`:                                     `d["sasl.password"] = "${env:PASSWORD}"`,
		`pw = "${file:/run/pw:x}", "${env:A}x"`:                                      `pw = "${file:/run/pw:x}", "*********"`,
		`{"schema.registry.url": "http://ada:pw@h:1,http://h2"}`:                     `{"schema.registry.url": "http://ada:**@h:1,http://h2"}`,
		`x = "bearer.auth.token": "unclosed`:                                         `x = "bearer.auth.token": "********`,
		`d = {"ssl.keystore.key": key, "topic": "t"}`:                                `d = {"ssl.keystore.key": key, "topic": "t"}`,
		`t = table.where("Price = 'x'")`:                                             `t = table.where("Price = 'x'")`,
		`api_key, x = "S", "t"`:                                                      `api_key, x = "*", "t"`,
		`x, *tokens = "a", "b"`:                                                      `x, *tokens = "*", "*"`,
		`(a, (pw, b)) = ("x", ("S", "y"))`:                                           `(a, (pw, b)) = ("x", ("*", "y"))`,
		`pw = os.environ["KAFKA_PW"] + os.getenv("B", "dflt")`:                       `pw = os.environ["KAFKA_PW"] + os.getenv("B", "****")`,
		`login("ann", password, "S", f("x"), ["y"])`:                                 `login("ann", password, "*", f("x"), ["y"])`,
		`if key in ("password", "user", "x"): f("x")`:                                `if key in ("password", "user", "x"): f("x")`,
		"j = '''x.PlainLoginModule required\nusername=\"ann\" password=\"S\nT\";'''": "j = '''x.PlainLoginModule required\nusername=\"ann\" password=\"*\n*\";'''",
		"with open('x') as f:\n    a = 'x'\n    pw = 'S'\nb = 'y'":                   "with open('x') as f:\n    a = 'x'\n    pw = '*'\nb = 'y'",
		"a = “b”\npassword = 'S'":                                                    "a = “b”\npassword = '**",
		"a = 'x'; f('y', password='S', z='q'":                                        "a = '*'; f('*', password='*', z='*'",
		"t.view(['Token', 'Price'])":                                                 "t.view(['Token', 'Price'])",
		"t.view(['Token = X', 'Y'])":                                                 "t.view(['Token = *', 'Y'])",
		"pw = 'x'  # was y, é\nz = 1  # from the vault":                              "pw = '*'  #*********\nz = 1  # from the vault",
		"pw = '''x\ny''' # was y\n# see there":                                       "pw = '''*\n*''' #******\n# see there",
		"pw = '${env:PW}'  # set by the shell":                                       "pw = '${env:PW}'  # set by the shell",
		"pw = vault.get('db')  # of the database":                                    "pw = vault.get('db')  # of the database",
		"[{'name': 'sasl.password', 'value': 'S'}, {'name': 'x', 'value': 'y'}]":     "[{'name': 'sasl.password', 'value': '*'}, {'name': 'x', 'value': 'y'}]",
		"dict(zip(['a', 'sasl.password'], ['x', 'S']))":                              "dict(zip(['a', 'sasl.password'], ['x', '*']))",
		"dict(zip(['a', 'b'], ['x', 'y']))":                                          "dict(zip(['a', 'b'], ['x', 'y']))",
		"t.view(['Token', 'Price']).sort(['Token'])":                                 "t.view(['Token', 'Price']).sort(['Token'])",
		"{'name': 'Symbol', 'value': 'AAPL'}":                                        "{'name': 'Symbol', 'value': 'AAPL'}",
		"\ufeffpw = '''\r\nS'''":                                                     "\ufeffpw = '''\r\n*'''",
	} {
		got := Redact(src)
		if got != want {
			t.Errorf("%s\nbecame %s\nwant   %s", src, got, want)
		}
		if again := Redact(got); again != got && utf8.ValidString(src) {
			t.Errorf("%s\nagain  %s", got, again)
		}
	}
}

// Numbers are hidden as strings are, where they have more than one digit.
func TestNumbersAreRedacted(t *testing.T) {
	for src, want := range map[string]string{
		"c = {'sasl.password': 12345, 'retries': 10}":    "c = {'sasl.password': *****, 'retries': 10}",
		"pw = -1_2.5e3 or 0x53":                          "pw = -******* or ****",
		"tokens += 1; token = s[10:20].split(':', 1)[1]": "tokens += 1; token = s[10:20].split('*', 1)[1]",
		"if len(token) == 64 and n > 100: f(64)":         "if len(token) == 64 and n > 100: f(64)",
		"if pin_token == 1234: f(1234)":                  "if pin_token == ****: f(1234)",
		"login(1234, token, -1234, 'x')":                 "login(1234, token, -****, '*')",
		"dict(sasl_password=1234, group_id=5678)":        "dict(sasl_password=****, group_id=5678)",
		"def f(pw=1234, n=1234): pass":                   "def f(pw=****, n=1234): pass",
		"int_col('Token', [1234]); int_col('N', [1234])": "int_col('Token', [****]); int_col('N', [1234])",
		"f(1234, pw=1234":                                "f(****, pw=****",
	} {
		if got := Redact(src); got != want {
			t.Errorf("%s\nbecame %s\nwant   %s", src, got, want)
		}
	}
}

// secretShapes is how scripts give secrets; "S" stands for a literal of any kind.
var secretShapes = strings.Split(`kc.consume({"bootstrap.servers": "b", "sasl.password": "S"}, "t")
props["sasl.password"] = "S"
cfg.setdefault("sasl.password", "S")
cfg.update({"sasl.password": "S"})
cfg.update(password="S")
cfg |= {"bearer.auth.token": "S"}
cfg = {"a": 1, **{"sasl.password": "S"}}
cfg = dict(x=1, sasl_password="S")
cfg = dict([("sasl.password", "S")])
cfg = {
    "sasl.password":
        "S",
}
cfg = {"sasl." + "password": "S"}
cfg = {"sasl.password": ("S")}
cfg = {"sasl.password": x or "S"}
cfg = {"sasl.password": "a" if x else "S"}
cfg = {"sasl.password": "S".strip()}
cfg = {"sasl.password": decrypt("S")}
cfg = {password: 1 for password in ["S"]}
pw = "S"
pw: str = "S"
pw = other = "S"
pw += "S"
pw = "a" "S"
pw = ("a"
      "S")
pw = "a" + "S"
pw = ["S", ("S",), {"x": "S"}]
pw = lambda: "S"
api_key, x = "S", 1
x, (api_key, y) = 1, ("S", 2)
api_key, *x = "S", 1
[api_key, x] = "S".split(",")
for password in ["S"]: pass
self.password = "S"
os.environ["KAFKA_PASSWORD"] = "S"
os.environ.get("KAFKA_PASSWORD", "S")
token = os.getenv("TOKEN", "S")
def login(user, password="S"): pass
def login(user, *, password: str = "S") -> str:
    return user
def password(): return "S"
f = lambda password="S": 1
@dataclass
class Login:
    user: str = "ann"
    password: str = "S"
@dataclass
class Login:
    token: str = field(default="S")
if token == "S": pass
if "S" == token: pass
while token in ("a", "S"): pass
x = 1 if d["password"] != "S" else 2
assert token == "S", "x"
token.startswith("S")
set_password("S")
compare(token, "S")
setattr(cfg, "password", "S")
print("password", "S")
raise ValueError(password="S")
"password=%s" % "S"
"password={}".format("S")
f"password={'S'}"
f"{x} password={x + 'S'};"
"x required password=" + "S" + ";"
if (pw := "S"): pass
try:
    password = "S"
except: pass
with login(password="S") as f:
    pass
async def f(password="S"): pass
class C:
    password = "S"
class C(Base):
    def __init__(self, password="S"):
        self.x = 1
@cached
def login(password="S"): pass
global password; password = "S"
password == "S" and
kc.consume({"sasl.password": "S",
f(x, password="S"
password "S"
password = "S" "
password = "S" “
"S" + password + “
match token:
    case "S": pass
match token:
    case "S": "x
cfg = {"sasl.password": password or "S"}
cfg = {"sasl.password": x if c else y or "S"}
cfg = {"sasl.password": not c and "S"}
cfg = {"sasl.password": "S" if c else y}
cfg = {"sasl.password": "%s" % ("S",)}
cfg = {"sasl.password": "{}".format("S")}
cfg = {"sasl.password": f"a{'S'}b"}
cfg = {"sasl.password": "".join(["S", "b"])}
cfg = {"sasl.password": (lambda: "S")()}
cfg = {"sasl.password": {"x": "S"}["x"]}
cfg = {"sasl.pass" "word": "S"}
cfg = {"sasl.pass" + "word": "S"}
cfg = dict(zip(["sasl.password"], ["S"]))
cfg = dict(zip(("a", "sasl.password"), (1, "S")))
cfg = dict(zip("sasl.username sasl.password".split(), ["ann", "S"]))
cfg = dict(zip(["sasl.password", *more], ["S", 1]))
cfg = {k: v for k, v in zip(["sasl.password"], ["S"])}
cfg = {k: "S" for k in ["sasl.password"]}
cfg = dict((k, "S") for k in ("sasl.password",))
cfg = [(k, "S") for k in ["sasl.password"]]
cfg = dict(map(lambda k: (k, "S"), ["sasl.password"]))
cfg = dict.fromkeys(["sasl.password"], "S")
cfg = dict([["sasl.password", "S"]])
cfg = (["sasl.password", "S"], ["x", "y"])
cfg = dict([("sasl." + "password", "S")])
args = ["sasl.password", "S"]
cfg = [{"name": "sasl.password", "value": "S"}]
cfg = [{"value": "S", "name": "sasl.password"}]
cfg = [{"key": "db" + "-password", "config.value": ("S")}]
cfg.add(name="sasl.password", value="S")
cfg.add(default="S", name="sasl.password")
cfg.add("sasl.password", value="S")
t = new_table([string_col("Password", ["S"])])
class Config:
    password: str = "S"
class Config:
    token = "S"
@auth(token="S")
def f(): pass
def make_token():
    yield "S"
with connect(password="S") as c:
    pass
with vault("S") as token:
    pass
match cfg:
    case {"sasl.password": "S"}: pass
match cfg:
    case Config(password="S"): pass
match user, token:
    case "ann", "S": pass
match cfg:
    case ["S" as token]: pass
f = lambda password="S": 1
try: pass
except E: login(token="S")
raise Denied(password="S") from e
a, (password, *b) = 1, ("S", 2)
if (token := "S"): pass
for password in ["S"]: pass
`, "\n")

// shapes is the statements of secretShapes: lines that begin further in belong to the one
// before, as do those that end a bracket or a statement.
func shapes() (out []string) {
	for _, line := range secretShapes {
		joins := strings.HasPrefix(line, " ") || strings.HasPrefix(line, "}") || strings.HasPrefix(line, "except") ||
			len(out) > 0 && strings.HasPrefix(out[len(out)-1][strings.LastIndexByte(out[len(out)-1], '\n')+1:], "@")
		if n := len(out); joins {
			out[n-1] += "\n" + line
		} else if line != "" {
			out = append(out, line)
		}
	}
	return out
}

// selfEvident is texts that are secrets, or have one in them, by themselves.
var selfEvident = []string{
	`x.PlainLoginModule required username="ann" password="S3CRET%s";`,
	`x.PlainLoginModule required username=ann password=S3CRET%s ;`,
	"x required\n  password='S3CRET%s'\n;",
	`{"user": "ann", "password": "S3CRET%s"}`,
	"http://ann:S3CRET%s@h:8081",
	"ann:S3CRET%s@broker:9092",
	"SASL_SSL://b1:1,ann:S3CRET%s@broker:9092",
	"http://h:8081?token=S3CRET%s",
	"http://h/x?a=b&access_token=S3CRET%s",
	"http://h/x?a=b&apikey=S3CRET%s#x",
	"-----BEGIN RSA PRIVATE KEY-----\nS3CRET%s\n-----END RSA PRIVATE KEY-----",
	"Bearer S3CRET%s", "Authorization: Basic S3CRET%s",
}

// literalsOf is a secret as literals of all kinds.
func literalsOf(secret string) []string {
	quoted := strconv.QuoteToASCII(secret)
	plain := quoted[1 : len(quoted)-1]
	plain = strings.NewReplacer("'", "\\'", "\\'", "\\'").Replace(plain)
	return []string{
		`"S3CRET` + plain + `"`, `'S3CRET` + plain + `'`, `"""S3CRET` + plain + `"""`, "'''\nS3CRET" + plain + "\n'''",
		`r"S3CRET"`, `b"S3CRET"`, `f"S3CRET` + strings.NewReplacer("{", "{{", "}", "}}").Replace(plain) + `"`, `f"S3CRET{x}"`, `f"{'S3CRET'}"`,
	}
}

func TestShapesAreRedacted(t *testing.T) {
	for _, shape := range shapes() {
		for _, secret := range []string{"", "x", `a"b'c\d`, "é${env:X}"} {
			hides(t, shape, secret, "", "")
		}
	}
	for _, text := range selfEvident {
		for _, quote := range []string{`"`, `'`, `"""`, `'''`} {
			literal := quote + strings.NewReplacer(quote[:1], `\`+quote[:1], "%s", "").Replace(text) + quote
			if len(quote) == 1 {
				literal = strings.ReplaceAll(literal, "\n", `\n`)
			}
			for _, shape := range []string{"?", "j = ?", "f(?, x)", "d = {'x': ?}", "return ?", "f(?", "try: f(?)", "x ?", "# ?", `x = f"{?}"`, "x = 'a' ?", "def f(x: ? = 1):\n    ?"} {
				src := strings.ReplaceAll(shape, "?", strings.ReplaceAll(literal, "\n", map[bool]string{true: `\n`, false: "\n"}[shape[0] == '#']))
				if got := Redact(src); strings.Contains(got, "S3CRET") {
					t.Errorf("%s\nbecame %s", src, got)
				}
			}
		}
	}
	for _, src := range []string{`x = "http://ann:" + "S3CRET" + "@h"`, "x = ('x required pass'\n 'word=\"S3CRET\"')", `x = "Bearer " + ("S3CRET")`, `x = f"http://{user}:S3CRET@{host}/"`, `x = f"{'password'}={'S3CRET'}"`, `x = "http://ann:" "S3CRET" "@h"`} {
		if got := Redact(src); strings.Contains(got, "S3CRET") {
			t.Errorf("%s\nbecame %s", src, got)
		}
	}
}

// hides checks that a shape with a secret in it is redacted, between other statements.
func hides(t interface {
	Helper()
	Errorf(string, ...any)
}, shape, secret, before, after string,
) {
	t.Helper()
	for _, literal := range literalsOf(secret) {
		src := strings.ReplaceAll(shape, `"S"`, literal)
		if strings.Contains(shape, "f\"") {
			src = strings.ReplaceAll(shape, `'S'`, `'S3CRET'`)
		}
		src = before + src + after
		got := Redact(src)
		if strings.Contains(got, "S3CRET") || utf8.RuneCountInString(got) != utf8.RuneCountInString(src) || strings.Count(got, "\n") != strings.Count(src, "\n") {
			t.Errorf("%s\nbecame %s", src, got)
		}
	}
}

// FuzzRedact holds that no text makes Redact panic or change the text's length, and that
// the secret of a statement that gives one does not survive, whatever comes around it.
func FuzzRedact(f *testing.F) {
	f.Add(0, "x", "y = 1", "z = 'a'")
	f.Add(1, `a"b\`, "if x:\n  y", "'''")
	for _, cases := range rewriteCases {
		for _, c := range cases {
			f.Add(2, "", c[0], c[1])
		}
	}
	all := shapes()
	f.Fuzz(func(t *testing.T, n int, secret, before, after string) {
		for _, src := range []string{secret, before, after, before + after} {
			if got := Redact(src); utf8.RuneCountInString(got) != utf8.RuneCountInString(src) || strings.Count(got, "\n") != strings.Count(src, "\n") {
				t.Errorf("%q became %q", src, got)
			}
		}
		shape := all[uint(n)%uint(len(all))]
		if !utf8.ValidString(secret) || strings.Contains(before+after+secret, "S3CRET") {
			return
		}
		hides(t, shape, secret, "", "\n"+after)
		if Complete(before+"\n\n") && !endsWithin(before) {
			hides(t, shape, secret, before+"\n", "")
		}
	})
}

// endsWithin reports whether a text leaves something open into which a statement after it
// would fall, or has a place that is no tokens.
func endsWithin(src string) bool {
	toks, _ := scan(src+"\n", bomLen(src))
	return toks[len(toks)-1].kind == tokBad
}
