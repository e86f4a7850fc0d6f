// Signals that ask for something, turned into bytes in a pipe, so that they can be waited for beside the keyboard.

#ifndef CNCURSES_SIGNALS_H
#define CNCURSES_SIGNALS_H

/// Takes WINCH, CONT, TSTP, TERM, HUP and INT, and silences PIPE; the end of a pipe to read from, or -1 with errno.
///
/// Each byte read is a signal's number. A second TERM or INT that comes before the process has ended ends it at once.
int signals_open(void);

/// Gives the signals back to whoever had them.
void signals_close(void);

/// Stops the foreground job as the terminal's own Ctrl-Z would; comes back when it is continued.
void signals_stop_job(void);

/// Ends the process by a signal, so that whoever waits for it sees by which.
_Noreturn void signals_die(int number);

#endif
