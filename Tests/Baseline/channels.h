// Message passing between two processes: `there` goes from process 0 to process 1, `back` the other way.
#pragma once
#include "baseline.h"
#include <stdbool.h>

// Where the transport's word goes, in front of a message.
enum { HEADROOM = 8 };

struct channel {
  const char *name;
  // Makes both ends, before the processes are forked.
  void (*open)(size_t size);
  void (*close)(void);
  // Sends a whole message, or receives one, as process 0 or 1. They add the system calls they make to `calls`.
  void (*send)(int process, const char *message, size_t size, uint64_t *calls);
  void (*receive)(int process, char *message, size_t size, uint64_t *calls);
};

// NULL if there is none of this name.
const struct channel *find_channel(const char *name);

// The same among the rings in shared memory.
const struct channel *find_ring(const char *name);
