#define _GNU_SOURCE
#include "leave.h"
#include "shim.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

// Everything that a handler needs is made ready before: inside it, memory, locks and curses are out of reach.
static int terminal_input = -1, terminal_output = -1;
static struct termios found_settings;
static int settings_known;
static char farewell[512];
static size_t farewell_length;
static atomic_int armed;
static int standard_error = -1, held_error = -1;

// What ends a process unless it is handled, and is no polite request (those are in signals.c).
static const int deadly[] = {SIGILL,  SIGTRAP, SIGSEGV, SIGABRT, SIGBUS,  SIGFPE,  SIGQUIT,
                             SIGSYS,  SIGXCPU, SIGXFSZ, SIGALRM, SIGUSR1, SIGUSR2};
enum { deadly_count = sizeof deadly / sizeof deadly[0] };
static struct sigaction previous[deadly_count];
static char handler_stack[64 * 1024];

// Appends a capability without its padding, which only real teletypes need.
static void append(const char *sequence) {
    if (sequence == NULL) return;
    for (const char *at = sequence; *at != '\0'; at++) {
        if (at[0] == '$' && at[1] == '<') {
            const char *end = strchr(at, '>');
            if (end != NULL) {
                at = end;
                continue;
            }
        }
        if (farewell_length < sizeof farewell) farewell[farewell_length++] = *at;
    }
}

void leave_prepare(int input, int output) {
    terminal_input = input;
    terminal_output = output;
    settings_known = tcgetattr(input, &found_settings) == 0;
    farewell_length = 0;
    append(curses_capability("BD"));
    append(curses_capability("sgr0"));
    append(curses_capability("op"));
    append(curses_capability("rmkx"));
    append(curses_capability("rmcup"));
    // A second time, because leaving the alternate screen may bring back what was set on entering it.
    append(curses_capability("sgr0"));
    append(curses_capability("cnorm"));
    if (curses_capability("rmcup") == NULL) append("\r\n");
}

void leave_add(const char *sequence) {
    if (farewell_length + strlen(sequence) > sizeof farewell) return;
    if (memmem(farewell, farewell_length, sequence, strlen(sequence)) == NULL) append(sequence);
}

static void write_fully(int descriptor, const char *bytes, size_t count) {
    while (count > 0) {
        // A terminal that takes nothing more must not hold up the end of the process.
        struct pollfd ready = {.fd = descriptor, .events = POLLOUT};
        if (poll(&ready, 1, 200) == 0) return;
        ssize_t written = write(descriptor, bytes, count);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return;
        bytes += written;
        count -= (size_t)written;
    }
}

static void hold_standard_error(void) {
    if (held_error >= 0 || !isatty(STDERR_FILENO)) return;
    held_error = memfd_create("standard error", MFD_CLOEXEC);
    if (held_error < 0) return;
    fcntl(held_error, F_SETFL, O_APPEND);
    standard_error = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    if (standard_error < 0 || dup2(held_error, STDERR_FILENO) < 0) {
        close(held_error);
        if (standard_error >= 0) close(standard_error);
        held_error = standard_error = -1;
    }
}

static void release_standard_error(void) {
    if (held_error < 0) return;
    dup2(standard_error, STDERR_FILENO);
    // The end of it tells why; a library that complained all night must not bury it.
    off_t size = lseek(held_error, 0, SEEK_END), at = size > 16384 ? size - 16384 : 0;
    char piece[1024];
    ssize_t got;
    while ((got = pread(held_error, piece, sizeof piece, at)) > 0) {
        write_fully(STDERR_FILENO, piece, (size_t)got);
        at += got;
    }
    close(held_error);
    close(standard_error);
    held_error = standard_error = -1;
}

void leave_now(void) {
    if (!atomic_exchange(&armed, 0)) return;
    int error = errno;
    write_fully(terminal_output, farewell, farewell_length);
    pid_t foreground = tcgetpgrp(terminal_input);
    if (settings_known && (foreground < 0 || foreground == getpgrp())) {
        tcsetattr(terminal_input, TCSANOW, &found_settings);
    }
    release_standard_error();
    errno = error;
}

// Swift's own crash handler would ask the user what to do and wait half a minute: nothing for the middle of a night.
// Whoever set SWIFT_BACKTRACE asked for it, and gets it on a clean terminal.
static int wants_backtrace;

static void on_deadly(int number) {
    leave_now();
    signal(number, SIG_DFL);
    for (int i = 0; i < deadly_count; i++) {
        if (wants_backtrace && deadly[i] == number) sigaction(number, &previous[i], NULL);
    }
    raise(number);
}

void leave_arm(void) {
    static int once;
    if (!once) {
        once = 1;
        atexit(leave_now);
    }
    wants_backtrace = getenv("SWIFT_BACKTRACE") != NULL;
    stack_t stack = {.ss_sp = handler_stack, .ss_size = sizeof handler_stack};
    sigaltstack(&stack, NULL);
    struct sigaction action = {.sa_handler = on_deadly, .sa_flags = SA_ONSTACK};
    sigemptyset(&action.sa_mask);
    hold_standard_error();
    if (atomic_exchange(&armed, 1)) return;
    for (int i = 0; i < deadly_count; i++) {
        sigaction(deadly[i], &action, &previous[i]);
        if (previous[i].sa_handler == SIG_IGN) sigaction(deadly[i], &previous[i], NULL);
    }
}

void leave_disarm(void) {
    if (!atomic_exchange(&armed, 0)) return;
    for (int i = 0; i < deadly_count; i++) sigaction(deadly[i], &previous[i], NULL);
    release_standard_error();
}
