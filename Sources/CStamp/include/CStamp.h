// CStamp: what a build is told of its sources. In C, because a value of the build's environment can be handed to C alone;
// imports nothing.

#ifndef CSTAMP_H
#define CSTAMP_H

/// The commit that was built, in words, as the variable ABREAST_BUILD named it; empty when nothing did.
const char *stamp_of_sources(void);

#endif
