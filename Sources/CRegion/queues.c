// What glibc declares only for _GNU_SOURCE, see system.h.
#include "queues.h"

#include <sys/resource.h>
#include <unistd.h>

int system_blocking_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int system_queue_memory(uint64_t *bytes) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_MSGQUEUE, &limit) != 0) return -1;
  *bytes = limit.rlim_cur;
  return 0;
}
