// CStamp: what only C can say of the program: what its build was told of the sources, as a value of the build's environment
// can be handed to C alone; whether its output is lost, as C's variable stdout is closed to Swift; and its arguments, which
// Swift searches in memory beside the environment, where another library may have moved things. Imports nothing.

#ifndef CSTAMP_H
#define CSTAMP_H

/// The commit that was built, in words, as the variable ABREAST_BUILD named it; empty when nothing did.
const char *stamp_of_sources(void);

/// Writes what is still in stdout's buffer. 0 when all that was ever printed has been written, else 1: some of it is lost,
/// now or earlier.
int output_is_lost(void);

/// How many arguments the program was given, its own name among them.
int argument_count(void);

/// The argument at that index, 0 for the program's own name, as main got it; null beyond the last one.
const char *argument_at(int index);

#endif
