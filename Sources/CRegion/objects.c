// See objects.h. Compiled with _GNU_SOURCE, for O_TMPFILE and the kernel's own commands.
#include "objects.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <unistd.h>

#ifndef SHM_STAT_ANY
#define SHM_STAT_ANY 15
#endif
#ifndef SEM_STAT_ANY
#define SEM_STAT_ANY 20
#endif
#ifndef MSG_STAT_ANY
#define MSG_STAT_ANY 13
#endif

int system_open_unnamed(const char *folder) { return open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600); }

int system_open_memory(const char *label) { return memfd_create(label, MFD_CLOEXEC); }

int system_lock_record(int descriptor, short type, bool waits) {
  struct flock lock = {.l_type = type, .l_whence = SEEK_SET};
  return fcntl(descriptor, waits ? F_OFD_SETLKW : F_OFD_SETLK, &lock);
}

int system_name_file(int descriptor, const char *path) {
  // With the descriptor alone, linking is allowed to root, and since Linux 6.10 to the process that opened the file;
  // through /proc it is allowed to everybody.
  if (linkat(descriptor, "", AT_FDCWD, path, AT_EMPTY_PATH) == 0) return 0;
  if (errno == EEXIST) return -1;
  char link[40];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  return linkat(AT_FDCWD, link, AT_FDCWD, path, AT_SYMLINK_FOLLOW);
}

// semctl(2) takes its last argument as this union, which the caller must declare.
union argument {
  int value;
  struct semid_ds *status;
  struct seminfo *information;
};

static int last_semaphores(void) {
  struct seminfo information;
  union argument argument = {.information = &information};
  return semctl(0, 0, SEM_INFO, argument);
}

int system_v_last_index(enum system_v_kind kind) {
  struct shm_info segments;
  struct msginfo queues;
  switch (kind) {
    case SYSTEM_V_SEGMENT: return shmctl(0, SHM_INFO, (struct shmid_ds *)&segments);
    case SYSTEM_V_SEMAPHORES: return last_semaphores();
    case SYSTEM_V_QUEUE: return msgctl(0, MSG_INFO, (struct msqid_ds *)&queues);
  }
  errno = EINVAL;
  return -1;
}

static void describe(const struct ipc_perm *permissions, struct system_v_object *object) {
  object->key = permissions->__key;
  object->user = permissions->uid;
  object->permissions = permissions->mode & 0777;
}

static int segment(int id, int command, struct system_v_object *object) {
  struct shmid_ds status;
  int result = shmctl(id, command, &status);
  if (result == -1) return -1;
  describe(&status.shm_perm, object);
  object->is_removed = (status.shm_perm.mode & SHM_DEST) != 0;
  object->creator = status.shm_cpid;
  object->size = status.shm_segsz;
  object->attached = status.shm_nattch;
  return result;
}

static int semaphores(int id, int command, struct system_v_object *object) {
  struct semid_ds status;
  union argument argument = {.status = &status};
  int result = semctl(id, 0, command, argument);
  if (result == -1) return -1;
  describe(&status.sem_perm, object);
  object->size = status.sem_nsems;
  object->used = status.sem_otime;
  return result;
}

static int queue(int id, int command, struct system_v_object *object) {
  struct msqid_ds status;
  int result = msgctl(id, command, &status);
  if (result == -1) return -1;
  describe(&status.msg_perm, object);
  object->size = status.__msg_cbytes;
  return result;
}

static int look(enum system_v_kind kind, int id, int any, struct system_v_object *object) {
  memset(object, 0, sizeof *object);
  switch (kind) {
    case SYSTEM_V_SEGMENT: return segment(id, any ? SHM_STAT_ANY : IPC_STAT, object);
    case SYSTEM_V_SEMAPHORES: return semaphores(id, any ? SEM_STAT_ANY : IPC_STAT, object);
    case SYSTEM_V_QUEUE: return queue(id, any ? MSG_STAT_ANY : IPC_STAT, object);
  }
  errno = EINVAL;
  return -1;
}

int system_v_object_at(enum system_v_kind kind, int index, struct system_v_object *object) {
  object->id = -1;
  int id = look(kind, index, 1, object);
  object->id = id;
  return id == -1 ? -1 : 0;
}

int system_v_object_of(enum system_v_kind kind, int id, struct system_v_object *object) {
  int result = look(kind, id, 0, object);
  object->id = id;
  return result == -1 ? -1 : 0;
}

int system_v_find(enum system_v_kind kind, int32_t key) {
  switch (kind) {
    case SYSTEM_V_SEGMENT: return shmget(key, 0, 0);
    case SYSTEM_V_SEMAPHORES: return semget(key, 0, 0);
    case SYSTEM_V_QUEUE: return msgget(key, 0);
  }
  errno = EINVAL;
  return -1;
}
