// What the headers declare only where _GNU_SOURCE was asked for first, which a header that Swift imports cannot do.
#include "system.h"

#include <string.h>

const char *system_signal_name(int signal) { return sigabbrev_np(signal); }

char **system_environment(void) { return environ; }
