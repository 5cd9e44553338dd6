package py

// shutilEntries is the module shutil.
func shutilEntries() []Entry {
	return []Entry{
		{Sig: "Error", Doc: "The error of what cannot be copied."},
		{Sig: "SameFileError", Doc: "The error of a copy onto itself."},
		{Sig: "copy", Doc: "Copies the content of a file, not its rights: copy(src, dst)."},
		{Sig: "copy2", Doc: "copy: the times of a file are those of the copy."},
		{Sig: "copyfile", Doc: "Copies the content of a file: copyfile(src, dst)."},
		{Sig: "copyfileobj", Doc: "Copies from one open file to another."},
		{Sig: "copytree", Doc: "Copies a folder: copytree(src, dst, dirs_exist_ok=False)."},
		{Sig: "disk_usage", Doc: "Not available."},
		{Sig: "get_terminal_size", Doc: "The columns and lines of the terminal."},
		{Sig: "ignore_patterns", Doc: "What copytree is to leave out: ignore_patterns(*patterns)."},
		{Sig: "move", Doc: "Moves a file or a folder: move(src, dst)."},
		{Sig: "rmtree", Doc: "Removes a folder and all in it: rmtree(path)."},
		{Sig: "which", Doc: "Not available."},
	}
}

// tempfileEntries is the module tempfile.
func tempfileEntries() []Entry {
	return []Entry{
		{Sig: "NamedTemporaryFile", Doc: "A new file that is gone when it is closed."},
		{Sig: "TemporaryDirectory", Doc: "A new folder that is gone behind the with statement."},
		{Sig: "TemporaryFile", Doc: "NamedTemporaryFile."},
		{Sig: "gettempdir", Doc: "The folder of such files."},
		{Sig: "mkdtemp", Doc: "A new folder: mkdtemp(suffix=None, prefix=None, dir=None)."},
		{Sig: "mkstemp", Doc: "Not available."},
	}
}
