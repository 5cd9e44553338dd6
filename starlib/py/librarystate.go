package py

// libraryState is what Python's library remembers while scripts run. It is used with the session
// lock held.
type libraryState struct {
	uuidLast   uint64             // the time of the last uuid1
	layouts    map[string]*layout // of the module struct, those used last
	decimalNow *decimalContext    // how Decimals are computed; nil: as at the beginning
	csv        csvState
	argSpace   *class // what argparse gives; nil before the first
}
