// Package grid makes pictures of tables: a window of rows as a grid, a row as a record.
// A picture is lines of parts with looks, which become text only when it is known what the
// terminal can do. All of it is pure: it reads frames and writes nothing. Whatever is in a
// cell is harmless to a terminal once it is in a picture.
package grid
