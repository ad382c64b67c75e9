// Message queues and pipes, which shared memory is compared with: mq_overview(7), sysvipc(7), pipe(7). Swift's Glibc
// has neither <mqueue.h> nor <sys/msg.h>.
#ifndef RINGSIDE_QUEUES_H
#define RINGSIDE_QUEUES_H

#include <fcntl.h>
#include <mqueue.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/types.h>

// mq_open(3) with O_CREAT and O_EXCL, for both sending and receiving, with exactly this mode, whatever the umask, and
// locked (flock(2)) for this process. Returns a descriptor, or -1 with errno.
int posix_queue_create(const char *name, mode_t mode, long messages, long size);

// mq_open(3), only for reading its attributes: it never blocks. Returns a descriptor, or -1 with errno.
static inline int posix_queue_look(const char *name) { return mq_open(name, O_RDONLY | O_NONBLOCK | O_CLOEXEC); }

// mq_getattr(3): how many messages are in a queue. Returns 0, or -1 with errno.
static inline int posix_queue_count(int queue, long *messages) {
  struct mq_attr attributes;
  if (mq_getattr(queue, &attributes) != 0) return -1;
  *messages = attributes.mq_curmsgs;
  return 0;
}

// mq_unlink(3). Returns 0, or -1 with errno.
static inline int posix_queue_unlink(const char *name) { return mq_unlink(name); }

// mq_send(3), at the lowest priority. Returns 0, or -1 with errno.
static inline int posix_queue_send(int queue, const void *message, size_t size) {
  return mq_send(queue, (const char *)message, size, 0);
}

// mq_receive(3). Returns the size of the message, or -1 with errno.
static inline ssize_t posix_queue_receive(int queue, void *message, size_t size) {
  return mq_receive(queue, (char *)message, size, NULL);
}

// msgget(2) with IPC_CREAT and IPC_EXCL. Returns an identifier, or -1 with errno.
static inline int system_v_queue_create(int32_t key, int mode) { return msgget(key, IPC_CREAT | IPC_EXCL | mode); }

// msgctl(2), IPC_RMID. Returns 0, or -1 with errno.
static inline int system_v_queue_remove(int queue) { return msgctl(queue, IPC_RMID, NULL); }

// msgsnd(2). `message` points to a long, the type, followed by `size` bytes. Returns 0, or -1 with errno.
static inline int system_v_queue_send(int queue, const void *message, size_t size) {
  return msgsnd(queue, message, size, 0);
}

// msgrcv(2): receives the first message of a type. Returns its size, or -1 with errno: E2BIG if it is longer than
// `size`.
static inline ssize_t system_v_queue_receive(int queue, void *message, size_t size, long type) {
  return msgrcv(queue, message, size, type, 0);
}

// pipe2(2), closed on exec, and blocking: first the end to read from, then the end to write to. Returns 0, or -1 with
// errno.
int system_blocking_pipe(int ends[2]);

// getrlimit(2), RLIMIT_MSGQUEUE: how many bytes all POSIX queues of this user may take. Returns 0, or -1 with errno.
int system_queue_memory(uint64_t *bytes);

#endif
