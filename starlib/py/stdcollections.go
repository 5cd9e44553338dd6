package py

// collectionsEntries is the module collections.
func collectionsEntries() []Entry {
	return []Entry{
		{Sig: "Counter(iterable=None, **kwargs)", Doc: "A dict that counts elements; what it has not counted is 0.", Fn: newCounter},
		{Sig: "OrderedDict(items=(), **kwargs)", Doc: "A dict with move_to_end and popitem of either end.", Fn: newOrderedDict},
		{Sig: "defaultdict(default_factory=None, items=(), **kwargs)", Doc: "A dict that makes the value of a missing key.", Fn: newDefaultdict},
		{Sig: "deque(iterable=(), maxlen=None)", Doc: "A list that grows and shrinks at both ends, and keeps at most maxlen elements.", Fn: newDeque},
		{Sig: "namedtuple(typename, field_names, defaults=None)", Doc: "A class of tuples whose elements have names.", Fn: newNamedtuple},
	}
}
