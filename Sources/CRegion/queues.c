// Functions that glibc declares only for _GNU_SOURCE, see system.h.
#include "queues.h"

#include <errno.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

int system_blocking_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int system_queue_memory(uint64_t *bytes) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_MSGQUEUE, &limit) != 0) return -1;
  *bytes = limit.rlim_cur;
  return 0;
}

int posix_queue_create(const char *name, mode_t mode, long messages, long size) {
  struct mq_attr attributes = {.mq_maxmsg = messages, .mq_msgsize = size};
  mode_t before = umask(0);
  int queue = mq_open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode, &attributes);
  int error = errno;
  umask(before);
  // Nobody else waits for the lock of a new queue, and without it only the name is at risk.
  if (queue != -1) flock(queue, LOCK_EX | LOCK_NB);
  errno = error;
  return queue;
}
