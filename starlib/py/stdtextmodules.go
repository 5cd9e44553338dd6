package py

// arrayEntries is the module array.
func arrayEntries() []Entry {
	return []Entry{
		{Sig: "ArrayType", Doc: "array."},
		{Sig: "array", Doc: "A list of numbers of one kind: array(typecode, initializer)."},
		{Sig: "typecodes", Doc: "The kinds, as letters."},
	}
}

// hmacEntries is the module hmac.
func hmacEntries() []Entry {
	return []Entry{
		{Sig: "HMAC", Doc: "The class of what new gives."},
		{Sig: "compare_digest", Doc: "Whether two digests are the same, in the same time whatever they are."},
		{Sig: "digest", Doc: "The digest of a message with a key: digest(key, msg, digest)."},
		{Sig: "new", Doc: "What makes a digest with a key: new(key, msg=None, digestmod)."},
	}
}

// ipaddressEntries is the module ipaddress.
func ipaddressEntries() []Entry {
	return []Entry{
		{Sig: "AddressValueError", Doc: "The error of what is no address."},
		{Sig: "IPv4Address", Doc: "An address of four bytes."},
		{Sig: "IPv4Interface", Doc: "An address with its network."},
		{Sig: "IPv4Network", Doc: "A network of such addresses."},
		{Sig: "IPv6Address", Doc: "An address of sixteen bytes."},
		{Sig: "IPv6Interface", Doc: "An address with its network."},
		{Sig: "IPv6Network", Doc: "A network of such addresses."},
		{Sig: "NetmaskValueError", Doc: "The error of what is no mask."},
		{Sig: "collapse_addresses", Doc: "The fewest networks of the same addresses."},
		{Sig: "ip_address", Doc: "An address of either kind: ip_address(\"10.0.0.1\")."},
		{Sig: "ip_interface", Doc: "An address with its network, of either kind."},
		{Sig: "ip_network", Doc: "A network of either kind: ip_network(\"10.0.0.0/8\", strict=True)."},
		{Sig: "summarize_address_range", Doc: "The networks from one address to another."},
	}
}
