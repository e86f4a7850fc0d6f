// Leaving the terminal as it was found, however the process ends.

#ifndef CNCURSES_LEAVE_H
#define CNCURSES_LEAVE_H

/// Remembers `input`'s settings and the sequences that undo a screen on `output`; call after setupterm.
void leave_prepare(int input, int output);

/// Adds a sequence to those that undo a screen. Does nothing when it is among them already.
void leave_add(const char *sequence);

/// From now on the end of the process, be it exit or a deadly signal, first restores the terminal.
///
/// What is written to standard error meanwhile is kept and written out on leaving, if it would land on the screen.
void leave_arm(void);

/// The terminal is restored already: from now on the end of the process touches nothing.
void leave_disarm(void);

/// Restores the terminal at once if it is armed; may be called inside a signal handler.
void leave_now(void);

#endif
