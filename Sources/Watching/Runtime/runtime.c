// Ringside's runtime inside a watched program. The compiler's thread-sanitizer hooks end here instead of in libtsan, and
// the calls of libc that share memory, synchronize, or start processes are interposed. Each of them passes a gate first.
//
// No dependencies but libc. Compiled by the user's compiler together with watch.h.
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <link.h>
#include <linux/futex.h>
#include <mqueue.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <semaphore.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/resource.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

#define CALLER ((uint64_t)(uintptr_t)__builtin_return_address(0))

static struct watch_control *control;
// Whether accesses pass without a gate. It is asked at each of them, so it is one load away.
static const uint32_t unwatched = 1;
static const uint32_t *passes_freely = &unwatched;
static char control_path[WATCH_PATH];
static __thread struct watch_task *me;
// In the runtime itself, whose own accesses are nobody's business. Volatile: a signal handler may come at any time.
static __thread volatile bool is_inside;
static struct watch_task *leader;  // the record of this process's first thread
static uint64_t base;              // where the program is loaded

// The parts of shared objects that this process has mapped. Threads share this table, and fork copies it.
static struct mapping {
  uint64_t start, size;
  uint32_t object;  // plus one; 0: unused
  uint32_t uses;    // of a named semaphore: how often it is open
  uint64_t offset;
  int protection;
} mappings[256];
static volatile uint32_t mapping_count;
static volatile uint64_t lowest = UINT64_MAX, highest;  // around all of them

// MARK: libc's own functions

static void *real(const char *name) {
  void *found = dlsym(RTLD_NEXT, name);
  if (found == NULL) {
    fprintf(stderr, "ringside: %s is not in the C library\n", name);
    _exit(1);
  }
  return found;
}
// glibc keeps an older version of these under the same name.
static void *real_condition(const char *name) {
  void *found = dlvsym(RTLD_NEXT, name, "GLIBC_2.3.2");
  return found != NULL ? found : real(name);
}
#define REAL(name) ((__typeof__(&name))cached_##name())
#define REAL_CONDITION(name) ((__typeof__(&name))real_condition(#name))
#define FIND(name)                                              \
  static void *cached_##name(void) {                            \
    static void *found;                                         \
    if (found == NULL) found = real(#name);                     \
    return found;                                               \
  }
FIND(shm_open) FIND(shm_unlink) FIND(mmap) FIND(mmap64) FIND(munmap) FIND(mprotect) FIND(ftruncate)
FIND(shmget) FIND(shmat) FIND(shmdt) FIND(shmctl)
FIND(sem_open) FIND(sem_close) FIND(sem_unlink) FIND(sem_init) FIND(sem_destroy) FIND(sem_wait) FIND(sem_trywait)
FIND(sem_timedwait) FIND(sem_clockwait) FIND(sem_post) FIND(sem_getvalue)
FIND(pthread_mutex_init) FIND(pthread_mutex_destroy) FIND(pthread_mutex_lock) FIND(pthread_mutex_trylock)
FIND(pthread_mutex_timedlock) FIND(pthread_mutex_clocklock) FIND(pthread_mutex_unlock)
FIND(pthread_rwlock_init) FIND(pthread_rwlock_rdlock) FIND(pthread_rwlock_tryrdlock) FIND(pthread_rwlock_wrlock)
FIND(pthread_rwlock_trywrlock) FIND(pthread_rwlock_timedrdlock) FIND(pthread_rwlock_timedwrlock)
FIND(pthread_rwlock_unlock) FIND(pthread_spin_init) FIND(pthread_spin_lock) FIND(pthread_spin_trylock)
FIND(pthread_spin_unlock) FIND(pthread_barrier_init) FIND(pthread_barrier_wait)
FIND(pthread_create) FIND(pthread_join) FIND(pthread_exit)
FIND(semget) FIND(semop) FIND(semtimedop) FIND(semctl) FIND(msgget) FIND(msgsnd) FIND(msgrcv) FIND(msgctl)
FIND(mq_open) FIND(mq_unlink) FIND(mq_send) FIND(mq_receive) FIND(mq_timedsend) FIND(mq_timedreceive)
FIND(fork) FIND(wait4) FIND(waitid) FIND(kill) FIND(pause) FIND(sigsuspend) FIND(exit)
FIND(execve) FIND(execvpe) FIND(fexecve) FIND(poll) FIND(posix_spawn) FIND(posix_spawnp)
FIND(sched_yield) FIND(sleep) FIND(usleep) FIND(nanosleep) FIND(clock_nanosleep)
FIND(alarm) FIND(setitimer) FIND(time) FIND(gettimeofday) FIND(clock_gettime)
FIND(read) FIND(write) FIND(fgets) FIND(fread) FIND(fwrite) FIND(fputs) FIND(puts)
FIND(memcpy) FIND(memset) FIND(memmove) FIND(memcmp) FIND(memchr) FIND(strcpy) FIND(stpcpy)
FIND(strncpy) FIND(strcat) FIND(strncat) FIND(strcmp) FIND(strncmp) FIND(strcasecmp) FIND(strncasecmp) FIND(strdup) FIND(vsnprintf)
static void *cached_strchr(void) {
  static void *found;
  if (found == NULL) found = real("strchr");
  return found;
}
static void *cached_strrchr(void) {
  static void *found;
  if (found == NULL) found = real("strrchr");
  return found;
}
static void *cached_strstr(void) {
  static void *found;
  if (found == NULL) found = real("strstr");
  return found;
}

// MARK: The control region

static long futex(uint32_t *word, int operation, uint32_t value, const struct timespec *time) {
  return syscall(SYS_futex, word, operation, value, time, NULL, 0);
}

static void report(void) {
  __atomic_add_fetch(&control->reports, 1, __ATOMIC_RELEASE);
  futex(&control->reports, FUTEX_WAKE, INT_MAX, NULL);
}

static bool has_option(uint32_t option) { return (control->options & option) != 0; }
static bool is_free(void) { return __atomic_load_n(&control->is_free, __ATOMIC_RELAXED) != 0; }

