// The control region of watched programs for Swift.
#define RINGSIDE_WATCH_CONTROLLER 1
#include "include/watch.h"
