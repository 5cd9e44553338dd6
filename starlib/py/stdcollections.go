package py

// collectionsEntries is the module collections.
func collectionsEntries() []Entry {
	return []Entry{
		{Sig: "ChainMap", Doc: "A class of several dicts that are looked through one after the other; the first is changed."},
		{Sig: "Counter(iterable=None, **kwargs)", Class: "collections.Counter", Doc: "A dict that counts elements; what it has not counted is 0.", Fn: newCounter, Has: []Entry{{Sig: "fromkeys(iterable, v=None)", Fn: counterFromKeys}}},
		{Sig: "OrderedDict(items=(), **kwargs)", Class: "collections.OrderedDict", Doc: "A dict with move_to_end and popitem of either end.", Fn: newOrderedDict, Has: []Entry{{Sig: "fromkeys(iterable, value=None)", Fn: mappingFromKeys(orderedKind)}}},
		{Sig: "UserDict", Doc: "A dict to derive from, whose entries are in .data."},
		{Sig: "UserList", Doc: "A list to derive from, whose elements are in .data."},
		{Sig: "UserString", Doc: "A text to derive from, which is in .data."},
		{Sig: "defaultdict(default_factory=None, items=(), **kwargs)", Class: "collections.defaultdict", Doc: "A dict that makes the value of a missing key.", Fn: newDefaultdict, Has: []Entry{{Sig: "fromkeys(iterable, value=None)", Fn: mappingFromKeys(defaultKind)}}},
		{Sig: "deque(iterable=(), maxlen=None)", Class: "collections.deque", Doc: "A list that grows and shrinks at both ends, and keeps at most maxlen elements.", Fn: newDeque},
		{Sig: "namedtuple(typename, field_names, defaults=None)", Doc: "A class of tuples whose elements have names.", Fn: newNamedtuple},
	}
}

// abcNames is the classes of collections.abc and what is said of them.
var abcNames = []struct{ name, doc string }{
	{"ByteString", "What is bytes."},
	{"Callable", "What can be called."},
	{"Collection", "What has a length, elements and in."},
	{"Container", "What has in."},
	{"Generator", "What a function with yield gives."},
	{"Hashable", "What can be a key."},
	{"ItemsView", "What items() gives."},
	{"Iterable", "What can be looped over."},
	{"Iterator", "What next() takes values from."},
	{"KeysView", "What keys() gives."},
	{"Mapping", "What is a dict to read."},
	{"MutableMapping", "What is a dict to change."},
	{"MutableSequence", "What is a list to change."},
	{"MutableSet", "What is a set to change."},
	{"Reversible", "What reversed() takes."},
	{"Sequence", "What is a list to read."},
	{"Set", "What is a set to read."},
	{"Sized", "What has a length."},
	{"ValuesView", "What values() gives."},
}

// abcCollectionEntries is the module collections.abc.
func abcCollectionEntries() []Entry {
	var all []Entry
	for _, n := range abcNames {
		all = append(all, Entry{Sig: n.name, Doc: n.doc + " For isinstance, and to derive from."})
	}
	return all
}