static void lock_tables(void) {
  uint32_t own = (uint32_t)syscall(SYS_gettid), free = 0;
  while (!__atomic_compare_exchange_n(&control->lock, &free, own, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) {
    // A task that was killed inside never unlocks.
    if (free != 0 && syscall(SYS_tkill, free, 0) == -1 && errno == ESRCH) {
      __atomic_compare_exchange_n(&control->lock, &free, 0, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
    }
    free = 0;
    syscall(SYS_sched_yield);
  }
}

static void unlock_tables(void) { __atomic_store_n(&control->lock, 0, __ATOMIC_RELEASE); }

static uint32_t own_number(void) { return me == NULL ? 0 : (uint32_t)(me - control->task); }

// A record for a new process or thread; NULL if there is none left.
static struct watch_task *new_task(uint32_t thread) {
  lock_tables();
  struct watch_task *task = NULL;
  if (control->tasks < WATCH_TASKS) {
    task = &control->task[control->tasks];
    memset(task, 0, sizeof *task);
    task->parent = me == NULL ? 0 : own_number() + 1;
    task->thread = thread;
    task->base = base;
    if (me != NULL) memcpy(task->program, me->program, sizeof task->program);
    __atomic_store_n(&task->state, WATCH_STARTING, __ATOMIC_RELEASE);
    control->tasks++;
  } else {
    control->refused++;
  }
  unlock_tables();
  return task;
}

static void become(struct watch_task *task) {
  me = task;
  if (task == NULL) return;
  task->pid = getpid();
  task->tid = (int32_t)syscall(SYS_gettid);
  if (task->thread == 0) leader = task;
}

static int open_control(void) {
  const char *path = getenv(WATCH_ENVIRONMENT);
  if (path == NULL) return -1;
  int file = open(path, O_RDWR | O_CLOEXEC);
  if (file == -1) return -1;
  struct watch_control *found =
      REAL(mmap)(NULL, sizeof *found, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  if (found == MAP_FAILED) return -1;
  if (found->magic != WATCH_MAGIC || found->version != WATCH_VERSION || found->size != sizeof *found) return -1;
  snprintf(control_path, sizeof control_path, "%s", path);
  control = found;
  passes_freely = &found->is_free;
  return 0;
}

// The difference between an address and the one in the program's file: the address at which the program is loaded,
// unless that is always the same.
static int note_base(struct dl_phdr_info *information, size_t size, void *found) {
  (void)size;
  *(uint64_t *)found = information->dlpi_addr;
  return 1;  // The program itself comes first.
}

static uint64_t program_base(void) {
  uint64_t found = 0;
  dl_iterate_phdr(note_base, &found);
  return found;
}

// - status: as wait(2) tells it.
static void end(int status) {
  if (me == NULL || me->state == WATCH_ENDED) return;
  me->status = status;
  __atomic_store_n(&me->state, WATCH_ENDED, __ATOMIC_RELEASE);
  report();
}

__attribute__((destructor(101))) static void finish(void) { end(me == NULL ? 0 : me->status); }

// MARK: Virtual time

// Sleeps take no time: the clock jumps. It begins at the same moment in each run, so that a program which seeds its
// random numbers by the time makes the same steps each time: 2026-01-01 00:00:00 UTC.
#define EPOCH 1767225600
#define MONOTONIC_START 1000
#define SECOND 1000000000ull
#define STEP_TIME 100000  // of an operation, in nanoseconds: a program that waits for a time comes to its end

static uint64_t now(void) { return __atomic_load_n(&control->now, __ATOMIC_RELAXED); }

// The virtual moment of an absolute time.
static uint64_t moment(const struct timespec *time) {
  int64_t start = time->tv_sec < 1000000000 ? MONOTONIC_START : EPOCH;
  int64_t seconds = (int64_t)time->tv_sec - start;
  return seconds < 0 ? 1 : (uint64_t)seconds * SECOND + (uint64_t)time->tv_nsec + 1;
}

static uint64_t after(const struct timespec *time) {
  return now() + (uint64_t)time->tv_sec * SECOND + (uint64_t)time->tv_nsec + 1;
}

// Whether a process still has a signal that it has not handled: proc(5).
static bool has_pending(pid_t pid, int number) {
  char path[64], text[4096];
  snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
  int file = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
  if (file == -1) return false;
  ssize_t length = syscall(SYS_read, file, text, sizeof text - 1);
  syscall(SYS_close, file);
  text[length > 0 ? length : 0] = 0;
  uint64_t pending = 0, blocked = 0;
  for (char *line = text; line != NULL && *line != 0;) {
    uint64_t *set = strncmp(line, "SigPnd:", 7) == 0 || strncmp(line, "ShdPnd:", 7) == 0 ? &pending
                    : strncmp(line, "SigBlk:", 7) == 0                                    ? &blocked
                                                                                          : NULL;
    if (set != NULL) *set |= strtoull(line + 7, NULL, 16);
    while (*line != 0 && *line != '\n') line++;
    if (*line == '\n') line++;
  }
  return (pending & ~blocked & 1ull << (number - 1)) != 0;
}

// Sends a signal, and gives the process the time to handle it, so that the same steps have the same effects.
static int send_signal(pid_t pid, int number) {
  int result = (int)syscall(SYS_kill, pid, number);
  if (result != 0 || number <= 0 || number > 64 || pid <= 0 || pid == getpid()) return result;
  struct timespec pause = {0, 200000};
  for (int i = 0; i < 100 && has_pending(pid, number); i++) syscall(SYS_nanosleep, &pause, NULL);
  for (uint32_t i = 0; i < control->tasks && i < WATCH_TASKS; i++) {
    struct watch_task *task = &control->task[i];
    if (task->pid != pid || task->thread != 0) continue;
    for (int n = 0; n < 100 && task->state == WATCH_BLOCKED && task->operation == WATCH_PAUSE; n++) {
      syscall(SYS_nanosleep, &pause, NULL);
    }
  }
  return result;
}

// Sends the alarms that are due.
static void ring_alarms(void) {
  uint64_t due = __atomic_load_n(&control->next_alarm, __ATOMIC_RELAXED);
  if (due == 0 || due > now()) return;
  uint64_t next = 0;
  for (uint32_t i = 0; i < control->tasks && i < WATCH_TASKS; i++) {
    struct watch_task *task = &control->task[i];
    if (task->alarm == 0 || task->state == WATCH_ENDED) continue;
    if (task->alarm <= now()) {
      task->alarm = task->interval == 0 ? 0 : now() + task->interval;
      // The record may name anybody.
      if (task->pid > 0 && getpgid(task->pid) == getpgrp()) send_signal(task->pid, SIGALRM);
    }
    if (task->alarm != 0 && (next == 0 || task->alarm < next)) next = task->alarm;
  }
  __atomic_store_n(&control->next_alarm, next, __ATOMIC_RELAXED);
}

static void set_alarm(uint64_t at, uint64_t interval) {
  if (leader == NULL) return;
  leader->alarm = at;
  leader->interval = interval;
  uint64_t next = control->next_alarm;
  if (at != 0 && (next == 0 || at < next)) __atomic_store_n(&control->next_alarm, at, __ATOMIC_RELAXED);
}

// Moves the clock on to a moment, and no further back.
static void advance_to(uint64_t time) {
  if (now() < time) __atomic_store_n(&control->now, time, __ATOMIC_RELAXED);
  ring_alarms();
}

static void advance(uint64_t nanoseconds) {
  __atomic_add_fetch(&control->now, nanoseconds, __ATOMIC_RELAXED);
  ring_alarms();
}

// MARK: Shared objects

// The record of an object whose number, or file, is given. NULL if there is none.
static struct watch_object *known_object(uint32_t kind, int id, const struct stat *status) {
  for (uint32_t i = 0; i < control->objects && i < WATCH_OBJECTS; i++) {
    struct watch_object *object = &control->object[i];
    if (status != NULL) {
      if (object->inode == status->st_ino && object->device == status->st_dev && object->inode != 0) return object;
    } else if (object->kind == kind && object->id == id && id >= 0) {
      return object;
    }
  }
  return NULL;
}

// The record of a queue with this name. NULL if there is none.
static struct watch_object *object_named(uint32_t kind, const char *name) {
  for (uint32_t i = 0; i < control->objects && i < WATCH_OBJECTS; i++) {
    struct watch_object *object = &control->object[i];
    if (object->kind == kind && !object->removed && strncmp(object->name, name, WATCH_NAME - 1) == 0) return object;
  }
  return NULL;
}

static struct watch_object *object_with_key(uint32_t kind, uint64_t key) {
  for (uint32_t i = 0; i < control->objects && i < WATCH_OBJECTS; i++) {
    struct watch_object *object = &control->object[i];
    if (object->kind == kind && object->key == key && !object->removed) return object;
  }
  return NULL;
}

// A new record; NULL if the table is full.
static struct watch_object *new_object(uint32_t kind, int id, const char *name, const char *path) {
  lock_tables();
  struct watch_object *object = NULL;
  if (control->objects < WATCH_OBJECTS) {
    object = &control->object[control->objects];
    memset(object, 0, sizeof *object);
    object->kind = kind;
    object->id = id;
    object->mapped_by = own_number();
    snprintf(object->name, WATCH_NAME, "%s", name);
    snprintf(object->path, WATCH_PATH, "%s", path);
    control->objects++;
  }
  unlock_tables();
  return object;
}

static uint32_t number_of(struct watch_object *object) {
  return object == NULL ? 0 : (uint32_t)(object - control->object) + 1;
}

// Makes a name of this run's for a file in /dev/shm, so that Ringside can read it when the program has removed its own.
static void add_link(struct watch_object *object, const char *path) {
  uint32_t number = __atomic_add_fetch(&control->links, 1, __ATOMIC_RELAXED);
  char own[WATCH_NAME];
  snprintf(own, sizeof own, "/dev/shm/ringside-watch-%u-link-%u", control->run, number);
  if (link(path, own) == 0) snprintf(object->link, WATCH_NAME, "%s", own);
}

// The record of what a file in /dev/shm holds; made if it is new.
static struct watch_object *object_in_memory(uint32_t kind, const char *name, const char *path, bool was_created) {
  struct stat status;
  if (stat(path, &status) != 0) return NULL;
  struct watch_object *object = known_object(kind, -1, &status);
  if (object != NULL) return object;
  object = new_object(kind, -1, name, path);
  if (object == NULL) return NULL;
  object->device = status.st_dev;
  object->inode = status.st_ino;
  object->created = was_created;
  add_link(object, path);
  return object;
}

static void note_stack(uint64_t caller, uint64_t *frames, uint64_t *frame_at, uint32_t *count);

// - object: NULL if it is none of Ringside's business.
static void note_mapping(void *start, uint64_t size, struct watch_object *object, uint64_t offset, int protection,
                         uint64_t caller) {
  if (object == NULL) return;
  if (object->size < offset + size) object->size = offset + size;
  if (object->mapped++ == 0) {
    uint64_t frame_at[WATCH_FRAMES];
    note_stack(caller, object->frames, frame_at, &object->frame_count);
    object->address = (uint64_t)(uintptr_t)start - offset;
    object->mapped_by = own_number();
  }
  lock_tables();
  uint32_t place = mapping_count;
  for (uint32_t i = 0; i < mapping_count; i++) {
    if (mappings[i].object == 0) place = i;
  }
  if (place < sizeof mappings / sizeof *mappings) {
    uint64_t first = (uint64_t)(uintptr_t)start;
    mappings[place] = (struct mapping){first, size, number_of(object), 1, offset, protection};
    if (place == mapping_count) mapping_count++;
    if (first < lowest) lowest = first;
    if (first + size > highest) highest = first + size;
  }
  unlock_tables();
  if (has_option(WATCH_EVERY_ACCESS) && object->kind != WATCH_SEMAPHORE) REAL(mprotect)(start, size, PROT_NONE);
}

static struct mapping *mapping_of(const volatile void *address) {
  uint64_t place = (uint64_t)(uintptr_t)address;
  if (place < lowest || place >= highest) return NULL;
  for (uint32_t i = 0; i < mapping_count; i++) {
    if (mappings[i].object != 0 && place - mappings[i].start < mappings[i].size) return &mappings[i];
  }
  return NULL;
}

// Forgets what is unmapped: the whole of a mapping, or its end.
static void forget_mapping(const void *start, uint64_t size) {
  struct mapping *mapping = mapping_of(start);
  if (mapping == NULL) return;
  uint64_t kept = (uint64_t)(uintptr_t)start - mapping->start;
  if (kept > 0) {
    mapping->size = kept;
  } else if (size >= mapping->size) {
    mapping->object = 0;
  } else {
    mapping->start += size;
    mapping->offset += size;
    mapping->size -= size;
  }
}

// MARK: The gate

// Whether the runtime has anything to say here.
static bool is_watched(void) { return control != NULL && me != NULL && !is_inside; }

static void follow_stack(uint64_t *frame, uint64_t caller, uint64_t *frames, uint64_t *frame_at, uint32_t *count) {
  uint64_t previous = 0;
  uint32_t found = 0;
  bool is_found = false;
  // The frames of the runtime itself come first.
  for (int depth = 0; depth < 64 && found < WATCH_FRAMES && frame != NULL; depth++) {
    if ((uint64_t)(uintptr_t)frame <= previous || (uintptr_t)frame % 8 != 0) break;
    previous = (uint64_t)(uintptr_t)frame;
    uint64_t address = frame[1];
    if (address == caller) is_found = true;
    if (is_found) {
      frame_at[found] = frame[0];
      frames[found++] = address - base;
    }
    // Without frame pointers the chain would lead anywhere.
    if (frame[0] - previous > (1 << 20)) break;
    frame = (uint64_t *)(uintptr_t)frame[0];
  }
  if (!is_found) {
    frames[0] = caller - base;
    frame_at[0] = 0;
    found = 1;
  }
  *count = found;
}

static void note_stack(uint64_t caller, uint64_t *frames, uint64_t *frame_at, uint32_t *count) {
  follow_stack(__builtin_frame_address(0), caller, frames, frame_at, count);
}

static void describe_bare(uint32_t operation, const volatile void *address, uint64_t size) {
  const struct mapping *mapping = mapping_of(address);
  me->operation = operation;
  me->size = size;
  me->object = mapping == NULL ? 0 : mapping->object;
  me->offset = mapping == NULL ? (uint64_t)(uintptr_t)address
                               : (uint64_t)(uintptr_t)address - mapping->start + mapping->offset;
  me->second_object = 0;
  me->second = 0;
  me->value = 0;
  me->order = 0;
  me->deadline = 0;
}

static void describe(uint32_t operation, const volatile void *address, uint64_t size, uint64_t caller) {
  describe_bare(operation, address, size);
  note_stack(caller, me->frames, me->frame_at, &me->frame_count);
}

static void describe_second(const volatile void *address) {
  const struct mapping *mapping = mapping_of(address);
  me->second_object = mapping == NULL ? 0 : mapping->object;
  me->second = mapping == NULL ? (uint64_t)(uintptr_t)address
                               : (uint64_t)(uintptr_t)address - mapping->start + mapping->offset;
}

// Whether Ringside has ended, reaped or not: it holds a lock on the control region as long as it lives.
static bool is_alone(void) {
  int file = (int)syscall(SYS_openat, AT_FDCWD, control_path, O_RDONLY | O_CLOEXEC);
  if (file == -1) {
    // Removed, because Ringside was found dead, unless the program has left the folder's sight: chroot(2).
    if (errno == ENOENT && syscall(SYS_faccessat, AT_FDCWD, "/dev/shm", F_OK) == 0) return true;
    return syscall(SYS_kill, control->controller, 0) == -1 && errno == ESRCH;
  }
  bool is_unlocked = syscall(SYS_flock, file, LOCK_SH | LOCK_NB) == 0;
  syscall(SYS_close, file);
  return is_unlocked;
}

// Sleeps until an order comes, and returns whether a signal was handled meanwhile. A task whose Ringside is gone ends:
// nobody would ever wake it.
static bool await_orders(uint32_t seen) {
  struct timespec time = {0, 500000000};
  if (futex(&me->futex, FUTEX_WAIT, seen, &time) == 0) return false;
  if (errno == ETIMEDOUT && is_alone()) syscall(SYS_exit_group, 1);
  return errno == EINTR;
}

// Waits until Ringside grants the operation that was described, or lets the program run free.
static void pass(void) {
  int error = errno;
  bool has_reported = false, is_granted = true;
  while (true) {
    uint32_t seen = __atomic_load_n(&me->futex, __ATOMIC_ACQUIRE);
    if (__atomic_load_n(&me->granted, __ATOMIC_ACQUIRE) != me->passed) break;
    if (is_free()) {
      is_granted = false;
      break;
    }
    if (!has_reported) {
      __atomic_store_n(&me->state, WATCH_PARKED, __ATOMIC_RELEASE);
      report();
      has_reported = true;
    }
    await_orders(seen);
  }
  // The state first: if Ringside sees that the operation was begun, it must not see the task still parked.
  __atomic_store_n(&me->state, WATCH_RUNNING, __ATOMIC_RELEASE);
  if (is_granted) __atomic_store_n(&me->passed, me->passed + 1, __ATOMIC_RELEASE);
  advance(STEP_TIME);
  errno = error;
}

// Says that the operation cannot proceed, and waits until Ringside lets it try again. It keeps its place in the queue
// until the operation is done.
//
// - deadline: in virtual time; 0: none.
enum end_of_wait { RETRY = 0, TIME_IS_OVER, INTERRUPTED };
// Whether the call is a point at which pthread_cancel(3) ends a thread: a lock is none.
static __thread volatile bool is_cancellable;
static enum end_of_wait block(uint64_t deadline) {
  int error = errno;
  bool is_interrupted = false;
  me->retried = __atomic_load_n(&me->retry, __ATOMIC_ACQUIRE);
  if (me->order == 0) me->order = __atomic_add_fetch(&control->sleeps, 1, __ATOMIC_RELAXED);
  me->deadline = deadline;
  __atomic_add_fetch(&control->sleeping, 1, __ATOMIC_RELAXED);
  __atomic_store_n(&me->state, WATCH_BLOCKED, __ATOMIC_RELEASE);
  report();
  while (true) {
    uint32_t seen = __atomic_load_n(&me->futex, __ATOMIC_ACQUIRE);
    if (is_interrupted || __atomic_load_n(&me->retry, __ATOMIC_ACQUIRE) != me->retried) break;
    is_interrupted = await_orders(seen);
    if (is_cancellable) pthread_testcancel();
  }
  uint32_t retry = __atomic_load_n(&me->retry, __ATOMIC_ACQUIRE);
  bool is_over = deadline != 0 && __atomic_load_n(&me->expired, __ATOMIC_ACQUIRE) == retry;
  __atomic_sub_fetch(&control->sleeping, 1, __ATOMIC_RELAXED);
  __atomic_store_n(&me->state, WATCH_RUNNING, __ATOMIC_RELEASE);
  me->retried = retry;
  if (is_over) advance_to(deadline);
  errno = error;
  return is_over ? TIME_IS_OVER : is_interrupted ? INTERRUPTED : RETRY;
}

// Whether a handled signal ends a wait that a handler with SA_RESTART does not end: signal(7). Only if some handler is
// without it.
static volatile bool has_interrupting_handler;
// Blocked tasks sleep where no thread can be cancelled: pthread_cancel(3) lets them look.
static void let_cancel(void) {
  int error = errno;
  pthread_testcancel();
  errno = error;
}
static bool ends_wait(enum end_of_wait end) { return end == INTERRUPTED && has_interrupting_handler; }

// A shared access without hooks faults where it is not allowed: the pages are opened for calls.
static void open_mapping(uint32_t object, bool is_open) {
  if (object == 0 || !has_option(WATCH_EVERY_ACCESS)) return;
  for (uint32_t i = 0; i < mapping_count; i++) {
    struct mapping *mapping = &mappings[i];
    if (mapping->object != object) continue;
    void *start = (void *)(uintptr_t)mapping->start;
    REAL(mprotect)(start, mapping->size, is_open ? mapping->protection : PROT_NONE);
  }
}

static void open_all(bool is_open) {
  if (control == NULL || !has_option(WATCH_EVERY_ACCESS)) return;
  for (uint32_t i = 0; i < control->objects && i < WATCH_OBJECTS; i++) open_mapping(i + 1, is_open);
}

__attribute__((noinline)) static void stop_at_access(uint32_t operation, const volatile void *address, uint64_t size,
                                                     uint64_t caller) {
  if (!is_watched() || mapping_of(address) == NULL) return;
  is_inside = true;
  describe(operation, address, size, caller);
  pass();
  is_inside = false;
}

static inline __attribute__((always_inline)) void access_memory(uint32_t operation, const volatile void *address,
                                                                uint64_t size, uint64_t caller) {
  if (__atomic_load_n(passes_freely, __ATOMIC_RELAXED) == 0) stop_at_access(operation, address, size, caller);
}

// Describes a call, before more is said of it and it passes the gate; false if it is none of Ringside's business.
static bool prepare(uint32_t operation, const volatile void *object, uint64_t caller) {
  if (!is_watched()) return false;
  is_inside = true;
  describe(operation, object, 0, caller);
  return true;
}

// Passes the gate that was described.
static void enter_prepared(void) {
  pass();
  open_mapping(me->object, true);
}

// Enters the gate for a call.
static bool enter(uint32_t operation, const volatile void *object, uint64_t caller) {
  if (!prepare(operation, object, caller)) return false;
  enter_prepared();
  return true;
}

// Enters the gate for a call on an object of System V.
static bool enter_systemv(uint32_t operation, uint32_t kind, int id, uint64_t offset, int64_t value, uint64_t caller) {
  if (!prepare(operation, NULL, caller)) return false;
  me->object = number_of(known_object(kind, id, NULL));
  me->offset = offset;
  me->value = (uint64_t)value;
  pass();
  return true;
}

static void leave(void) {
  open_mapping(me->object, false);
  is_inside = false;
  // While it runs free, Ringside does not see what might end a wait.
  if (is_free() && __atomic_load_n(&control->sleeping, __ATOMIC_RELAXED) != 0) report();
}

// MARK: Each access by a page trap

// Without hooks, an access to shared memory faults: it passes the gate, its page is opened for one instruction, and
// closed after it. Only one task runs at a time, so nobody else slips through.
static __thread bool is_in_instruction;
static __thread uint64_t instruction;
static struct sigaction own_segv;

#define TRAP_FLAG 0x100
#define PAGE 4096ull

// How many bytes an instruction moves, by its prefixes and its operation code, as compilers write them; 0: unknown.
static uint64_t size_of_access(const uint8_t *code) {
  bool is_short = false, is_long = false;
  uint8_t repeat = 0;
  while (*code == 0x66 || *code == 0xf0 || *code == 0xf2 || *code == 0xf3) {
    if (*code == 0x66) is_short = true;
    if (*code >= 0xf2) repeat = *code;
    code++;
  }
  if ((*code & 0xf0) == 0x40) is_long = (*code++ & 8) != 0;
  if (*code == 0x0f) {
    switch (code[1]) {
      case 0xb6: case 0xbe: case 0xb0: case 0xc0: return 1;
      case 0xb7: case 0xbf: return 2;
      case 0x10: case 0x11: case 0x28: case 0x29: case 0x2a: case 0x2d: case 0x58: case 0x59: case 0x5c: case 0x5e:
        return repeat == 0xf2 ? 8 : repeat == 0xf3 ? 4 : 16;
      case 0x6f: case 0x7f: return 16;
      case 0xd6: return 8;
      default: break;
    }
  } else if (*code == 0xc4 || *code == 0xc5 || *code == 0x62) {
    return 0;  // Vectors have many sizes.
  } else if (*code == 0x86 || *code == 0x88 || *code == 0x8a || *code == 0xc6 || *code == 0x80 || *code == 0xf6 ||
             *code == 0xfe || (*code < 0x40 && (*code & 1) == 0)) {
    return 1;
  }
  return is_long ? 8 : is_short ? 2 : 4;
}

static void open_page(uint64_t address, struct mapping *mapping) {
  void *page = (void *)(uintptr_t)(address & ~(PAGE - 1));
  REAL(mprotect)(page, PAGE, mapping->protection);
}

static void on_fault(int number, siginfo_t *information, void *memory) {
  ucontext_t *context = memory;
  greg_t *registers = context->uc_mcontext.gregs;
  int error = errno;
  uint64_t address = (uint64_t)(uintptr_t)information->si_addr, place = (uint64_t)registers[REG_RIP];
  bool is_write = (registers[REG_ERR] & 2) != 0;
  struct mapping *mapping = mapping_of(information->si_addr);
  if (mapping == NULL || !(mapping->protection & (is_write ? PROT_WRITE : PROT_READ))) {
    // A fault of the program's own: it happens again when this returns.
    if (own_segv.sa_flags & SA_SIGINFO) {
      own_segv.sa_sigaction(number, information, memory);
    } else if (own_segv.sa_handler != SIG_DFL && own_segv.sa_handler != SIG_IGN) {
      own_segv.sa_handler(number);
    } else {
      struct sigaction action = {.sa_handler = SIG_DFL};
      ((int (*)(int, const struct sigaction *, struct sigaction *))real("sigaction"))(SIGSEGV, &action, NULL);
    }
    return;
  }
  // An instruction may touch two places; it is one step all the same.
  bool is_again = is_in_instruction && instruction == place;
  if (me != NULL && !is_inside && !is_again && !is_free()) {
    is_inside = true;
    describe_bare(is_write ? WATCH_STORE : WATCH_LOAD, information->si_addr,
                  size_of_access((const uint8_t *)(uintptr_t)place));
    // As if it were a return address: Ringside looks just before it.
    me->frames[0] = place + 1 - base;
    me->frame_at[0] = (uint64_t)registers[REG_RBP];
    me->frame_count = 1;
    pass();
    is_inside = false;
  }
  open_page(address, mapping);
  is_in_instruction = true;
  instruction = place;
  registers[REG_EFL] |= TRAP_FLAG;
  errno = error;
}

static void on_trap(int number, siginfo_t *information, void *memory) {
  (void)number;
  (void)information;
  ucontext_t *context = memory;
  context->uc_mcontext.gregs[REG_EFL] &= ~TRAP_FLAG;
  is_in_instruction = false;
  int error = errno;
  open_all(false);
  errno = error;
}

static void catch_accesses(void) {
  struct sigaction action = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_NODEFER};
  sigemptyset(&action.sa_mask);
  int (*real_sigaction)(int, const struct sigaction *, struct sigaction *) = real("sigaction");
  real_sigaction(SIGSEGV, &action, NULL);
  action.sa_sigaction = on_trap;
  real_sigaction(SIGTRAP, &action, NULL);
}

static void note_handler(const struct sigaction *action) {
  bool is_handler = action != NULL && action->sa_handler != SIG_DFL && action->sa_handler != SIG_IGN;
  if (is_handler && !(action->sa_flags & SA_RESTART)) has_interrupting_handler = true;
}

// The program's own handler of faults comes second.
int sigaction(int number, const struct sigaction *action, struct sigaction *old) {
  static void *found;
  if (found == NULL) found = real("sigaction");
  int (*real_sigaction)(int, const struct sigaction *, struct sigaction *) = found;
  note_handler(action);
  bool is_ours = number == SIGSEGV || number == SIGTRAP;
  if (control == NULL || !has_option(WATCH_EVERY_ACCESS) || !is_ours) return real_sigaction(number, action, old);
  if (old != NULL) *old = own_segv;
  if (action != NULL && number == SIGSEGV) own_segv = *action;
  return 0;
}

sighandler_t signal(int number, sighandler_t handler) {
  struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART}, old;
  sigemptyset(&action.sa_mask);
  return sigaction(number, &action, &old) == 0 ? old.sa_handler : SIG_ERR;
}

// MARK: The beginning

__attribute__((constructor(101))) static void begin(void) {
  if (control != NULL || open_control() == -1) return;
  is_inside = true;
  base = program_base();
  // A prompt without a line's end comes before the program reads, as it does at a terminal.
  setvbuf(stdout, NULL, _IONBF, 0);
  // A process that was replaced by exec keeps its record, and one that was spawned has a record already.
  struct watch_task *task = NULL;
  pid_t own = getpid(), parent = getppid();
  for (uint32_t i = 0; i < control->tasks && i < WATCH_TASKS && task == NULL; i++) {
    struct watch_task *other = &control->task[i];
    if (other->pid == own && other->thread == 0 && other->state != WATCH_ENDED) task = other;
  }
  for (uint32_t i = 0; i < control->tasks && i < WATCH_TASKS && task == NULL; i++) {
    struct watch_task *other = &control->task[i];
    bool is_child = other->parent > 0 && other->parent <= WATCH_TASKS && control->task[other->parent - 1].pid == parent;
    if (other->state == WATCH_STARTING && other->pid == 0 && is_child) task = other;
  }
  bool was_known = task != NULL && task->state != WATCH_STARTING;
  become(task != NULL ? task : new_task(0));
  if (me != NULL) {
    ssize_t length = readlink("/proc/self/exe", me->program, sizeof me->program - 1);
    me->program[length > 0 ? length : 0] = 0;
    me->base = base;
    if (has_option(WATCH_EVERY_ACCESS)) catch_accesses();
    // The first process comes to its first operation by itself: nobody else is there.
    if (was_known || own_number() == 0) {
      __atomic_store_n(&me->state, WATCH_RUNNING, __ATOMIC_RELEASE);
      report();
    } else {
      describe_bare(WATCH_BEGIN, NULL, 0);
      me->frame_count = 0;
      pass();
    }
  }
  is_inside = false;
}

// A new process or thread stops before its first instruction, so that only one task runs at a time.
static void begin_child(void) {
  if (me == NULL) return;
  me->operation = WATCH_BEGIN;
  me->object = 0;
  me->offset = 0;
  pass();
}

// MARK: The compiler's hooks

void __tsan_init(void) {}
void __tsan_func_entry(void *pc) { (void)pc; }
void __tsan_func_exit(void) {}
#define ACCESS(size)                                                                                               \
  void __tsan_read##size(void *p) { access_memory(WATCH_LOAD, p, size, CALLER); }                                  \
  void __tsan_write##size(void *p) { access_memory(WATCH_STORE, p, size, CALLER); }                                \
  void __tsan_read##size##_pc(void *p, void *pc) { access_memory(WATCH_LOAD, p, size, (uint64_t)(uintptr_t)pc); }  \
  void __tsan_write##size##_pc(void *p, void *pc) { access_memory(WATCH_STORE, p, size, (uint64_t)(uintptr_t)pc); }\
  void __tsan_read_write##size(void *p) { access_memory(WATCH_UPDATE, p, size, CALLER); }                          \
  void __tsan_unaligned_read##size(void *p) { access_memory(WATCH_LOAD, p, size, CALLER); }                        \
  void __tsan_unaligned_write##size(void *p) { access_memory(WATCH_STORE, p, size, CALLER); }                      \
  void __tsan_unaligned_read_write##size(void *p) { access_memory(WATCH_UPDATE, p, size, CALLER); }                \
  void __tsan_volatile_read##size(void *p) { access_memory(WATCH_LOAD, p, size, CALLER); }                         \
  void __tsan_volatile_write##size(void *p) { access_memory(WATCH_STORE, p, size, CALLER); }                       \
  void __tsan_unaligned_volatile_read##size(void *p) { access_memory(WATCH_LOAD, p, size, CALLER); }               \
  void __tsan_unaligned_volatile_write##size(void *p) { access_memory(WATCH_STORE, p, size, CALLER); }
ACCESS(1) ACCESS(2) ACCESS(4) ACCESS(8) ACCESS(16)
void __tsan_read_range(void *p, long size) { access_memory(WATCH_READ_RANGE, p, (uint64_t)size, CALLER); }
void __tsan_write_range(void *p, long size) { access_memory(WATCH_WRITE_RANGE, p, (uint64_t)size, CALLER); }
void __tsan_vptr_update(void **p, void *value) {
  (void)value;
  access_memory(WATCH_STORE, p, sizeof *p, CALLER);
}
void __tsan_vptr_read(void **p) { access_memory(WATCH_LOAD, p, sizeof *p, CALLER); }
#define ATOMIC(bits, type)                                                                                         \
  type __tsan_atomic##bits##_load(const volatile type *p, int o) {                                                 \
    (void)o;                                                                                                       \
    access_memory(WATCH_LOAD, p, sizeof *p, CALLER);                                                               \
    return __atomic_load_n(p, __ATOMIC_SEQ_CST);                                                                   \
  }                                                                                                                \
  void __tsan_atomic##bits##_store(volatile type *p, type v, int o) {                                              \
    (void)o;                                                                                                       \
    access_memory(WATCH_STORE, p, sizeof *p, CALLER);                                                              \
    __atomic_store_n(p, v, __ATOMIC_SEQ_CST);                                                                      \
  }                                                                                                                \
  type __tsan_atomic##bits##_exchange(volatile type *p, type v, int o) {                                           \
    (void)o;                                                                                                       \
    access_memory(WATCH_UPDATE, p, sizeof *p, CALLER);                                                             \
    return __atomic_exchange_n(p, v, __ATOMIC_SEQ_CST);                                                            \
  }                                                                                                                \
  int __tsan_atomic##bits##_compare_exchange_strong(volatile type *p, type *c, type v, int o, int f) {             \
    (void)o, (void)f;                                                                                              \
    access_memory(WATCH_UPDATE, p, sizeof *p, CALLER);                                                             \
    return __atomic_compare_exchange_n(p, c, v, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);                        \
  }                                                                                                                \
  int __tsan_atomic##bits##_compare_exchange_weak(volatile type *p, type *c, type v, int o, int f) {               \
    (void)o, (void)f;                                                                                              \
    access_memory(WATCH_UPDATE, p, sizeof *p, CALLER);                                                             \
    return __atomic_compare_exchange_n(p, c, v, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);                        \
  }                                                                                                                \
  type __tsan_atomic##bits##_compare_exchange_val(volatile type *p, type c, type v, int o, int f) {                \
    (void)o, (void)f;                                                                                              \
    access_memory(WATCH_UPDATE, p, sizeof *p, CALLER);                                                             \
    __atomic_compare_exchange_n(p, &c, v, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);                              \
    return c;                                                                                                      \
  }
