// Makes ncursesw usable from Swift: wide characters switched on, functions instead of macros, and accessors for parts
// that cannot be imported (globals that change, attributes that are casts).
#ifndef CNCURSES_SHIM_H
#define CNCURSES_SHIM_H

#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#include <curses.h>
#include <term.h>
#include <wchar.h>

// <wchar.h> declares it only for X/Open.
extern int wcwidth(wchar_t character);

static const attr_t style_bold = WA_BOLD;
static const attr_t style_dim = WA_DIM;
static const attr_t style_italic = WA_ITALIC;
static const attr_t style_underlined = WA_UNDERLINE;
static const attr_t style_reversed = WA_REVERSE;

static inline WINDOW *standard_window(void) { return stdscr; }
static inline WINDOW *physical_screen(void) { return curscr; }
// The character of one byte in the locale, btowc(3); -1 if there is none.
static inline int character_of_byte(unsigned char byte) {
  wint_t character = btowc(byte);
  return character == WEOF ? -1 : (int)character;
}
// The name of a string capability of terminfo; NULL after the last.
static inline const char *string_capability(int index) { return strnames[index]; }
static inline int number_of_colors(void) { return COLORS; }

#endif
