package column

// Moment is an instant among other objects: nanoseconds since 1970.
type Moment int64

// String is the instant in ISO 8601.
func (m Moment) String() string { return string(AppendInstant(nil, int64(m))) }