#define FETCH(bits, type, name)                                                                                    \
  type __tsan_atomic##bits##_fetch_##name(volatile type *p, type v, int o) {                                       \
    (void)o;                                                                                                       \
    access_memory(WATCH_UPDATE, p, sizeof *p, CALLER);                                                             \
    return __atomic_fetch_##name(p, v, __ATOMIC_SEQ_CST);                                                          \
  }
#define ALL(bits, type)                                                                                            \
  ATOMIC(bits, type) FETCH(bits, type, add) FETCH(bits, type, sub) FETCH(bits, type, and) FETCH(bits, type, or)    \
      FETCH(bits, type, xor) FETCH(bits, type, nand)
ALL(8, uint8_t) ALL(16, uint16_t) ALL(32, uint32_t) ALL(64, uint64_t)

// 16 bytes have no atomic instruction without libatomic: one of these at a time.
typedef unsigned __int128 wide;
#define WIDE(change)                                                      \
  access_memory(WATCH_UPDATE, p, sizeof *p, CALLER);                      \
  static uint32_t own_lock;                                               \
  uint32_t *lock = control == NULL ? &own_lock : &control->lock;          \
  if (lock == &own_lock) {                                                \
    while (__atomic_exchange_n(lock, 1, __ATOMIC_ACQUIRE) != 0) continue; \
  } else {                                                                \
    lock_tables();                                                        \
  }                                                                       \
  wide old = *p;                                                          \
  change;                                                                 \
  __atomic_store_n(lock, 0, __ATOMIC_RELEASE);
wide __tsan_atomic128_load(const volatile wide *p, int o) {
  (void)o;
  WIDE((void)0) return old;
}
void __tsan_atomic128_store(volatile wide *p, wide v, int o) {
  (void)o;
  WIDE(*p = v)(void) old;
}
#define WIDE_CHANGE(name, expression)                                    \
  wide __tsan_atomic128_##name(volatile wide *p, wide v, int o) {        \
    (void)o;                                                             \
    WIDE(*p = expression) return old;                                    \
  }
