#include "CStamp.h"

// Defined by Package.swift.
const char *stamp_of_sources(void) { return ABREAST_BUILD; }
