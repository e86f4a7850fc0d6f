#include <stdio.h>

#include "CStamp.h"

int output_is_lost(void) { return fflush(stdout) != 0 || ferror(stdout) != 0; }