WIDE_CHANGE(exchange, v) WIDE_CHANGE(fetch_add, old + v) WIDE_CHANGE(fetch_sub, old - v)
WIDE_CHANGE(fetch_and, old & v) WIDE_CHANGE(fetch_or, old | v) WIDE_CHANGE(fetch_xor, old ^ v)
WIDE_CHANGE(fetch_nand, ~(old & v))
static int exchange_wide(volatile wide *p, wide *c, wide v, uint64_t caller) {
  (void)caller;
  WIDE(if (old == *c) *p = v) bool is_equal = old == *c;
  *c = old;
  return is_equal;
}
int __tsan_atomic128_compare_exchange_strong(volatile wide *p, wide *c, wide v, int o, int f) {
  (void)o, (void)f;
  return exchange_wide(p, c, v, CALLER);
}
int __tsan_atomic128_compare_exchange_weak(volatile wide *p, wide *c, wide v, int o, int f) {
  (void)o, (void)f;
  return exchange_wide(p, c, v, CALLER);
}
wide __tsan_atomic128_compare_exchange_val(volatile wide *p, wide c, wide v, int o, int f) {
  (void)o, (void)f;
  exchange_wide(p, &c, v, CALLER);
  return c;
}
void __tsan_atomic_thread_fence(int o) {
  (void)o;
  __atomic_thread_fence(__ATOMIC_SEQ_CST);
}
void __tsan_atomic_signal_fence(int o) { (void)o; }

// MARK: Memory and string functions on shared bytes

// A function of libc has no hooks, and is one step. Pages that are closed are opened for it.
#define QUIETLY(call)              \
  ({                               \
    bool was_inside = is_inside;   \
    is_inside = true;              \
    __typeof__(call) result = call; \
    is_inside = was_inside;        \
    result;                        \
  })

static bool is_shared(const void *address) { return is_watched() && !is_free() && mapping_of(address) != NULL; }

static void gate_read(const void *from, size_t size, uint64_t caller) {
  if (size > 0) access_memory(WATCH_READ_RANGE, from, size, caller);
}
static void gate_write(void *to, size_t size, uint64_t caller) {
  if (size > 0) access_memory(WATCH_WRITE_RANGE, to, size, caller);
}

// A copy is one step, also from shared memory to shared memory.
static void gate_copy(void *to, const void *from, size_t size, uint64_t caller) {
  if (size == 0 || !is_watched() || is_free()) return;
  if (mapping_of(to) == NULL) return gate_read(from, size, caller);
  if (mapping_of(from) == NULL) return gate_write(to, size, caller);
  is_inside = true;
  describe(WATCH_COPY, to, size, caller);
  describe_second(from);
  pass();
  is_inside = false;
}

// The lengths of texts, without asking libc's functions, which are interposed.
static size_t length_within(const char *text, size_t most) {
  bool was_inside = is_inside;
  is_inside = true;
  size_t length = 0;
  while (length < most && text[length] != 0) length++;
  is_inside = was_inside;
  return length;
}
static size_t length_of(const char *text) { return length_within(text, SIZE_MAX); }

void *__tsan_memcpy(void *to, const void *from, size_t size) {
  gate_copy(to, from, size, CALLER);
  return QUIETLY(REAL(memcpy)(to, from, size));
}
void *__tsan_memmove(void *to, const void *from, size_t size) {
  gate_copy(to, from, size, CALLER);
  return QUIETLY(REAL(memmove)(to, from, size));
}
void *__tsan_memset(void *to, int byte, size_t size) {
  gate_write(to, size, CALLER);
  return QUIETLY(REAL(memset)(to, byte, size));
}
void *memcpy(void *to, const void *from, size_t size) {
  gate_copy(to, from, size, CALLER);
  return QUIETLY(REAL(memcpy)(to, from, size));
}
void *memmove(void *to, const void *from, size_t size) {
  gate_copy(to, from, size, CALLER);
  return QUIETLY(REAL(memmove)(to, from, size));
}
void *memset(void *to, int byte, size_t size) {
  gate_write(to, size, CALLER);
  return QUIETLY(REAL(memset)(to, byte, size));
}
int memcmp(const void *a, const void *b, size_t size) {
  gate_read(a, size, CALLER);
  gate_read(b, size, CALLER);
  return QUIETLY(REAL(memcmp)(a, b, size));
}
void *memchr(const void *text, int byte, size_t size) {
  gate_read(text, size, CALLER);
  return QUIETLY(((void *(*)(const void *, int, size_t))cached_memchr())(text, byte, size));
}
size_t strlen(const char *text) {
  if (is_shared(text)) gate_read(text, length_of(text) + 1, CALLER);
  return length_of(text);
}
size_t strnlen(const char *text, size_t most) {
  if (is_shared(text)) gate_read(text, length_within(text, most), CALLER);
  return length_within(text, most);
}
char *strcpy(char *to, const char *from) {
  gate_copy(to, from, length_of(from) + 1, CALLER);
  return QUIETLY(REAL(strcpy)(to, from));
}
char *stpcpy(char *to, const char *from) {
  gate_copy(to, from, length_of(from) + 1, CALLER);
  return QUIETLY(REAL(stpcpy)(to, from));
}
char *strncpy(char *to, const char *from, size_t size) {
  if (is_shared(to)) {
    gate_write(to, size, CALLER);  // It fills the rest with zeros.
  } else {
    gate_read(from, length_within(from, size), CALLER);
  }
  return QUIETLY(REAL(strncpy)(to, from, size));
}
char *strcat(char *to, const char *from) {
  if (is_shared(to)) gate_copy(to + length_of(to), from, length_of(from) + 1, CALLER);
  return QUIETLY(REAL(strcat)(to, from));
}
char *strncat(char *to, const char *from, size_t size) {
  if (is_shared(to)) gate_copy(to + length_of(to), from, length_within(from, size) + 1, CALLER);
  return QUIETLY(REAL(strncat)(to, from, size));
}
static void gate_texts(const char *a, const char *b, size_t most, uint64_t caller) {
  if (is_shared(a)) gate_read(a, length_within(a, most), caller);
  if (is_shared(b)) gate_read(b, length_within(b, most), caller);
}
int strcmp(const char *a, const char *b) {
  gate_texts(a, b, SIZE_MAX, CALLER);
  return QUIETLY(REAL(strcmp)(a, b));
}
int strncmp(const char *a, const char *b, size_t size) {
  gate_texts(a, b, size, CALLER);
  return QUIETLY(REAL(strncmp)(a, b, size));
}
int strcasecmp(const char *a, const char *b) {
  gate_texts(a, b, SIZE_MAX, CALLER);
  return QUIETLY(REAL(strcasecmp)(a, b));
}
char *strchr(const char *text, int byte) {
  if (is_shared(text)) gate_read(text, length_of(text) + 1, CALLER);
  return QUIETLY(((char *(*)(const char *, int))cached_strchr())(text, byte));
}
char *strrchr(const char *text, int byte) {
  if (is_shared(text)) gate_read(text, length_of(text) + 1, CALLER);
  return QUIETLY(((char *(*)(const char *, int))cached_strrchr())(text, byte));
}
int strncasecmp(const char *a, const char *b, size_t size) {
  gate_texts(a, b, size, CALLER);
  return QUIETLY(REAL(strncasecmp)(a, b, size));
}
void bzero(void *to, size_t size) {
  gate_write(to, size, CALLER);
  QUIETLY(REAL(memset)(to, 0, size));
}
void bcopy(const void *from, void *to, size_t size) {
  gate_copy(to, from, size, CALLER);
  QUIETLY(REAL(memmove)(to, from, size));
}
char *strstr(const char *text, const char *wanted) {
  gate_texts(text, wanted, SIZE_MAX, CALLER);
  return QUIETLY(((char *(*)(const char *, const char *))cached_strstr())(text, wanted));
}
char *strdup(const char *text) {
  if (is_shared(text)) gate_read(text, length_of(text) + 1, CALLER);
  return QUIETLY(REAL(strdup)(text));
}

static int format(char *to, size_t size, const char *pattern, va_list list, uint64_t caller) {
  if (is_shared(to)) {
    va_list copy;
    va_copy(copy, list);
    int length = QUIETLY(REAL(vsnprintf)(NULL, 0, pattern, copy));
    va_end(copy);
    if (length >= 0 && size > 0) gate_write(to, (size_t)length < size ? (size_t)length + 1 : size, caller);
  }
  return QUIETLY(REAL(vsnprintf)(to, size, pattern, list));
}
int vsnprintf(char *to, size_t size, const char *pattern, va_list list) {
  return format(to, size, pattern, list, CALLER);
}
int vsprintf(char *to, const char *pattern, va_list list) { return format(to, INT_MAX, pattern, list, CALLER); }
int snprintf(char *to, size_t size, const char *pattern, ...) {
  va_list list;
  va_start(list, pattern);
  int length = format(to, size, pattern, list, CALLER);
  va_end(list);
  return length;
}
int sprintf(char *to, const char *pattern, ...) {
  va_list list;
  va_start(list, pattern);
  int length = format(to, INT_MAX, pattern, list, CALLER);
  va_end(list);
  return length;
}

// Input for shared memory arrives in private memory first: its store is a step, the wait for it is none.
char *fgets(char *to, int size, FILE *file) {
  if (!is_shared(to) || size <= 0) return QUIETLY(REAL(fgets)(to, size, file));
  char *text = malloc((size_t)size);
  char *found = text == NULL ? NULL : QUIETLY(REAL(fgets)(text, size, file));
  if (found != NULL) {
    size_t length = length_of(text) + 1;
    gate_write(to, length, CALLER);
    QUIETLY(REAL(memcpy)(to, text, length));
  }
  free(text);
  return found == NULL ? NULL : to;
}
size_t fread(void *to, size_t size, size_t count, FILE *file) {
  if (!is_shared(to) || size == 0 || count == 0 || count > SIZE_MAX / size) return REAL(fread)(to, size, count, file);
  char *bytes = malloc(size * count);
  size_t found = bytes == NULL ? 0 : REAL(fread)(bytes, size, count, file);
  if (found > 0) {
    gate_write(to, size * found, CALLER);
    QUIETLY(REAL(memcpy)(to, bytes, size * found));
  }
  free(bytes);
  return found;
}
size_t fwrite(const void *from, size_t size, size_t count, FILE *file) {
  gate_read(from, size * count, CALLER);
  return QUIETLY(REAL(fwrite)(from, size, count, file));
}
int fputs(const char *text, FILE *file) {
  if (is_shared(text)) gate_read(text, length_of(text), CALLER);
  return QUIETLY(REAL(fputs)(text, file));
}
int puts(const char *text) {
  if (is_shared(text)) gate_read(text, length_of(text), CALLER);
  return QUIETLY(REAL(puts)(text));
}

// MARK: Shared memory

// A name of the program's as the system has it: private to this run, unless real names are wanted.
static void mangle(const char *name, char *path) {
  const char *bare = name;
  while (*bare == '/') bare++;
  if (*bare == 0 || has_option(WATCH_REAL_NAMES)) {
    snprintf(path, WATCH_NAME, "%s", name);
  } else {
    int length = snprintf(path, WATCH_NAME, "/ringside-watch-%u-%s", control->run, bare);
    // A name has at most 255 bytes; of a long one, its end is told by a number.
    if (length > 230) {
      uint64_t hash = 0xcbf29ce484222325ull;
      for (const char *byte = bare; *byte != 0; byte++) hash = (hash ^ (uint8_t)*byte) * 0x100000001b3ull;
      snprintf(path, WATCH_NAME, "/ringside-watch-%u-%.150s-%016llx", control->run, bare, (unsigned long long)hash);
    }
  }
}

// The file of a name: in /dev/shm, with something before the name.
static void file_of(const char *prefix, const char *path, char *file) {
  while (*path == '/') path++;
  snprintf(file, WATCH_PATH, "/dev/shm/%s%s", prefix, path);
}

int shm_open(const char *name, int flags, mode_t mode) {
  if (control == NULL || is_inside) return REAL(shm_open)(name, flags, mode);
  is_inside = true;
  char path[WATCH_NAME], where[WATCH_PATH];
  mangle(name, path);
  file_of("", path, where);
  bool is_new = access(where, F_OK) != 0;
  int file = REAL(shm_open)(path, flags, mode);
  int error = errno;
  if (file != -1) object_in_memory(WATCH_POSIX, name, where, is_new);
  errno = error;
  is_inside = false;
  return file;
}

static void mark_removed(const struct stat *status) {
  struct watch_object *object = known_object(WATCH_NONE, -1, status);
  if (object != NULL) object->removed = 1;
}

int shm_unlink(const char *name) {
  if (control == NULL || is_inside) return REAL(shm_unlink)(name);
  char path[WATCH_NAME], where[WATCH_PATH];
  struct stat status;
  mangle(name, path);
  file_of("", path, where);
  bool is_there = stat(where, &status) == 0;
  int result = REAL(shm_unlink)(path);
  if (result == 0 && is_there) mark_removed(&status);
  return result;
}

// The shared object behind a descriptor: a POSIX object, or a file.
static struct watch_object *object_behind(int file) {
  struct stat status;
  if (fstat(file, &status) != 0) return NULL;
  struct watch_object *object = known_object(WATCH_NONE, -1, &status);
  char own[64], path[PATH_MAX];
  snprintf(own, sizeof own, "/proc/self/fd/%d", file);
  ssize_t length = readlink(own, path, sizeof path - 1);
  path[length > 0 ? length : 0] = 0;
  if (object == NULL && length > 0) {
    object = new_object(WATCH_FILE, -1, path, path);
    if (object != NULL) {
      object->device = status.st_dev;
      object->inode = status.st_ino;
    }
  }
  if (object != NULL) object->file_size = (uint64_t)status.st_size;
  return object;
}

