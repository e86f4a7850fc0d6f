#define _GNU_SOURCE
#include "signals.h"
#include "leave.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static const int taken[] = {SIGWINCH, SIGCONT, SIGTSTP, SIGTERM, SIGHUP, SIGINT, SIGPIPE};
enum { taken_count = sizeof taken / sizeof taken[0] };
static struct sigaction previous[taken_count];
static int pipe_ends[2] = {-1, -1};
static volatile sig_atomic_t asked_to_end[NSIG];

static void on_request(int number) {
    int error = errno;
    if (number == SIGTERM || number == SIGINT) {
        if (asked_to_end[number]) {
            leave_now();
            signal(number, SIG_DFL);
            raise(number);
            return;
        }
        asked_to_end[number] = 1;
    }
    unsigned char byte = (unsigned char)number;
    // A full pipe loses nothing that matters: the reader is about to be woken anyway.
    if (write(pipe_ends[1], &byte, 1) < 0) errno = error;
    errno = error;
}

// A handler, not SIG_IGN: being ignored would be inherited by every program that is started from here.
static void on_broken_pipe(int number) { (void)number; }

int signals_open(void) {
    if (pipe_ends[0] >= 0) return pipe_ends[0];
    if (pipe2(pipe_ends, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
    for (int i = 0; i < taken_count; i++) {
        asked_to_end[taken[i]] = 0;
        struct sigaction action = {
            .sa_handler = taken[i] == SIGPIPE ? on_broken_pipe : on_request,
            .sa_flags = SA_RESTART,
        };
        sigemptyset(&action.sa_mask);
        sigaction(taken[i], &action, &previous[i]);
    }
    return pipe_ends[0];
}

void signals_close(void) {
    if (pipe_ends[0] < 0) return;
    for (int i = 0; i < taken_count; i++) sigaction(taken[i], &previous[i], NULL);
    close(pipe_ends[0]);
    close(pipe_ends[1]);
    pipe_ends[0] = pipe_ends[1] = -1;
}

void signals_stop_job(void) {
    struct sigaction action = {.sa_handler = SIG_DFL}, ours;
    sigemptyset(&action.sa_mask);
    sigaction(SIGTSTP, &action, &ours);
    // The whole job, as the terminal does: a parent such as sudo must stop with us or the shell never returns.
    kill(0, SIGTSTP);
    // Another thread may be the one to take it, a moment later. A job without a shell is not stopped at all.
    struct pollfd continued = {.fd = pipe_ends[0], .events = POLLIN};
    poll(&continued, 1, 200);
    // Being continued is why we are here; everything else is still to be heeded.
    unsigned char waiting[64];
    ssize_t count = read(pipe_ends[0], waiting, sizeof waiting);
    for (ssize_t i = 0; i < count; i++) {
        if (waiting[i] != SIGCONT && write(pipe_ends[1], &waiting[i], 1) < 0) break;
    }
    sigaction(SIGTSTP, &ours, NULL);
}

void signals_die(int number) {
    signal(number, SIG_DFL);
    sigset_t mask;
    sigemptyset(&mask);
    sigaddset(&mask, number);
    sigprocmask(SIG_UNBLOCK, &mask, NULL);
    raise(number);
    _exit(128 + number);
}
