#!/usr/bin/env bash
# certs.sh DIR: make what a test of TLS needs, by openssl, unless DIR has it:
#   ca.pem        the authority that signed everything below
#   server.pem    key and certificate of localhost and 127.0.0.1
#   client.pem    key and certificate of a client, CN=client
#   stranger.pem  an authority that signed nothing
#   password      that of the user alice
set -euo pipefail
dir=$1
if [ -e "$dir/password" ]; then exit 0; fi
if ! command -v openssl >/dev/null; then
  echo "certs.sh: openssl is not installed; it makes the certificates of the TLS listeners" >&2
  exit 1
fi
umask 077
mkdir -p "$dir"
cd "$dir"

authority() { # NAME FILE
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj "/CN=$1" \
    -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign \
    -keyout "$2.key" -out "$2.pem" 2>openssl.log || { cat openssl.log >&2; exit 1; }
}

signed() { # NAME FILE EXTENSIONS
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$1" \
    -keyout "$2.key" -out "$2.csr" 2>openssl.log || { cat openssl.log >&2; exit 1; }
  openssl x509 -req -in "$2.csr" -days 30 -CA ca.pem -CAkey ca.key -CAcreateserial -extfile <(printf '%s\n' "$3") \
    -out "$2.crt" 2>openssl.log || { cat openssl.log >&2; exit 1; }
  cat "$2.key" "$2.crt" >"$2.pem"
}

authority "Starling test authority" ca
authority "A stranger" stranger
signed localhost server "subjectAltName=DNS:localhost,IP:127.0.0.1"
signed client client "extendedKeyUsage=clientAuth"
openssl rand -hex 12 >password