// A file for memory without a name, so that Ringside can map it as well; -1 if there is none.
static int open_nameless(size_t size, struct watch_object **object) {
  char name[64], path[WATCH_NAME], where[WATCH_PATH];
  uint32_t number = __atomic_add_fetch(&control->links, 1, __ATOMIC_RELAXED);
  snprintf(name, sizeof name, "anonymous %u", number);
  snprintf(path, sizeof path, "/ringside-watch-%u-anonymous-%u", control->run, number);
  file_of("", path, where);
  int file = REAL(shm_open)(path, O_CREAT | O_EXCL | O_RDWR, 0600);
  if (file == -1) return -1;
  struct stat status;
  *object = REAL(ftruncate)(file, (off_t)size) == 0 ? new_object(WATCH_ANONYMOUS, -1, name, where) : NULL;
  if (*object != NULL && fstat(file, &status) == 0) {
    (*object)->device = status.st_dev;
    (*object)->inode = status.st_ino;
    (*object)->created = 1;
    (*object)->file_size = size;
    return file;
  }
  close(file);
  REAL(shm_unlink)(path);
  return -1;
}

static bool is_zero_device(int file) {
  struct stat status;
  return fstat(file, &status) == 0 && S_ISCHR(status.st_mode) && major(status.st_rdev) == 1 &&
         minor(status.st_rdev) == 5;
}

static void *map(void *(*real_mmap)(void *, size_t, int, int, int, off_t), void *address, size_t size, int protection,
                 int flags, int file, off_t offset, uint64_t caller) {
  if (control == NULL || is_inside || (flags & MAP_TYPE) == MAP_PRIVATE) {
    return real_mmap(address, size, protection, flags, file, offset);
  }
  is_inside = true;
  struct watch_object *object = NULL;
  void *start;
  int own = -1;
  bool is_nameless = (flags & MAP_ANONYMOUS) != 0 || is_zero_device(file);
  if (is_nameless && size > 0) own = open_nameless(size, &object);
  if (own != -1) {
    start = real_mmap(address, size, protection, flags & ~MAP_ANONYMOUS, own, 0);
    close(own);
    offset = 0;
  } else {
    start = real_mmap(address, size, protection, flags, file, offset);
    if (start != MAP_FAILED && !is_nameless) object = object_behind(file);
  }
  int error = errno;
  if (start != MAP_FAILED) note_mapping(start, size, object, (uint64_t)offset, protection, caller);
  errno = error;
  is_inside = false;
  return start;
}

void *mmap(void *address, size_t size, int protection, int flags, int file, off_t offset) {
  return map(REAL(mmap), address, size, protection, flags, file, offset, CALLER);
}
void *mmap64(void *address, size_t size, int protection, int flags, int file, off_t offset) {
  return map(REAL(mmap64), address, size, protection, flags, file, offset, CALLER);
}

int munmap(void *address, size_t size) {
  if (control != NULL && !is_inside) forget_mapping(address, size);
  return REAL(munmap)(address, size);
}

int mprotect(void *address, size_t size, int protection) {
  struct mapping *mapping = control == NULL || is_inside ? NULL : mapping_of(address);
  if (mapping == NULL || !has_option(WATCH_EVERY_ACCESS)) return REAL(mprotect)(address, size, protection);
  mapping->protection = protection;
  return 0;
}

int ftruncate(int file, off_t size) {
  int result = REAL(ftruncate)(file, size);
  struct stat status;
  if (result != 0 || control == NULL || is_inside || fstat(file, &status) != 0) return result;
  struct watch_object *object = known_object(WATCH_NONE, -1, &status);
  if (object != NULL) object->file_size = (uint64_t)size;
  return result;
}

// Looks for an object that this run has made under a key; keys of other programs do not matter. Returns -1 with errno if
// none may be made.
static int make_private(uint32_t kind, key_t key, int flags, struct watch_object **known) {
  *known = key == IPC_PRIVATE ? NULL : object_with_key(kind, (uint64_t)(uint32_t)key);
  if (*known != NULL && (flags & IPC_CREAT) && (flags & IPC_EXCL)) return errno = EEXIST, -1;
  if (*known == NULL && key != IPC_PRIVATE && !(flags & IPC_CREAT)) return errno = ENOENT, -1;
  return 0;
}

// A key that only this run has, for an object that is private to it. Its owner can be told by it.
static key_t own_key(void) {
  return (key_t)(control->key_base | (__atomic_add_fetch(&control->keys, 1, __ATOMIC_RELAXED) & WATCH_KEYS));
}

static bool has_room(void) { return control->objects < WATCH_OBJECTS; }

static void note_systemv(uint32_t kind, key_t key, int id, uint64_t size, bool was_created, uint64_t caller) {
  if (id == -1) return;
  struct watch_object *object = known_object(kind, id, NULL);
  if (object != NULL && !object->removed) return;
  char name[32];
  snprintf(name, sizeof name, "key 0x%x", (unsigned)key);
  object = new_object(kind, id, key == IPC_PRIVATE ? "private" : name, "");
  if (object == NULL) return;
  object->key = (uint64_t)(uint32_t)key;
  object->size = size;
  object->created = was_created;
  // Of a segment, the frames are those of the call that maps it.
  uint64_t frame_at[WATCH_FRAMES];
  if (kind != WATCH_SYSTEMV) note_stack(caller, object->frames, frame_at, &object->frame_count);
}

int shmget(key_t key, size_t size, int flags) {
  if (control == NULL) return REAL(shmget)(key, size, flags);
  if (has_option(WATCH_REAL_NAMES)) {
    bool is_new = key == IPC_PRIVATE || REAL(shmget)(key, 0, 0) == -1;
    int id = REAL(shmget)(key, size, flags);
    struct shmid_ds status;
    if (id != -1 && REAL(shmctl)(id, IPC_STAT, &status) == 0) size = status.shm_segsz;
    note_systemv(WATCH_SYSTEMV, key, id, size, is_new, CALLER);
    return id;
  }
  struct watch_object *known;
  if (make_private(WATCH_SYSTEMV, key, flags, &known) == -1) return -1;
  if (known != NULL) return size > known->size ? (errno = EINVAL, -1) : known->id;
  // An object without a record could not be removed.
  if (!has_room()) return errno = ENOSPC, -1;
  int id = REAL(shmget)(own_key(), size, flags | IPC_CREAT | IPC_EXCL);
  note_systemv(WATCH_SYSTEMV, key, id, size, true, CALLER);
  return id;
}

void *shmat(int id, const void *address, int flags) {
  void *start = REAL(shmat)(id, address, flags);
  if (control == NULL || start == (void *)-1) return start;
  struct shmid_ds status;
  struct watch_object *object = known_object(WATCH_SYSTEMV, id, NULL);
  uint64_t size = REAL(shmctl)(id, IPC_STAT, &status) == 0 ? status.shm_segsz : object != NULL ? object->size : 0;
  if (object == NULL) {
    note_systemv(WATCH_SYSTEMV, IPC_PRIVATE, id, size, false, CALLER);
    object = known_object(WATCH_SYSTEMV, id, NULL);
  }
  int protection = flags & SHM_RDONLY ? PROT_READ : PROT_READ | PROT_WRITE;
  note_mapping(start, size, object, 0, protection, CALLER);
  return start;
}

// Detaching and removing are steps: what was stored before them can still be seen.
int shmdt(const void *address) {
  bool is_gated = control != NULL && mapping_of(address) != NULL && prepare(WATCH_DETACH, address, CALLER);
  if (is_gated) pass();
  if (control != NULL) forget_mapping(address, UINT64_MAX);
  int result = REAL(shmdt)(address);
  if (is_gated) leave();
  return result;
}

static void note_removal(uint32_t kind, int id, int command, int result) {
  if (control == NULL || command != IPC_RMID || result != 0) return;
  struct watch_object *object = known_object(kind, id, NULL);
  if (object != NULL) object->removed = 1;
}

int shmctl(int id, int command, struct shmid_ds *buffer) {
  bool is_gated =
      control != NULL && command == IPC_RMID && enter_systemv(WATCH_REMOVE, WATCH_SYSTEMV, id, 0, 0, CALLER);
  int result = REAL(shmctl)(id, command, buffer);
  note_removal(WATCH_SYSTEMV, id, command, result);
  if (is_gated) leave();
  return result;
}

// MARK: POSIX semaphores

sem_t *sem_open(const char *name, int flags, ...) {
  va_list list;
  va_start(list, flags);
  mode_t mode = flags & O_CREAT ? va_arg(list, mode_t) : 0;
  unsigned value = flags & O_CREAT ? va_arg(list, unsigned) : 0;
  va_end(list);
  if (control == NULL || is_inside) return REAL(sem_open)(name, flags, mode, value);
  is_inside = true;
  char path[WATCH_NAME], where[WATCH_PATH];
  mangle(name, path);
  file_of("sem.", path, where);
  bool is_new = access(where, F_OK) != 0;
  sem_t *semaphore = REAL(sem_open)(path, flags, mode, value);
  int error = errno;
  if (semaphore != SEM_FAILED) {
    struct watch_object *object = object_in_memory(WATCH_SEMAPHORE, name, where, is_new);
    struct mapping *mapping = mapping_of(semaphore);
    if (mapping != NULL) {
      mapping->uses++;
    } else {
      note_mapping(semaphore, sizeof(sem_t), object, 0, PROT_READ | PROT_WRITE, CALLER);
    }
  }
  errno = error;
  is_inside = false;
  return semaphore;
}

int sem_close(sem_t *semaphore) {
  struct mapping *mapping = control == NULL || is_inside ? NULL : mapping_of(semaphore);
  if (mapping != NULL && mapping->start == (uint64_t)(uintptr_t)semaphore && --mapping->uses == 0) mapping->object = 0;
  return REAL(sem_close)(semaphore);
}

int sem_unlink(const char *name) {
  if (control == NULL || is_inside) return REAL(sem_unlink)(name);
  char path[WATCH_NAME], where[WATCH_PATH];
  struct stat status;
  mangle(name, path);
  file_of("sem.", path, where);
  bool is_there = stat(where, &status) == 0;
  int result = REAL(sem_unlink)(path);
  if (result == 0 && is_there) mark_removed(&status);
  return result;
}

int sem_init(sem_t *semaphore, int shared, unsigned value) {
  bool is_gated = prepare(WATCH_SEM_INIT, semaphore, CALLER);
  if (is_gated) me->value = value, enter_prepared();
  int result = REAL(sem_init)(semaphore, shared, value);
  if (is_gated) leave();
  return result;
}

// Most calls are a gate and then libc's own.
#define GATED(type, operation, name, parameters, arguments, object) \
  type name parameters {                                            \
    bool is_gated = enter(operation, object, CALLER);               \
    type result = REAL(name) arguments;                             \
    if (is_gated) leave();                                          \
    return result;                                                  \
  }

GATED(int, WATCH_SEM_DESTROY, sem_destroy, (sem_t * semaphore), (semaphore), semaphore)
GATED(int, WATCH_SEM_POST, sem_post, (sem_t * semaphore), (semaphore), semaphore)
GATED(int, WATCH_SEM_TRYWAIT, sem_trywait, (sem_t * semaphore), (semaphore), semaphore)
GATED(int, WATCH_SEM_GETVALUE, sem_getvalue, (sem_t * semaphore, int *value), (semaphore, value), semaphore)

// Takes a semaphore, asleep until that is possible or the time is over.
static int take_semaphore(sem_t *semaphore, uint64_t deadline) {
  is_cancellable = true;
  int result;
  while ((result = REAL(sem_trywait)(semaphore)) == -1 && errno == EAGAIN) {
    open_mapping(me->object, false);
    enum end_of_wait end = block(deadline);
    open_mapping(me->object, true);
    if (end == TIME_IS_OVER || ends_wait(end)) {
      errno = end == TIME_IS_OVER ? ETIMEDOUT : EINTR;
      break;
    }
  }
  is_cancellable = false;
  leave();
  return result;
}

int sem_wait(sem_t *semaphore) {
  if (!enter(WATCH_SEM_WAIT, semaphore, CALLER)) return REAL(sem_wait)(semaphore);
  return take_semaphore(semaphore, 0);
}

int sem_timedwait(sem_t *semaphore, const struct timespec *time) {
  if (!enter(WATCH_SEM_TIMEDWAIT, semaphore, CALLER)) return REAL(sem_timedwait)(semaphore, time);
  return take_semaphore(semaphore, moment(time));
}

int sem_clockwait(sem_t *semaphore, clockid_t clock, const struct timespec *time) {
  if (!enter(WATCH_SEM_TIMEDWAIT, semaphore, CALLER)) return REAL(sem_clockwait)(semaphore, clock, time);
  return take_semaphore(semaphore, moment(time));
}

// MARK: Mutexes, conditions, read-write locks, spinlocks, barriers

GATED(int, WATCH_MUTEX_INIT, pthread_mutex_init, (pthread_mutex_t * mutex, const pthread_mutexattr_t *attributes),
      (mutex, attributes), mutex)
GATED(int, WATCH_MUTEX_DESTROY, pthread_mutex_destroy, (pthread_mutex_t * mutex), (mutex), mutex)
GATED(int, WATCH_MUTEX_TRYLOCK, pthread_mutex_trylock, (pthread_mutex_t * mutex), (mutex), mutex)
GATED(int, WATCH_MUTEX_UNLOCK, pthread_mutex_unlock, (pthread_mutex_t * mutex), (mutex), mutex)

// Acquires a lock by trying, asleep after each vain attempt.
#define ACQUIRE(attempt, deadline)              \
  int result;                                   \
  while ((result = (attempt)) == EBUSY) {       \
    open_mapping(me->object, false);            \
    bool is_over = block(deadline) == TIME_IS_OVER; \
    open_mapping(me->object, true);             \
    if (is_over) {                              \
      result = ETIMEDOUT;                       \
      break;                                    \
    }                                           \
  }

static int lock_mutex(pthread_mutex_t *mutex, uint64_t deadline) {
  // One that checks for errors says so where another would wait for itself.
  if ((mutex->__data.__kind & 3) == PTHREAD_MUTEX_ERRORCHECK && mutex->__data.__owner == me->tid) return EDEADLK;
  ACQUIRE(REAL(pthread_mutex_trylock)(mutex), deadline)
  return result;
}

int pthread_mutex_lock(pthread_mutex_t *mutex) {
  if (!enter(WATCH_MUTEX_LOCK, mutex, CALLER)) return REAL(pthread_mutex_lock)(mutex);
  int result = lock_mutex(mutex, 0);
  leave();
  return result;
}

int pthread_mutex_timedlock(pthread_mutex_t *mutex, const struct timespec *time) {
  if (!enter(WATCH_MUTEX_TIMEDLOCK, mutex, CALLER)) return REAL(pthread_mutex_timedlock)(mutex, time);
  int result = lock_mutex(mutex, moment(time));
  leave();
  return result;
}

