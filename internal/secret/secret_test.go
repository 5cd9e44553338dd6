package secret

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestName(t *testing.T) {
	for _, name := range strings.Fields(`
		password sasl.password KAFKA_PASSWORD dbPassword password2 passwords userpasswd pw db_pw pwd pass DB_PASS secret client_secret clientSecret
		secrets token access_token accessToken tokens bearer.auth.token credentials aws.credentials api_key apiKey APIKey apikey API_KEYS
		private_key privateKey ssl.keystore.key ssl.key.pem ssl.key.password sasl.jaas.config basic.auth.user.info Authorization auth X-Api-Key psk
	`) {
		if !Name(name) {
			t.Errorf("%s is a secret's name", name)
		}
	}
	for _, name := range strings.Fields(`
		x "" user username key keys keyboard info author compass bypass_cache price Symbol bootstrap.servers group.id schema.registry.url client.id
		ssl.keystore.location ssl.truststore.type basic.auth.credentials.source sasl.oauthbearer.token.endpoint.url token_file password.path pwn tok en é
	`) {
		if Name(name) {
			t.Errorf("%s is no secret's name", name)
		}
	}
}

func TestMask(t *testing.T) {
	for text, want := range map[string]string{
		"":                                      "",
		"the password is not here":              "the password is not here",
		`M required password="pw";`:             `M required password="**";`,
		`M required password='p"w' a;`:          `M required password='***' a;`,
		`password=\"p w\" x`:                    `password=\"***\" x`,
		`password="p\"w" x="y"`:                 `password="****" x="y"`,
		`password = "unclosed é`:                `password = "**********`,
		`user=a password=pw clientSecret = s;x`: `user=a password=** clientSecret = *;x`,
		`password="${env:P}" token=${file:/x:y} pw='${env:Q}x'`:                 `password="${env:P}" token=${file:/x:y} pw='*********'`,
		`{"password": "S", "user": "u", 'token':'S'}`:                           `{"password": "*", "user": "u", 'token':'*'}`,
		`{"tokens": ["S", "T"], "x": 1}`:                                        `{"tokens": *********], "x": 1}`,
		`http://h:8081/?x=1&token=S&access_token=T#y`:                           `http://h:8081/?x=1&token=*&access_token=***`,
		`http://h?apikey=S apiKey:S`:                                            `http://h?apikey=* apiKey:*`,
		`http://ada:pw@h:1,http://h2,https://b:p@w/@h3`:                         `http://ada:**@h:1,http://h2,https://b:****@h3`,
		`http://ada:${env:P}@h http://${env:U}:pw@h`:                            `http://ada:${env:P}@h http://${env:U}:**@h`,
		`ada:pw@broker:9092`:                                                    `ada:**@broker:9092`,
		`b1:9092,ada:pw@b2:9092`:                                                `b1:***********@b2:9092`,
		`mail ada@example.com, see http://h:8081/a`:                             `mail ada@example.com, see http://h:8081/a`,
		`${file:/run/pw:x} ${env:token}=x`:                                      `${file:/run/pw:x} ${env:token}=x`,
		"-----BEGIN RSA PRIVATE KEY-----\nab\n-----END RSA PRIVATE KEY-----\nx": "-----BEGIN RSA PRIVATE KEY-----\n**\n-----END RSA PRIVATE KEY-----\nx",
		"-----BEGIN PRIVATE KEY-----ab":                                         "-----BEGIN PRIVATE KEY-----**",
		"-----BEGIN CERTIFICATE-----\nab":                                       "-----BEGIN CERTIFICATE-----\nab",
		"Authorization: Bearer abc.def-ghi":                                     "Authorization: ****** ***********",
		"curl -H 'Bearer abcdef' basic YWRhOnB3":                                "curl -H 'Bearer ******' basic ********",
		"token://x is a URL, basic x is not":                                    "token://x is a URL, basic x is not",
		`{"name": "sasl.password", "value": "S"}`:                               `{"name": "sasl.password", "value": "*"}`,
		`[{"value": "S", "name": "db-password"}, {"name":"x"}]`:                 `[{"value": "*", "name": "db-password"}, {"name":"x"}]`,
		`{\"key\": \"apiKey\", \"val\": \"S\"}`:                                 `{\"key\": \"apiKey\", \"val\": \"*\"}`,
		`name=sasl.password value=S`:                                            `name=sasl.password value=*`,
		`{"name": "Symbol", "value": "x"}`:                                      `{"name": "Symbol", "value": "x"}`,
		`{"sasl.password": 12345}`:                                              `{"sasl.password": ******`,
		`{"pw": x or "S", "user": "u"}`:                                         `{"pw": * or "*", "user": "u"}`,
		`pw = "S" + 'T' + x, "u"`:                                               `pw = "*" + '*' + ** "u"`,
		"Token = A ? `S` : `T`":                                                 "Token = * ? `*` : `*`",
		`token: "S" if c else "T"; x`:                                           `token: "*" if * else "*"; x`,
		"bad \xff password=\xff\xfe":                                            "bad \ufffd password=**",
	} {
		if got := Mask(text); got != want {
			t.Errorf("%q\nbecame %q\nwant   %q", text, got, want)
		}
	}
}

func TestLeads(t *testing.T) {
	for text, want := range map[string]bool{`password=%s`: true, `"token": {}`: true, `a password`: false, `x=1`: false, `pw:`: true} {
		if Leads(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}

func TestValue(t *testing.T) {
	for name, want := range map[string]bool{"value": true, "Value": true, "config.value": true, "defaultValue": true, "val": true, "data": true, "name": false, "type": false, "": false, "values_of": false} {
		if Value(name) != want {
			t.Errorf("%q: %v", name, !want)
		}
	}
}

func FuzzMask(f *testing.F) {
	f.Add(`password="x" http://u:p@h ?token=x`)
	f.Fuzz(func(t *testing.T, text string) {
		if got := Mask(text); utf8.RuneCountInString(got) != utf8.RuneCountInString(text) || strings.Count(got, "\n") != strings.Count(text, "\n") {
			t.Errorf("%q became %q", text, got)
		}
		secret := strings.Map(func(r rune) rune {
			if strings.ContainsRune(" \t\r\n\f;&\"'`\\${", r) {
				return 'x'
			}
			return r
		}, text)
		for _, shape := range []string{"password=?", `x "sasl.password": "?" y`, "http://u:?@h", "u:?@h:1", "Bearer ?", "http://h?token=?"} {
			canary := "S3CRET" + secret
			at := strings.LastIndexByte(shape, '?')
			if got := Mask(shape[:at] + canary + shape[at+1:]); strings.Contains(got, "S3CRET") {
				t.Errorf("%q became %q", shape, got)
			}
		}
	})
}
