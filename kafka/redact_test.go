package kafka

import (
	"testing"
	"unicode/utf8"
)

func TestRedact(t *testing.T) {
	for line, want := range map[string]string{
		"": "",
		`x = kc.consume({"bootstrap.servers": "b:1", "sasl.password": "hé\"l", "group.id": 'g'}, "t")`: `x = kc.consume({"bootstrap.servers": "b:1", "sasl.password": "*****", "group.id": 'g'}, "t")`,
		`p["sasl.password"] = 'pw'`:                              `p["sasl.password"] = '**'`,
		`password = r"pw"`:                                       `password = r"**"`,
		`    "sasl.jaas.config": 'M required password="pw";',`:   `    "sasl.jaas.config": '*************************',`,
		`M required username="a" password="pw";`:                 `M required username="a" password="**";`,
		`M required username=a password=pw clientSecret='b c';`:  `M required username=a password=** clientSecret='***';`,
		`"sasl.password": "${env:PASSWORD}"`:                     `"sasl.password": "${env:PASSWORD}"`,
		`"sasl.password": "${env:PASSWORD}x"`:                    `"sasl.password": "****************"`,
		`{"schema.registry.url": "http://ada:pw@h:1,http://h2"}`: `{"schema.registry.url": "http://ada:**@h:1,http://h2"}`,
		`"bearer.auth.token": "unclosed`:                         `"bearer.auth.token": "********`,
		`"ssl.keystore.key": key, "topic": "t"`:                  `"ssl.keystore.key": key, "topic": "t"`,
		`t = table.where("Price = 'x'")`:                         `t = table.where("Price = 'x'")`,
		`"basic.auth.user.info":"a:b"`:                           `"basic.auth.user.info":"***"`,
	} {
		got := Redact(line)
		if got != want {
			t.Errorf("%s\nbecame %s\nwant   %s", line, got, want)
		}
		if utf8.RuneCountInString(got) != utf8.RuneCountInString(line) {
			t.Errorf("%s has another length", got)
		}
	}
}

func FuzzRedact(f *testing.F) {
	f.Add(`{"sasl.password": "x", 'a': 'http://u:p@h'}`)
	f.Fuzz(func(t *testing.T, line string) {
		if got := Redact(line); utf8.RuneCountInString(got) != utf8.RuneCountInString(line) {
			t.Errorf("%q became %q", line, got)
		}
	})
}