int pthread_mutex_clocklock(pthread_mutex_t *mutex, clockid_t clock, const struct timespec *time) {
  if (!enter(WATCH_MUTEX_TIMEDLOCK, mutex, CALLER)) return REAL(pthread_mutex_clocklock)(mutex, clock, time);
  int result = lock_mutex(mutex, moment(time));
  leave();
  return result;
}

int pthread_cond_init(pthread_cond_t *condition, const pthread_condattr_t *attributes) {
  bool is_gated = enter(WATCH_COND_INIT, condition, CALLER);
  int result = REAL_CONDITION(pthread_cond_init)(condition, attributes);
  if (is_gated) leave();
  return result;
}

static void lock_again(void *mutex) {
  is_cancellable = false;
  lock_mutex(mutex, 0);
  leave();
}

// A condition variable is modelled: the mutex is unlocked, the task sleeps until it is signalled, and locks again.
static int wait_on(pthread_cond_t *condition, pthread_mutex_t *mutex, uint64_t deadline) {
  (void)condition;
  describe_second(mutex);
  enter_prepared();
  REAL(pthread_mutex_unlock)(mutex);
  open_mapping(me->object, false);
  // While it runs free, Ringside does not see the unlocking otherwise.
  if (is_free()) report();
  enum end_of_wait end;
  // A thread that is cancelled here has the mutex in its cleanup handlers: pthread_cond_wait(3).
  pthread_cleanup_push(lock_again, mutex);
  is_cancellable = true;
  while ((end = block(deadline)) == INTERRUPTED) continue;
  is_cancellable = false;
  pthread_cleanup_pop(0);
  bool is_over = end == TIME_IS_OVER;
  // From here on it waits for the mutex, as the last.
  me->order = 0;
  me->operation = WATCH_MUTEX_LOCK;
  me->object = me->second_object;
  me->offset = me->second;
  open_mapping(me->object, true);
  int result = lock_mutex(mutex, 0);
  leave();
  return result == 0 && is_over ? ETIMEDOUT : result;
}

int pthread_cond_wait(pthread_cond_t *condition, pthread_mutex_t *mutex) {
  if (!prepare(WATCH_COND_WAIT, condition, CALLER)) return REAL_CONDITION(pthread_cond_wait)(condition, mutex);
  return wait_on(condition, mutex, 0);
}

int pthread_cond_timedwait(pthread_cond_t *condition, pthread_mutex_t *mutex, const struct timespec *time) {
  if (!prepare(WATCH_COND_TIMEDWAIT, condition, CALLER)) {
    return REAL_CONDITION(pthread_cond_timedwait)(condition, mutex, time);
  }
  return wait_on(condition, mutex, moment(time));
}

int pthread_cond_clockwait(pthread_cond_t *condition, pthread_mutex_t *mutex, clockid_t clock,
                           const struct timespec *time) {
  static void *found;
  if (found == NULL) found = real("pthread_cond_clockwait");
  int (*real_wait)(pthread_cond_t *, pthread_mutex_t *, clockid_t, const struct timespec *) = found;
  if (!prepare(WATCH_COND_TIMEDWAIT, condition, CALLER)) return real_wait(condition, mutex, clock, time);
  return wait_on(condition, mutex, moment(time));
}

int pthread_cond_signal(pthread_cond_t *condition) {
  if (enter(WATCH_COND_SIGNAL, condition, CALLER)) return leave(), 0;
  return REAL_CONDITION(pthread_cond_signal)(condition);
}

int pthread_cond_broadcast(pthread_cond_t *condition) {
  if (enter(WATCH_COND_BROADCAST, condition, CALLER)) return leave(), 0;
  return REAL_CONDITION(pthread_cond_broadcast)(condition);
}

GATED(int, WATCH_RWLOCK_INIT, pthread_rwlock_init, (pthread_rwlock_t * lock, const pthread_rwlockattr_t *attributes),
      (lock, attributes), lock)
GATED(int, WATCH_RWLOCK_TRY, pthread_rwlock_tryrdlock, (pthread_rwlock_t * lock), (lock), lock)
GATED(int, WATCH_RWLOCK_TRY, pthread_rwlock_trywrlock, (pthread_rwlock_t * lock), (lock), lock)
GATED(int, WATCH_RWLOCK_UNLOCK, pthread_rwlock_unlock, (pthread_rwlock_t * lock), (lock), lock)

static int lock_for_reading(pthread_rwlock_t *lock, uint64_t deadline) {
  ACQUIRE(REAL(pthread_rwlock_tryrdlock)(lock), deadline)
  leave();
  return result;
}

static int lock_for_writing(pthread_rwlock_t *lock, uint64_t deadline) {
  ACQUIRE(REAL(pthread_rwlock_trywrlock)(lock), deadline)
  leave();
  return result;
}

int pthread_rwlock_rdlock(pthread_rwlock_t *lock) {
  if (!enter(WATCH_RWLOCK_READ, lock, CALLER)) return REAL(pthread_rwlock_rdlock)(lock);
  return lock_for_reading(lock, 0);
}
int pthread_rwlock_wrlock(pthread_rwlock_t *lock) {
  if (!enter(WATCH_RWLOCK_WRITE, lock, CALLER)) return REAL(pthread_rwlock_wrlock)(lock);
  return lock_for_writing(lock, 0);
}
int pthread_rwlock_timedrdlock(pthread_rwlock_t *lock, const struct timespec *time) {
  if (!enter(WATCH_RWLOCK_READ, lock, CALLER)) return REAL(pthread_rwlock_timedrdlock)(lock, time);
  return lock_for_reading(lock, moment(time));
}
int pthread_rwlock_timedwrlock(pthread_rwlock_t *lock, const struct timespec *time) {
  if (!enter(WATCH_RWLOCK_WRITE, lock, CALLER)) return REAL(pthread_rwlock_timedwrlock)(lock, time);
  return lock_for_writing(lock, moment(time));
}

GATED(int, WATCH_SPIN_INIT, pthread_spin_init, (pthread_spinlock_t * lock, int shared), (lock, shared),
      (void *)(uintptr_t)lock)
GATED(int, WATCH_SPIN_TRYLOCK, pthread_spin_trylock, (pthread_spinlock_t * lock), (lock), (void *)(uintptr_t)lock)
GATED(int, WATCH_SPIN_UNLOCK, pthread_spin_unlock, (pthread_spinlock_t * lock), (lock), (void *)(uintptr_t)lock)

int pthread_spin_lock(pthread_spinlock_t *lock) {
  if (!enter(WATCH_SPIN_LOCK, (void *)(uintptr_t)lock, CALLER)) return REAL(pthread_spin_lock)(lock);
  ACQUIRE(REAL(pthread_spin_trylock)(lock), 0)
  leave();
  return result;
}

// The record of a barrier; a new one if there is none. NULL if the table is full. The tables are locked.
static struct watch_barrier *barrier_of(const volatile void *address) {
  const struct mapping *mapping = mapping_of(address);
  uint64_t place = (uint64_t)(uintptr_t)address;
  struct watch_barrier wanted = {mapping == NULL ? 0 : mapping->object,
                                 mapping == NULL ? place : place - mapping->start + mapping->offset,
                                 mapping == NULL ? getpid() : 0, 0, 0, 0, 0};
  for (uint32_t i = 0; i < control->barriers && i < WATCH_BARRIERS; i++) {
    struct watch_barrier *barrier = &control->barrier[i];
    bool is_same = barrier->object == wanted.object && barrier->offset == wanted.offset;
    if (is_same && barrier->process == wanted.process) return barrier;
  }
  if (control->barriers >= WATCH_BARRIERS) return NULL;
  struct watch_barrier *barrier = &control->barrier[control->barriers++];
  *barrier = wanted;
  return barrier;
}

int pthread_barrier_init(pthread_barrier_t *barrier, const pthread_barrierattr_t *attributes, unsigned count) {
  bool is_gated = enter(WATCH_BARRIER_INIT, barrier, CALLER);
  int result = REAL(pthread_barrier_init)(barrier, attributes, count);
  if (!is_gated) return result;
  lock_tables();
  struct watch_barrier *known = result == 0 ? barrier_of(barrier) : NULL;
  if (known != NULL) known->count = count, known->arrived = 0;
  unlock_tables();
  leave();
  return result;
}

// A barrier is modelled, so that Ringside sees who waits at it: the last one that comes lets all go on.
int pthread_barrier_wait(pthread_barrier_t *barrier) {
  if (!enter(WATCH_BARRIER_WAIT, barrier, CALLER)) return REAL(pthread_barrier_wait)(barrier);
  lock_tables();
  struct watch_barrier *known = barrier_of(barrier);
  if (known == NULL || known->count == 0) {
    unlock_tables();
    int result = REAL(pthread_barrier_wait)(barrier);
    leave();
    return result;
  }
  uint32_t generation = known->generation;
  bool is_last = ++known->arrived >= known->count;
  if (is_last) known->arrived = 0, known->generation++;
  unlock_tables();
  while (!is_last && __atomic_load_n(&known->generation, __ATOMIC_ACQUIRE) == generation) block(0);
  leave();
  return is_last ? PTHREAD_BARRIER_SERIAL_THREAD : 0;
}

// MARK: Pipes, sockets and queues

// Passes the gate before a pipe is read or written; other files are nobody's business.
static void enter_pipe(uint32_t operation, int file, short events, uint64_t caller) {
  struct stat status;
  if (!is_watched() || file <= STDERR_FILENO || fstat(file, &status) != 0) return;
  if (!S_ISFIFO(status.st_mode) && !S_ISSOCK(status.st_mode)) return;
  if (fcntl(file, F_GETFL) & O_NONBLOCK) return;
  is_inside = true;
  describe(operation, NULL, 0, caller);
  me->offset = status.st_ino;
  pass();
  struct pollfd polled = {file, events, 0};
  while (REAL(poll)(&polled, 1, 0) == 0 && !ends_wait(block(0))) continue;
  leave();
}

// A call of the system's on bytes behind closed pages would fail.
ssize_t read(int file, void *buffer, size_t size) {
  enter_pipe(WATCH_PIPE_READ, file, POLLIN, CALLER);
  if (!is_shared(buffer)) return REAL(read)(file, buffer, size);
  char *bytes = malloc(size > 0 ? size : 1);
  ssize_t found = bytes == NULL ? -1 : REAL(read)(file, bytes, size);
  int error = errno;
  if (found > 0) {
    gate_write(buffer, (size_t)found, CALLER);
    QUIETLY(REAL(memcpy)(buffer, bytes, (size_t)found));
  }
  free(bytes);
  errno = error;
  return found;
}

ssize_t write(int file, const void *buffer, size_t size) {
  enter_pipe(WATCH_PIPE_WRITE, file, POLLOUT, CALLER);
  if (control == NULL) return REAL(write)(file, buffer, size);
  gate_read(buffer, size, CALLER);
  const struct mapping *mapping = mapping_of(buffer);
  if (mapping != NULL) open_mapping(mapping->object, true);
  ssize_t result = REAL(write)(file, buffer, size);
  if (mapping != NULL) open_mapping(mapping->object, false);
  return result;
}

// A queue in the file system of queues is real, under a name of this run.
mqd_t mq_open(const char *name, int flags, ...) {
  va_list list;
  va_start(list, flags);
  mode_t mode = flags & O_CREAT ? va_arg(list, mode_t) : 0;
  struct mq_attr *attributes = flags & O_CREAT ? va_arg(list, struct mq_attr *) : NULL;
  va_end(list);
  if (control == NULL) return REAL(mq_open)(name, flags, mode, attributes);
  char path[WATCH_NAME];
  mangle(name, path);
  mqd_t old = REAL(mq_open)(path, O_RDONLY | O_NONBLOCK);
  if (old != (mqd_t)-1) mq_close(old);
  mqd_t queue = REAL(mq_open)(path, flags, mode, attributes);
  if (queue != (mqd_t)-1 && object_named(WATCH_POSIX_QUEUE, name) == NULL) {
    struct watch_object *object = new_object(WATCH_POSIX_QUEUE, -1, name, path);
    if (object != NULL) object->created = old == (mqd_t)-1;
  }
  return queue;
}

int mq_unlink(const char *name) {
  if (control == NULL) return REAL(mq_unlink)(name);
  char path[WATCH_NAME];
  mangle(name, path);
  int result = REAL(mq_unlink)(path);
  struct watch_object *object = result == 0 ? object_named(WATCH_POSIX_QUEUE, name) : NULL;
  if (object != NULL) object->removed = 1;
  return result;
}

// Waits at the gate until a queue is ready; false if the time is over.
static bool enter_queue(uint32_t operation, mqd_t queue, short events, uint64_t deadline, uint64_t caller) {
  if (!prepare(operation, NULL, caller)) return true;
  me->offset = (uint64_t)queue;
  pass();
  struct pollfd polled = {(int)queue, events, 0};
  bool is_waiting = !(fcntl((int)queue, F_GETFL) & O_NONBLOCK), is_over = false;
  while (is_waiting && !is_over && REAL(poll)(&polled, 1, 0) == 0) is_over = block(deadline) == TIME_IS_OVER;
  leave();
  return !is_over;
}

int mq_send(mqd_t queue, const char *message, size_t size, unsigned priority) {
  enter_queue(WATCH_QUEUE_SEND, queue, POLLOUT, 0, CALLER);
  return REAL(mq_send)(queue, message, size, priority);
}

ssize_t mq_receive(mqd_t queue, char *message, size_t size, unsigned *priority) {
  enter_queue(WATCH_QUEUE_RECEIVE, queue, POLLIN, 0, CALLER);
  return REAL(mq_receive)(queue, message, size, priority);
}

int mq_timedsend(mqd_t queue, const char *message, size_t size, unsigned priority, const struct timespec *time) {
  if (control == NULL) return REAL(mq_timedsend)(queue, message, size, priority, time);
  if (!enter_queue(WATCH_QUEUE_SEND, queue, POLLOUT, moment(time), CALLER)) return errno = ETIMEDOUT, -1;
  return REAL(mq_send)(queue, message, size, priority);
}

