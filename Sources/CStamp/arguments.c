#include <stddef.h>

#include "CStamp.h"

static int count;
static char **words;

// glibc hands main's arguments to every function in .init_array, of static programs too.
static void keep(int argc, char **argv, char **envp) {
    (void)envp;
    count = argc;
    words = argv;
}

__attribute__((section(".init_array"), used)) static void (*const keep_early)(int, char **, char **) = keep;

int argument_count(void) { return count; }

const char *argument_at(int index) { return index >= 0 && index < count ? words[index] : NULL; }
