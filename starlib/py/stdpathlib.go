package py

// pathlibEntries is the module pathlib.
func pathlibEntries() []Entry {
	return []Entry{
		{Sig: "Path", Doc: "A class of paths: Path(\"a\") / \"b.csv\", .name, .suffix, .exists(), .read_text()."},
		{Sig: "PosixPath", Doc: "Path."},
		{Sig: "PurePath", Doc: "A class of paths that are no files yet."},
		{Sig: "PurePosixPath", Doc: "PurePath."},
	}
}

// globEntries is the module glob.
func globEntries() []Entry {
	return []Entry{
		{Sig: "escape", Doc: "A pattern that matches just this path: escape(pathname)."},
		{Sig: "glob", Doc: "The paths that a pattern with *, ? and ** matches: glob(pathname, recursive=False)."},
		{Sig: "iglob", Doc: "glob, one path after the other."},
	}
}