ssize_t mq_timedreceive(mqd_t queue, char *message, size_t size, unsigned *priority, const struct timespec *time) {
  if (control == NULL) return REAL(mq_timedreceive)(queue, message, size, priority, time);
  if (!enter_queue(WATCH_QUEUE_RECEIVE, queue, POLLIN, moment(time), CALLER)) return errno = ETIMEDOUT, -1;
  return REAL(mq_receive)(queue, message, size, priority);
}

// MARK: System V semaphores and queues

int semget(key_t key, int count, int flags) {
  if (control == NULL) return REAL(semget)(key, count, flags);
  if (has_option(WATCH_REAL_NAMES)) {
    bool is_new = key == IPC_PRIVATE || REAL(semget)(key, 0, 0) == -1;
    int id = REAL(semget)(key, count, flags);
    note_systemv(WATCH_SEMAPHORES, key, id, (uint64_t)count, is_new, CALLER);
    return id;
  }
  struct watch_object *known;
  if (make_private(WATCH_SEMAPHORES, key, flags, &known) == -1) return -1;
  if (known != NULL) return known->id;
  if (!has_room()) return errno = ENOSPC, -1;
  int id = REAL(semget)(own_key(), count, flags | IPC_CREAT | IPC_EXCL);
  note_systemv(WATCH_SEMAPHORES, key, id, (uint64_t)count, true, CALLER);
  return id;
}

// Whether the operation that cannot proceed is one that may wait.
static bool may_wait(int id, const struct sembuf *operations, size_t count) {
  for (size_t i = 0; i < count; i++) {
    int value = REAL(semctl)(id, operations[i].sem_num, GETVAL);
    for (size_t j = 0; j < i; j++) {
      if (operations[j].sem_num == operations[i].sem_num) value += operations[j].sem_op;
    }
    int change = operations[i].sem_op;
    if (change == 0 ? value != 0 : value + change < 0) return !(operations[i].sem_flg & IPC_NOWAIT);
  }
  return true;
}

// Tries operations on a set until they are possible.
static int change_set(int id, const struct sembuf *operations, size_t count, uint64_t deadline) {
  struct sembuf trial[64];
  size_t length = count < 64 ? count : 64;
  for (size_t i = 0; i < length; i++) {
    trial[i] = operations[i];
    trial[i].sem_flg |= IPC_NOWAIT;
  }
  int result;
  bool has_waited = false;
  while ((result = REAL(semop)(id, trial, length)) == -1 && errno == EAGAIN) {
    if (!may_wait(id, operations, length)) {
      errno = EAGAIN;
      break;
    }
    enum end_of_wait end = block(deadline);
    has_waited = true;
    if (end != RETRY) {
      errno = end == TIME_IS_OVER ? EAGAIN : EINTR;
      break;
    }
  }
  // It was removed meanwhile.
  if (result == -1 && has_waited && errno == EINVAL) errno = EIDRM;
  leave();
  return result;
}

static bool enter_set(uint32_t operation, int id, const struct sembuf *operations, size_t count, uint64_t caller) {
  if (count == 0 || count > 64 || !prepare(operation, NULL, caller)) return false;
  me->object = number_of(known_object(WATCH_SEMAPHORES, id, NULL));
  me->offset = operations[0].sem_num;
  me->value = (uint64_t)(int64_t)operations[0].sem_op;
  me->change_count = count < WATCH_CHANGES ? (uint32_t)count : WATCH_CHANGES;
  for (uint32_t i = 0; i < me->change_count; i++) {
    me->change_of[i] = operations[i].sem_num;
    me->change_by[i] = operations[i].sem_op;
  }
  pass();
  return true;
}

int semop(int id, struct sembuf *operations, size_t count) {
  if (!enter_set(WATCH_SEMOP, id, operations, count, CALLER)) return REAL(semop)(id, operations, count);
  return change_set(id, operations, count, 0);
}

int semtimedop(int id, struct sembuf *operations, size_t count, const struct timespec *time) {
  if (!enter_set(WATCH_SEMTIMEDOP, id, operations, count, CALLER)) {
    return REAL(semtimedop)(id, operations, count, time);
  }
  return change_set(id, operations, count, time == NULL ? 0 : after(time));
}

int semctl(int id, int number, int command, ...) {
  va_list list;
  va_start(list, command);
  void *argument = va_arg(list, void *);
  va_end(list);
  bool is_gated = enter_systemv(WATCH_SEMCTL, WATCH_SEMAPHORES, id, (uint64_t)number, command, CALLER);
  int result = REAL(semctl)(id, number, command, argument);
  note_removal(WATCH_SEMAPHORES, id, command, result);
  if (is_gated) leave();
  return result;
}

int msgget(key_t key, int flags) {
  if (control == NULL) return REAL(msgget)(key, flags);
  if (has_option(WATCH_REAL_NAMES)) {
    bool is_new = key == IPC_PRIVATE || REAL(msgget)(key, 0) == -1;
    int id = REAL(msgget)(key, flags);
    note_systemv(WATCH_QUEUE, key, id, 0, is_new, CALLER);
    return id;
  }
  struct watch_object *known;
  if (make_private(WATCH_QUEUE, key, flags, &known) == -1) return -1;
  if (known != NULL) return known->id;
  if (!has_room()) return errno = ENOSPC, -1;
  int id = REAL(msgget)(own_key(), flags | IPC_CREAT | IPC_EXCL);
  note_systemv(WATCH_QUEUE, key, id, 0, true, CALLER);
  return id;
}

int msgsnd(int id, const void *message, size_t size, int flags) {
  if (!enter_systemv(WATCH_MESSAGE_SEND, WATCH_QUEUE, id, 0, 0, CALLER)) {
    return REAL(msgsnd)(id, message, size, flags);
  }
  int result;
  bool has_waited = false;
  while ((result = REAL(msgsnd)(id, message, size, flags | IPC_NOWAIT)) == -1 && errno == EAGAIN &&
         !(flags & IPC_NOWAIT)) {
    has_waited = true;
    if (block(0) == INTERRUPTED) {
      errno = EINTR;
      break;
    }
  }
  if (result == -1 && has_waited && errno == EINVAL) errno = EIDRM;
  leave();
  return result;
}

ssize_t msgrcv(int id, void *message, size_t size, long type, int flags) {
  if (!enter_systemv(WATCH_MESSAGE_RECEIVE, WATCH_QUEUE, id, 0, 0, CALLER)) {
    return REAL(msgrcv)(id, message, size, type, flags);
  }
  ssize_t result;
  bool has_waited = false;
  while ((result = REAL(msgrcv)(id, message, size, type, flags | IPC_NOWAIT)) == -1 && errno == ENOMSG &&
         !(flags & IPC_NOWAIT)) {
    has_waited = true;
    if (block(0) == INTERRUPTED) {
      errno = EINTR;
      break;
    }
  }
  if (result == -1 && has_waited && errno == EINVAL) errno = EIDRM;
  leave();
  return result;
}

int msgctl(int id, int command, struct msqid_ds *buffer) {
  bool is_gated =
      control != NULL && command == IPC_RMID && enter_systemv(WATCH_REMOVE, WATCH_QUEUE, id, 0, 0, CALLER);
  int result = REAL(msgctl)(id, command, buffer);
  note_removal(WATCH_QUEUE, id, command, result);
  if (is_gated) leave();
  return result;
}

// MARK: Processes

pid_t fork(void) {
  if (!enter(WATCH_FORK, NULL, CALLER)) return REAL(fork)();
  // Taken before the fork, so that the numbers are the same each time.
  struct watch_task *child = new_task(0);
  if (child == NULL) {
    leave();
    return errno = EAGAIN, -1;
  }
  // It begins where its parent is.
  memcpy(child->frames, me->frames, sizeof child->frames);
  memcpy(child->frame_at, me->frame_at, sizeof child->frame_at);
  child->frame_count = me->frame_count;
  pid_t pid = REAL(fork)();
  if (pid == 0) {
    become(child);
    begin_child();
  } else if (pid > 0) {
    child->pid = pid;
  } else {
    __atomic_store_n(&child->state, WATCH_ENDED, __ATOMIC_RELEASE);
  }
  leave();
  return pid;
}

// The child of a vfork may do little, and whatever it may do it may do after a fork.
pid_t vfork(void) { return fork(); }

// Whether a file has the runtime in it, by a text of the runtime's own.
static bool has_runtime(const char *path) {
  int file = open(path, O_RDONLY | O_CLOEXEC);
  struct stat status;
  if (file == -1) return false;
  bool is_found = false;
  if (fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) {
    size_t size = (size_t)status.st_size;
    char *bytes = REAL(mmap)(NULL, size, PROT_READ, MAP_PRIVATE, file, 0);
    if (bytes != MAP_FAILED) {
      is_found = memmem(bytes, size, "ringside-watch-%u-", 18) != NULL;
      REAL(munmap)(bytes, size);
    }
  }
  close(file);
  return is_found;
}

// Finds a program by PATH.
static void find_program(const char *name, char *path) {
  snprintf(path, WATCH_PATH, "%s", name);
  const char *folders = getenv("PATH");
  if (((char *(*)(const char *, int))cached_strchr())(name, '/') != NULL || folders == NULL) return;
  while (*folders != 0) {
    size_t length = 0;
    while (folders[length] != 0 && folders[length] != ':') length++;
    snprintf(path, WATCH_PATH, "%.*s/%s", (int)length, folders, name);
    if (access(path, X_OK) == 0) return;
    folders += length + (folders[length] == ':');
  }
}

// The environment for a program that is started: it is watched as well, whatever environment it is given.
static char **watched_environment(const char *program, char *const *given) {
  static char own[WATCH_PATH + 32], library[WATCH_PATH + 32];
  size_t count = 0;
  while (given != NULL && given[count] != NULL) count++;
  char **all = malloc((count + 3) * sizeof *all);
  if (all == NULL) return (char **)(uintptr_t)given;
  size_t length = 0;
  for (size_t i = 0; i < count; i++) {
    bool is_replaced = strncmp(given[i], WATCH_ENVIRONMENT "=", sizeof WATCH_ENVIRONMENT) == 0 ||
                       (strncmp(given[i], "LD_PRELOAD=", 11) == 0 && control->preload[0] != 0 &&
                        strcmp(given[i] + 11, control->preload) == 0);
    if (!is_replaced) all[length++] = given[i];
  }
  snprintf(own, sizeof own, "%s=%s", WATCH_ENVIRONMENT, control_path);
  all[length++] = own;
  if (control->preload[0] != 0 && !has_runtime(program)) {
    snprintf(library, sizeof library, "LD_PRELOAD=%s", control->preload);
    all[length++] = library;
  }
  all[length] = NULL;
  return all;
}

int execve(const char *path, char *const arguments[], char *const environment[]) {
  if (control == NULL) return REAL(execve)(path, arguments, environment);
  bool is_gated = enter(WATCH_EXEC, NULL, CALLER);
  int result = REAL(execve)(path, arguments, watched_environment(path, environment));
  if (is_gated) leave();
  return result;
}

int execvpe(const char *name, char *const arguments[], char *const environment[]) {
  if (control == NULL) return REAL(execvpe)(name, arguments, environment);
  bool is_gated = enter(WATCH_EXEC, NULL, CALLER);
  char path[WATCH_PATH];
  find_program(name, path);
  int result = REAL(execvpe)(name, arguments, watched_environment(path, environment));
  if (is_gated) leave();
  return result;
}

int fexecve(int file, char *const arguments[], char *const environment[]) {
  if (control == NULL) return REAL(fexecve)(file, arguments, environment);
  bool is_gated = enter(WATCH_EXEC, NULL, CALLER);
  char path[64];
  snprintf(path, sizeof path, "/proc/self/fd/%d", file);
  int result = REAL(fexecve)(file, arguments, watched_environment(path, environment));
  if (is_gated) leave();
  return result;
}

int execv(const char *path, char *const arguments[]) { return execve(path, arguments, environ); }
int execvp(const char *name, char *const arguments[]) { return execvpe(name, arguments, environ); }

// The arguments of execl and its like, which end with a null pointer.
#define MOST_ARGUMENTS 256
#define COLLECT                                                      \
  char *arguments[MOST_ARGUMENTS + 1] = {(char *)(uintptr_t)first};  \
  va_list list;                                                      \
  va_start(list, first);                                             \
  for (int i = 1; i < MOST_ARGUMENTS && arguments[i - 1] != NULL; i++) arguments[i] = va_arg(list, char *);

int execl(const char *path, const char *first, ...) {
  COLLECT
  va_end(list);
  return execve(path, arguments, environ);
}
int execlp(const char *name, const char *first, ...) {
  COLLECT
  va_end(list);
  return execvpe(name, arguments, environ);
}
int execle(const char *path, const char *first, ...) {
  COLLECT
  char *const *environment = va_arg(list, char *const *);
  va_end(list);
  return execve(path, arguments, environment);
}

static int spawn(bool searches, pid_t *pid, const char *name, const posix_spawn_file_actions_t *actions,
                 const posix_spawnattr_t *attributes, char *const arguments[], char *const environment[],
                 uint64_t caller) {
  __typeof__(&posix_spawn) real_spawn = searches ? REAL(posix_spawnp) : REAL(posix_spawn);
  if (!enter(WATCH_SPAWN, NULL, caller)) return real_spawn(pid, name, actions, attributes, arguments, environment);
  struct watch_task *child = new_task(0);
  char path[WATCH_PATH];
  snprintf(path, sizeof path, "%s", name);
  if (searches) find_program(name, path);
  pid_t own;
  int result = child == NULL ? EAGAIN
                             : real_spawn(&own, name, actions, attributes, arguments,
                                          watched_environment(path, environment));
  if (result == 0) {
    child->pid = own;
    if (pid != NULL) *pid = own;
  } else if (child != NULL) {
    __atomic_store_n(&child->state, WATCH_ENDED, __ATOMIC_RELEASE);
  }
  leave();
  return result;
}

