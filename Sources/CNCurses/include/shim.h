// CNCurses: the C face of ncursesw, and what must be C: code that runs inside a signal handler (leave.c, signals.c).
// Knows nothing of the program; only Terminal imports it.

#ifndef CNCURSES_SHIM_H
#define CNCURSES_SHIM_H

// Without this, curses.h hides cchar_t and every wide function; a module map cannot pass a -D to its users.
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <malloc.h>
#include <langinfo.h>
#include <locale.h>
// Left out of the Glibc that Swift sees.
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <term.h>
#include <wchar.h>

// Swift refuses mutable C globals as not safe between threads; these four are only read by the thread that draws.
static inline WINDOW *curses_standard_window(void) { return stdscr; }
static inline WINDOW *curses_current_window(void) { return curscr; }
static inline int curses_colors(void) { return COLORS; }
static inline int curses_color_pairs(void) { return COLOR_PAIRS; }

// The columns of a code point in the process' locale; -1 when it cannot be printed. Hidden by wchar.h without X/Open.
extern int wcwidth(wchar_t point);
static inline int curses_width(wchar_t point) { return wcwidth(point); }

// Casted macros are not imported into Swift.
static inline attr_t curses_bold(void) { return WA_BOLD; }
static inline attr_t curses_dim(void) { return WA_DIM; }
static inline attr_t curses_underline(void) { return WA_UNDERLINE; }
static inline attr_t curses_reverse(void) { return WA_REVERSE; }

// getmaxyx is a macro that assigns to its arguments.
static inline int curses_rows(const WINDOW *window) { return getmaxy(window); }
static inline int curses_columns(const WINDOW *window) { return getmaxx(window); }

// ioctl is variadic, and variadic functions are not imported. 0 when the size was read and is not empty.
static inline int curses_terminal_size(int descriptor, int *width, int *height) {
    struct winsize size;
    if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return -1;
    *width = size.ws_col;
    *height = size.ws_row;
    return 0;
}

// The same for the number of bytes that wait to be read; -1 when it cannot be told.
static inline int curses_bytes_waiting(int descriptor) {
    int count = 0;
    return ioctl(descriptor, FIONREAD, &count) == 0 ? count : -1;
}

// tigetstr says "no such name" with the pointer -1, which Swift would take for an address.
static inline const char *curses_capability(const char *name) {
    const char *found = tigetstr(name);
    return found == (const char *)-1 ? NULL : found;
}

// The names of terminfo's capabilities in the order of a compiled entry; NULL after the last. Swift imports no array of
// unknown length.
static inline const char *curses_flag_name(int place) { return boolnames[place]; }
static inline const char *curses_number_name(int place) { return numnames[place]; }
static inline const char *curses_string_name(int place) { return strnames[place]; }

// mallopt is not in the Glibc that Swift sees; M_ARENA_MAX as in mallopt(3).
static inline void heap_use_one(void) { (void)mallopt(M_ARENA_MAX, 1); }

#endif