int posix_spawn(pid_t *pid, const char *path, const posix_spawn_file_actions_t *actions,
                const posix_spawnattr_t *attributes, char *const arguments[], char *const environment[]) {
  return spawn(false, pid, path, actions, attributes, arguments, environment, CALLER);
}
int posix_spawnp(pid_t *pid, const char *name, const posix_spawn_file_actions_t *actions,
                 const posix_spawnattr_t *attributes, char *const arguments[], char *const environment[]) {
  return spawn(true, pid, name, actions, attributes, arguments, environment, CALLER);
}

// Notes how a child has ended: only its parent is told.
static void note_end(pid_t pid, int status) {
  if (!WIFEXITED(status) && !WIFSIGNALED(status)) return;
  for (uint32_t i = 0; i < control->tasks && i < WATCH_TASKS; i++) {
    if (control->task[i].pid == pid && control->task[i].thread == 0) control->task[i].status = status;
  }
}

static pid_t await_child(pid_t pid, int *status, int options, struct rusage *usage, uint64_t caller) {
  if (!prepare(WATCH_WAIT, NULL, caller)) return REAL(wait4)(pid, status, options, usage);
  me->value = (uint64_t)(int64_t)pid;
  pass();
  pid_t result;
  int found = 0;
  while ((result = REAL(wait4)(pid, &found, options | WNOHANG, usage)) == 0 && !(options & WNOHANG)) {
    if (ends_wait(block(0))) {
      errno = EINTR;
      result = -1;
      break;
    }
  }
  if (result > 0) note_end(result, found);
  if (status != NULL && result > 0) *status = found;
  leave();
  return result;
}

pid_t waitpid(pid_t pid, int *status, int options) { return await_child(pid, status, options, NULL, CALLER); }
pid_t wait(int *status) { return await_child(-1, status, 0, NULL, CALLER); }
pid_t wait3(int *status, int options, struct rusage *usage) { return await_child(-1, status, options, usage, CALLER); }
pid_t wait4(pid_t pid, int *status, int options, struct rusage *usage) {
  return await_child(pid, status, options, usage, CALLER);
}

int waitid(idtype_t type, id_t id, siginfo_t *information, int options) {
  if (!enter(WATCH_WAIT, NULL, CALLER)) return REAL(waitid)(type, id, information, options);
  siginfo_t found;
  int result;
  do {
    found.si_pid = 0;
    result = REAL(waitid)(type, id, &found, options | WNOHANG);
    if (result != 0 || found.si_pid != 0 || (options & WNOHANG)) break;
    block(0);
  } while (true);
  if (result == 0 && found.si_pid != 0) {
    note_end(found.si_pid, found.si_code == CLD_EXITED ? (found.si_status & 0xff) << 8 : found.si_status & 0x7f);
  }
  if (information != NULL) *information = found;
  leave();
  return result;
}

int kill(pid_t pid, int number) {
  if (!prepare(WATCH_KILL, NULL, CALLER)) return REAL(kill)(pid, number);
  me->value = (uint64_t)(int64_t)pid;
  me->offset = (uint64_t)number;
  pass();
  int result = send_signal(pid, number);
  leave();
  return result;
}

// Waits for a signal that is handled, with these signals blocked meanwhile. The handler's own operations pass gates.
static void await_signal(const sigset_t *mask, uint64_t caller) {
  describe(WATCH_PAUSE, NULL, 0, caller);
  pass();
  me->order = __atomic_add_fetch(&control->sleeps, 1, __ATOMIC_RELAXED);
  __atomic_store_n(&me->state, WATCH_BLOCKED, __ATOMIC_RELEASE);
  is_inside = false;
  report();
  // ppoll sets the mask and waits as one step: a signal that is pending already ends it as well.
  struct timespec slice = {0, 500000000};
  int result;
  do {
    struct timespec time = slice;
    result = (int)syscall(SYS_ppoll, NULL, 0, &time, mask, sizeof(uint64_t));
    if (result == 0 && is_alone()) syscall(SYS_exit_group, 1);
  } while (result == 0);
  __atomic_store_n(&me->state, WATCH_RUNNING, __ATOMIC_RELEASE);
}

int pause(void) {
  if (!is_watched()) return REAL(pause)();
  is_inside = true;
  await_signal(NULL, CALLER);
  return errno = EINTR, -1;
}

int sigsuspend(const sigset_t *mask) {
  if (!is_watched()) return REAL(sigsuspend)(mask);
  is_inside = true;
  await_signal(mask, CALLER);
  return errno = EINTR, -1;
}

void exit(int status) {
  if (me != NULL) me->status = (status & 0xff) << 8;
  ((void (*)(int))(uintptr_t)cached_exit())(status);
  __builtin_unreachable();
}

void _exit(int status) {
  end((status & 0xff) << 8);
  syscall(SYS_exit_group, status);
  __builtin_unreachable();
}
void _Exit(int status) { _exit(status); }

// A jump out of a signal handler leaves the runtime, too, if the signal came while the task waited in it.
#define LEAVE_BY_JUMP(name)                                                     \
  void name(struct __jmp_buf_tag place[1], int value) {                         \
    static void *found;                                                         \
    if (found == NULL) found = real(#name);                                     \
    is_inside = false;                                                          \
    is_cancellable = false;                                                     \
    ((void (*)(struct __jmp_buf_tag *, int))found)(place, value);               \
    __builtin_unreachable();                                                    \
  }
LEAVE_BY_JUMP(longjmp)
LEAVE_BY_JUMP(_longjmp)
LEAVE_BY_JUMP(siglongjmp)
LEAVE_BY_JUMP(__longjmp_chk)

// libc's own would fork without a gate: daemon(3).
int daemon(int keeps_folder, int keeps_streams) {
  if (control == NULL) {
    static void *found;
    if (found == NULL) found = real("daemon");
    return ((int (*)(int, int))found)(keeps_folder, keeps_streams);
  }
  pid_t child = fork();
  if (child == -1) return -1;
  if (child > 0) _exit(0);
  if (setsid() == -1) return -1;
  if (!keeps_folder && chdir("/") == -1) return -1;
  int file = keeps_streams ? -1 : open("/dev/null", O_RDWR);
  if (file != -1) {
    for (int stream = 0; stream < 3; stream++) dup2(file, stream);
    if (file > 2) close(file);
  }
  return 0;
}

pid_t _Fork(void) { return fork(); }

// MARK: Threads

struct start {
  void *(*body)(void *);
  void *argument;
  struct watch_task *task;
};

static pthread_key_t thread_key;
static void end_thread(void *task) {
  (void)task;
  end(0);
}
static void make_thread_key(void) { pthread_key_create(&thread_key, end_thread); }

static void *run_thread(void *memory) {
  struct start start = *(struct start *)memory;
  free(memory);
  is_inside = true;
  become(start.task);
  if (me != NULL) {
    // However it ends: by pthread_exit, by pthread_cancel, or at the end of its function.
    pthread_setspecific(thread_key, me);
    me->frames[0] = (uint64_t)(uintptr_t)start.body + 1 - base;
    me->frame_count = 1;
    begin_child();
  }
  is_inside = false;
  return start.body(start.argument);
}

// The other threads go on when the first one ends like this.
void pthread_exit(void *result) {
  if (is_watched() && me == leader) end(0);
  ((void (*)(void *))(uintptr_t)cached_pthread_exit())(result);
  __builtin_unreachable();
}

static uint32_t thread_count;

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*body)(void *), void *argument) {
  if (!enter(WATCH_THREAD, NULL, CALLER)) return REAL(pthread_create)(thread, attributes, body, argument);
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, make_thread_key);
  struct start *start = malloc(sizeof *start);
  struct watch_task *task = start == NULL ? NULL : new_task(++thread_count);
  if (task == NULL) {
    free(start);
    return leave(), EAGAIN;
  }
  task->pid = getpid();
  *start = (struct start){body, argument, task};
  int result = REAL(pthread_create)(thread, attributes, run_thread, start);
  if (result != 0) {
    __atomic_store_n(&task->state, WATCH_ENDED, __ATOMIC_RELEASE);
    free(start);
  }
  leave();
  return result;
}

int pthread_cancel(pthread_t thread) {
  static void *found;
  if (found == NULL) found = real("pthread_cancel");
  int result = ((int (*)(pthread_t))found)(thread);
  if (control == NULL || result != 0) return result;
  for (uint32_t i = 0; i < control->tasks && i < WATCH_TASKS; i++) {
    struct watch_task *task = &control->task[i];
    if (task->pid == getpid()) futex(&task->futex, FUTEX_WAKE, INT_MAX, NULL);
  }
  return result;
}

int pthread_join(pthread_t thread, void **result) {
  if (pthread_equal(thread, pthread_self())) return EDEADLK;
  if (!enter(WATCH_JOIN, NULL, CALLER)) return REAL(pthread_join)(thread, result);
  int answer;
  while ((answer = pthread_tryjoin_np(thread, result)) == EBUSY) block(0);
  leave();
  return answer;
}

// MARK: Time

int sched_yield(void) {
  if (!enter(WATCH_YIELD, NULL, CALLER)) return REAL(sched_yield)();
  leave();
  return 0;
}

// A sleep takes no time but virtual time; while the program runs free, it is real.
static bool sleep_virtually(uint64_t until, uint64_t caller) {
  if (!prepare(WATCH_SLEEP, NULL, caller)) return false;
  me->deadline = until;
  while (is_free() && now() < until) {
    struct timespec slice = {0, 1000000};
    syscall(SYS_nanosleep, &slice, NULL);
    advance(1000000);
  }
  pass();
  advance_to(until);
  leave();
  let_cancel();
  return true;
}

// The sleep of old programs: nothing is waited for but time. Otherwise it waits outside.
int select(int count, fd_set *reading, fd_set *writing, fd_set *exceptions, struct timeval *time) {
  bool is_sleep = reading == NULL && writing == NULL && exceptions == NULL && time != NULL && control != NULL;
  uint64_t span = is_sleep ? (uint64_t)time->tv_sec * SECOND + (uint64_t)time->tv_usec * 1000 : 0;
  if (is_sleep && sleep_virtually(now() + span, CALLER)) return 0;
  static void *found;
  if (found == NULL) found = real("select");
  return ((int (*)(int, fd_set *, fd_set *, fd_set *, struct timeval *))found)(count, reading, writing, exceptions, time);
}

int poll(struct pollfd *files, nfds_t count, int milliseconds) {
  bool is_sleep = count == 0 && milliseconds > 0 && control != NULL && !is_inside;
  if (is_sleep && sleep_virtually(now() + (uint64_t)milliseconds * 1000000, CALLER)) return 0;
  return REAL(poll)(files, count, milliseconds);
}

static uint64_t after_nanoseconds(uint64_t nanoseconds) { return control == NULL ? 0 : now() + nanoseconds; }

unsigned sleep(unsigned seconds) {
  if (sleep_virtually(after_nanoseconds(seconds * SECOND), CALLER)) return 0;
  return REAL(sleep)(seconds);
}

int usleep(useconds_t microseconds) {
  if (sleep_virtually(after_nanoseconds(microseconds * 1000ull), CALLER)) return 0;
  return REAL(usleep)(microseconds);
}

int nanosleep(const struct timespec *time, struct timespec *left) {
  if (sleep_virtually(control == NULL ? 0 : after(time), CALLER)) return 0;
  return REAL(nanosleep)(time, left);
}

int clock_nanosleep(clockid_t clock, int flags, const struct timespec *time, struct timespec *left) {
  uint64_t until = control == NULL ? 0 : flags & TIMER_ABSTIME ? moment(time) : after(time);
  if (sleep_virtually(until, CALLER)) return 0;
  return REAL(clock_nanosleep)(clock, flags, time, left);
}

unsigned alarm(unsigned seconds) {
  if (control == NULL || leader == NULL) return REAL(alarm)(seconds);
  uint64_t left = leader->alarm > now() ? leader->alarm - now() : 0;
  set_alarm(seconds == 0 ? 0 : now() + seconds * SECOND, 0);
  return (unsigned)((left + SECOND - 1) / SECOND);
}

useconds_t ualarm(useconds_t first, useconds_t interval) {
  static void *found;
  if (found == NULL) found = real("ualarm");
  if (control == NULL || leader == NULL) return ((useconds_t (*)(useconds_t, useconds_t))found)(first, interval);
  uint64_t left = leader->alarm > now() ? leader->alarm - now() : 0;
  set_alarm(first == 0 ? 0 : now() + first * 1000ull, interval * 1000ull);
  return (useconds_t)(left / 1000);
}

static uint64_t nanoseconds_of(struct timeval time) {
  return (uint64_t)time.tv_sec * SECOND + (uint64_t)time.tv_usec * 1000;
}

int setitimer(__itimer_which_t which, const struct itimerval *new, struct itimerval *old) {
  if (control == NULL || leader == NULL || which != ITIMER_REAL) return REAL(setitimer)(which, new, old);
  if (old != NULL) memset(old, 0, sizeof *old);
  uint64_t first = nanoseconds_of(new->it_value);
  set_alarm(first == 0 ? 0 : now() + first, nanoseconds_of(new->it_interval));
  return 0;
}

// Looking at the clock takes time, so that a loop which waits for a time ends.
static struct timespec look_at_clock(uint64_t start, uint64_t cost) {
  bool was_inside = is_inside;
  is_inside = true;
  advance(cost);
  is_inside = was_inside;
  uint64_t time = now();
  return (struct timespec){(time_t)(start + time / SECOND), (long)(time % SECOND)};
}

time_t time(time_t *place) {
  if (control == NULL || me == NULL) return REAL(time)(place);
  time_t seconds = look_at_clock(EPOCH, 1000000).tv_sec;
  if (place != NULL) *place = seconds;
  return seconds;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
  if (control == NULL || me == NULL) return REAL(gettimeofday)(time, zone);
  struct timespec found = look_at_clock(EPOCH, 10000);
  *time = (struct timeval){found.tv_sec, found.tv_nsec / 1000};
  return 0;
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  bool is_real = clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE;
  bool is_monotonic = clock == CLOCK_MONOTONIC || clock == CLOCK_MONOTONIC_COARSE || clock == CLOCK_MONOTONIC_RAW ||
                      clock == CLOCK_BOOTTIME;
  if (control == NULL || me == NULL || (!is_real && !is_monotonic)) return REAL(clock_gettime)(clock, time);
  *time = look_at_clock(is_real ? EPOCH : MONOTONIC_START, 10000);
  return 0;
}
