// Ringside's runtime inside a watched program. The compiler's thread-sanitizer hooks end here instead of in libtsan, and
// the calls of libc that share memory or synchronize are interposed. Each of them passes a gate first.
//
// No dependencies but libc. Compiled by the user's compiler together with watch.h.
#include <dlfcn.h>
#include <link.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/futex.h>
#include <mqueue.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define HIDDEN __attribute__((visibility("hidden")))
#define CALLER ((uint64_t)(uintptr_t)__builtin_return_address(0))

static struct watch_control *control;
static char control_path[WATCH_NAME];
static __thread struct watch_task *me;
static __thread bool is_inside;  // in the runtime itself, whose own accesses are nobody's business
static uint64_t base;            // where the program is loaded

// What of the shared objects this process has mapped. Threads share it, and fork copies it.
static struct mapping {
  uint64_t start, size;
  uint32_t object;  // plus one
  uint64_t offset;
} mappings[256];
static volatile uint32_t mapping_count;

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
#define FIND(name)                                              \
  static void *cached_##name(void) {                            \
    static void *found;                                         \
    if (found == NULL) found = real(#name);                     \
    return found;                                               \
  }
FIND(shm_open) FIND(shm_unlink) FIND(mmap) FIND(munmap) FIND(shmget) FIND(shmat) FIND(shmdt) FIND(shmctl)
FIND(sem_open) FIND(sem_unlink) FIND(sem_init) FIND(sem_wait) FIND(sem_trywait) FIND(sem_timedwait) FIND(sem_post)
FIND(pthread_mutex_init) FIND(pthread_mutex_lock) FIND(pthread_mutex_trylock) FIND(pthread_mutex_unlock)
FIND(pthread_rwlock_rdlock) FIND(pthread_rwlock_tryrdlock) FIND(pthread_rwlock_wrlock) FIND(pthread_rwlock_trywrlock)
FIND(pthread_rwlock_unlock) FIND(pthread_spin_lock) FIND(pthread_spin_trylock) FIND(pthread_spin_unlock)
FIND(pthread_create) FIND(pthread_join) FIND(semget) FIND(semop) FIND(semctl) FIND(msgget) FIND(msgsnd) FIND(msgrcv)
FIND(msgctl) FIND(fork) FIND(waitpid) FIND(sched_yield) FIND(usleep) FIND(nanosleep)
FIND(pthread_barrier_wait) FIND(read) FIND(write) FIND(mq_send) FIND(mq_receive)
FIND(memcpy) FIND(memset) FIND(memmove) FIND(strcpy) FIND(strncpy) FIND(strcat) FIND(exit) FIND(ftruncate)
FIND(mmap64)

// MARK: The control region

static long futex(uint32_t *word, int operation, uint32_t value, const struct timespec *time) {
  return syscall(SYS_futex, word, operation, value, time, NULL, 0);
}

static void report(void) {
  __atomic_add_fetch(&control->reports, 1, __ATOMIC_RELEASE);
  futex(&control->reports, FUTEX_WAKE, INT_MAX, NULL);
}

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

// A record for a new process or thread; NULL if there is none left.
static struct watch_task *new_task(uint32_t thread) {
  lock_tables();
  struct watch_task *task = NULL;
  if (control->tasks < WATCH_TASKS) {
    task = &control->task[control->tasks];
    memset(task, 0, sizeof *task);
    task->parent = me == NULL ? 0 : (uint32_t)(me - control->task) + 1;
    task->thread = thread;
    if (me != NULL) memcpy(task->program, me->program, sizeof task->program);
    __atomic_store_n(&task->state, WATCH_STARTING, __ATOMIC_RELEASE);
    control->tasks++;
  }
  unlock_tables();
  return task;
}

static void become(struct watch_task *task) {
  me = task;
  if (task == NULL) return;
  task->pid = getpid();
  task->tid = (int32_t)syscall(SYS_gettid);
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
  control = found;
  snprintf(control_path, sizeof control_path, "%s", path);
  return 0;
}

// What is to be taken from an address to get the one in the program's file: where it is loaded, unless it is always
// loaded at the same place.
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

__attribute__((constructor(101))) static void begin(void) {
  if (control != NULL || open_control() == -1) return;
  is_inside = true;
  base = program_base();
  setvbuf(stdout, NULL, _IOLBF, 0);
  // A process that was replaced by exec keeps its record.
  struct watch_task *task = NULL;
  for (uint32_t i = 0; i < control->tasks && task == NULL; i++) {
    if (control->task[i].pid == getpid() && control->task[i].state != WATCH_ENDED) task = &control->task[i];
  }
  become(task != NULL ? task : new_task(0));
  if (me != NULL) {
    ssize_t length = readlink("/proc/self/exe", me->program, sizeof me->program - 1);
    me->program[length > 0 ? length : 0] = 0;
    __atomic_store_n(&me->state, WATCH_RUNNING, __ATOMIC_RELEASE);
    report();
  }
  is_inside = false;
}

// - status: as wait(2) tells it.
static void end(int status) {
  if (me == NULL || me->state == WATCH_ENDED) return;
  me->status = status;
  __atomic_store_n(&me->state, WATCH_ENDED, __ATOMIC_RELEASE);
  report();
}

__attribute__((destructor(101))) static void finish(void) { end(me == NULL ? 0 : me->status); }

// MARK: Shared objects

// The record of a shared object with this name or System V id; a new one if there is none. NULL if the table is full.
static struct watch_object *object_of(uint32_t kind, const char *name, const char *path, uint64_t key, int id) {
  lock_tables();
  struct watch_object *found = NULL;
  for (uint32_t i = 0; i < control->objects && found == NULL; i++) {
    struct watch_object *object = &control->object[i];
    bool is_same = name != NULL ? strncmp(object->name, name, WATCH_NAME - 1) == 0 : object->id == id;
    if (object->kind == kind && is_same && (name != NULL || id >= 0)) found = object;
  }
  if (found == NULL && control->objects < WATCH_OBJECTS) {
    found = &control->object[control->objects];
    memset(found, 0, sizeof *found);
    found->kind = kind;
    found->key = key;
    found->id = id;
    found->mapped_by = me == NULL ? 0 : (uint32_t)(me - control->task);
    if (name != NULL) snprintf(found->name, WATCH_NAME, "%s", name);
    if (path != NULL) snprintf(found->path, WATCH_NAME, "%s", path);
    control->objects++;
  }
  unlock_tables();
  return found;
}

static struct watch_object *object_with_key(uint32_t kind, uint64_t key) {
  for (uint32_t i = 0; i < control->objects; i++) {
    struct watch_object *object = &control->object[i];
    if (object->kind == kind && object->key == key && !object->removed) return object;
  }
  return NULL;
}

static uint32_t number_of(struct watch_object *object) {
  return object == NULL ? 0 : (uint32_t)(object - control->object) + 1;
}

static void note_mapping(void *start, uint64_t size, struct watch_object *object, uint64_t offset, uint64_t caller) {
  if (object == NULL) return;
  if (object->size < offset + size) object->size = offset + size;
  if (object->mapped++ == 0) {
    object->mapped_at = caller - base;
    object->mapped_by = me == NULL ? 0 : (uint32_t)(me - control->task);
  }
  lock_tables();
  uint32_t place = mapping_count;
  for (uint32_t i = 0; i < mapping_count; i++) {
    if (mappings[i].object == 0) place = i;
  }
  if (place < sizeof mappings / sizeof *mappings) {
    mappings[place] = (struct mapping){(uint64_t)(uintptr_t)start, size, number_of(object), offset};
    if (place == mapping_count) mapping_count++;
  }
  unlock_tables();
}

static void forget_mapping(void *start) {
  for (uint32_t i = 0; i < mapping_count; i++) {
    if (mappings[i].start == (uint64_t)(uintptr_t)start) mappings[i].object = 0;
  }
}

static const struct mapping *mapping_of(const volatile void *address) {
  uint64_t place = (uint64_t)(uintptr_t)address;
  for (uint32_t i = 0; i < mapping_count; i++) {
    if (mappings[i].object != 0 && place - mappings[i].start < mappings[i].size) return &mappings[i];
  }
  return NULL;
}

// MARK: The gate

// Whether the runtime has anything to say here.
static bool is_watched(void) { return control != NULL && me != NULL && !is_inside; }

static void note_stack(uint64_t caller) {
  uint64_t *frame = __builtin_frame_address(0), previous = 0;
  uint32_t count = 0;
  bool is_found = false;
  // The frames of the runtime itself come first.
  for (int depth = 0; depth < 64 && count < WATCH_FRAMES && frame != NULL; depth++) {
    if ((uint64_t)(uintptr_t)frame <= previous || (uintptr_t)frame % 8 != 0) break;
    previous = (uint64_t)(uintptr_t)frame;
    uint64_t address = frame[1];
    if (address == caller) is_found = true;
    if (is_found) me->frames[count++] = address - base;
    // Without frame pointers the chain would lead anywhere.
    if (frame[0] - previous > (1 << 20)) break;
    frame = (uint64_t *)(uintptr_t)frame[0];
  }
  if (!is_found) {
    me->frames[0] = caller - base;
    count = 1;
  }
  me->frame_count = count;
}

static void describe(uint32_t operation, const volatile void *address, uint32_t size, uint64_t caller) {
  const struct mapping *mapping = mapping_of(address);
  me->operation = operation;
  me->size = size;
  me->object = mapping == NULL ? 0 : mapping->object;
  me->offset = mapping == NULL ? (uint64_t)(uintptr_t)address
                               : (uint64_t)(uintptr_t)address - mapping->start + mapping->offset;
  me->second = 0;
  me->value = 0;
  me->order = 0;
  note_stack(caller);
}

// Whether Ringside has ended, reaped or not: it holds a lock on the control region as long as it lives.
static bool is_alone(void) {
  int file = (int)syscall(SYS_openat, AT_FDCWD, control_path, O_RDONLY | O_CLOEXEC);
  if (file == -1) {
    // Removed, because Ringside was found dead, unless the program has left the folder's sight: chroot(2).
    if (errno == ENOENT && syscall(SYS_faccessat, AT_FDCWD, "/dev/shm", F_OK) == 0) return true;
    return syscall(SYS_kill, control->controller, 0) == -1 && errno == ESRCH;
  }
  bool is_free = syscall(SYS_flock, file, LOCK_SH | LOCK_NB) == 0;
  syscall(SYS_close, file);
  return is_free;
}

// Sleeps until an order comes. A task whose Ringside is gone ends: nobody would ever wake it.
static void await_orders(uint32_t seen) {
  struct timespec time = {0, 500000000};
  if (futex(&me->futex, FUTEX_WAIT, seen, &time) == -1 && errno == ETIMEDOUT && is_alone()) {
    syscall(SYS_exit_group, 1);
  }
}

// Waits until Ringside grants the operation that was described.
static void pass(void) {
  int error = errno;
  bool has_reported = false;
  while (true) {
    uint32_t seen = __atomic_load_n(&me->futex, __ATOMIC_ACQUIRE);
    if (__atomic_load_n(&me->granted, __ATOMIC_ACQUIRE) != me->passed) break;
    if (!has_reported) {
      __atomic_store_n(&me->state, WATCH_PARKED, __ATOMIC_RELEASE);
      report();
      has_reported = true;
    }
    await_orders(seen);
  }
  // The state first: whoever sees the operation used must not see the task still parked.
  __atomic_store_n(&me->state, WATCH_RUNNING, __ATOMIC_RELEASE);
  __atomic_store_n(&me->passed, me->passed + 1, __ATOMIC_RELEASE);
  errno = error;
}

// Says that the operation cannot proceed, and waits until Ringside lets it try again. It keeps its place in the queue
// until the operation is done.
static void block(void) {
  int error = errno;
  if (me->order == 0) me->order = __atomic_add_fetch(&control->sleeps, 1, __ATOMIC_RELAXED);
  __atomic_store_n(&me->state, WATCH_BLOCKED, __ATOMIC_RELEASE);
  report();
  while (__atomic_load_n(&me->retry, __ATOMIC_ACQUIRE) == me->retried) {
    uint32_t seen = __atomic_load_n(&me->futex, __ATOMIC_ACQUIRE);
    if (__atomic_load_n(&me->retry, __ATOMIC_ACQUIRE) != me->retried) break;
    await_orders(seen);
  }
  me->retried = __atomic_load_n(&me->retry, __ATOMIC_ACQUIRE);
  __atomic_store_n(&me->state, WATCH_RUNNING, __ATOMIC_RELEASE);
  errno = error;
}

static void access_memory(uint32_t operation, const volatile void *address, uint32_t size, uint64_t caller) {
  if (!is_watched() || mapping_of(address) == NULL) return;
  is_inside = true;
  describe(operation, address, size, caller);
  pass();
  is_inside = false;
}

// Describes a call, before more is said of it and it passes the gate; false if it is none of Ringside's business.
static bool prepare(uint32_t operation, const volatile void *object, uint64_t caller) {
  if (!is_watched()) return false;
  is_inside = true;
  describe(operation, object, 0, caller);
  return true;
}

// Enters the gate for a call.
static bool enter(uint32_t operation, const volatile void *object, uint64_t caller) {
  if (!prepare(operation, object, caller)) return false;
  pass();
  return true;
}

// Enters the gate for a call on an object of System V.
static bool enter_systemv(uint32_t operation, uint32_t kind, int id, uint64_t offset, int64_t value, uint64_t caller) {
  if (!prepare(operation, NULL, caller)) return false;
  me->object = number_of(object_of(kind, NULL, NULL, 0, id));
  me->offset = offset;
  me->value = (uint64_t)value;
  pass();
  return true;
}

static void leave(void) { is_inside = false; }

// MARK: The compiler's hooks

void __tsan_init(void) {}
void __tsan_func_entry(void *pc) { (void)pc; }
void __tsan_func_exit(void) {}
#define ACCESS(size)                                                                                               \
  void __tsan_read##size(void *p) { access_memory(WATCH_LOAD, p, size, CALLER); }                                  \
  void __tsan_write##size(void *p) { access_memory(WATCH_STORE, p, size, CALLER); }                                \
  void __tsan_read_write##size(void *p) { access_memory(WATCH_UPDATE, p, size, CALLER); }                          \
  void __tsan_unaligned_read##size(void *p) { access_memory(WATCH_LOAD, p, size, CALLER); }                        \
  void __tsan_unaligned_write##size(void *p) { access_memory(WATCH_STORE, p, size, CALLER); }                      \
  void __tsan_unaligned_read_write##size(void *p) { access_memory(WATCH_UPDATE, p, size, CALLER); }                \
  void __tsan_volatile_read##size(void *p) { access_memory(WATCH_LOAD, p, size, CALLER); }                         \
  void __tsan_volatile_write##size(void *p) { access_memory(WATCH_STORE, p, size, CALLER); }                       \
  void __tsan_unaligned_volatile_read##size(void *p) { access_memory(WATCH_LOAD, p, size, CALLER); }               \
  void __tsan_unaligned_volatile_write##size(void *p) { access_memory(WATCH_STORE, p, size, CALLER); }
ACCESS(1) ACCESS(2) ACCESS(4) ACCESS(8) ACCESS(16)
void __tsan_read_range(void *p, long size) { access_memory(WATCH_READ_RANGE, p, (uint32_t)size, CALLER); }
void __tsan_write_range(void *p, long size) { access_memory(WATCH_WRITE_RANGE, p, (uint32_t)size, CALLER); }
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
void __tsan_atomic_thread_fence(int o) {
  (void)o;
  __atomic_thread_fence(__ATOMIC_SEQ_CST);
}
void __tsan_atomic_signal_fence(int o) { (void)o; }

// MARK: Memory and string functions on shared bytes

static void copy_gate(void *to, const void *from, size_t size, uint64_t caller) {
  access_memory(WATCH_READ_RANGE, from, (uint32_t)size, caller);
  access_memory(WATCH_WRITE_RANGE, to, (uint32_t)size, caller);
}
void *__tsan_memcpy(void *to, const void *from, size_t size) {
  copy_gate(to, from, size, CALLER);
  return REAL(memcpy)(to, from, size);
}
void *__tsan_memmove(void *to, const void *from, size_t size) {
  copy_gate(to, from, size, CALLER);
  return REAL(memmove)(to, from, size);
}
void *__tsan_memset(void *to, int byte, size_t size) {
  access_memory(WATCH_WRITE_RANGE, to, (uint32_t)size, CALLER);
  return REAL(memset)(to, byte, size);
}

void *memcpy(void *to, const void *from, size_t size) {
  copy_gate(to, from, size, CALLER);
  return REAL(memcpy)(to, from, size);
}
void *memmove(void *to, const void *from, size_t size) {
  copy_gate(to, from, size, CALLER);
  return REAL(memmove)(to, from, size);
}
void *memset(void *to, int byte, size_t size) {
  access_memory(WATCH_WRITE_RANGE, to, (uint32_t)size, CALLER);
  return REAL(memset)(to, byte, size);
}
char *strcpy(char *to, const char *from) {
  copy_gate(to, from, strlen(from) + 1, CALLER);
  return REAL(strcpy)(to, from);
}
char *strncpy(char *to, const char *from, size_t size) {
  copy_gate(to, from, strnlen(from, size), CALLER);
  return REAL(strncpy)(to, from, size);
}
char *strcat(char *to, const char *from) {
  access_memory(WATCH_READ_RANGE, to, (uint32_t)strlen(to), CALLER);
  access_memory(WATCH_WRITE_RANGE, to + strlen(to), (uint32_t)strlen(from) + 1, CALLER);
  return REAL(strcat)(to, from);
}

// MARK: Shared memory

// A name of the program's as the system has it: private to this run.
static void mangle(const char *name, char *path) {
  while (*name == '/') name++;
  snprintf(path, WATCH_NAME, "/ringside-watch-%u-%s", control->run, name);
}

int shm_open(const char *name, int flags, mode_t mode) {
  if (control == NULL) return REAL(shm_open)(name, flags, mode);
  char path[WATCH_NAME];
  mangle(name, path);
  int file = REAL(shm_open)(path, flags, mode);
  struct watch_object *object = file == -1 ? NULL : object_of(WATCH_POSIX, name, path, 0, -1);
  if (object != NULL) object->removed = 0;
  return file;
}

int shm_unlink(const char *name) {
  if (control == NULL) return REAL(shm_unlink)(name);
  char path[WATCH_NAME];
  mangle(name, path);
  int result = REAL(shm_unlink)(path);
  if (result == 0) {
    struct watch_object *object = object_of(WATCH_POSIX, name, path, 0, -1);
    if (object != NULL) object->removed = 1;
  }
  return result;
}

// The shared object behind a descriptor: a POSIX object of this run, or a file.
static struct watch_object *object_behind(int file) {
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return NULL;
  path[length] = 0;
  char *deleted = strstr(path, " (deleted)");
  if (deleted != NULL) *deleted = 0;
  if (strncmp(path, "/dev/shm/", 9) == 0) {
    for (uint32_t i = 0; i < control->objects; i++) {
      struct watch_object *object = &control->object[i];
      if (object->kind == WATCH_POSIX && strcmp(object->path, path + 8) == 0) return object;
    }
  }
  return object_of(WATCH_FILE, path, path, 0, -1);
}

static void *map(void *(*real_mmap)(void *, size_t, int, int, int, off_t), void *address, size_t size, int protection,
                 int flags, int file, off_t offset, uint64_t caller) {
  if (control == NULL || is_inside || (flags & MAP_TYPE) == MAP_PRIVATE) {
    return real_mmap(address, size, protection, flags, file, offset);
  }
  is_inside = true;
  struct watch_object *object = NULL;
  void *start;
  if (flags & MAP_ANONYMOUS) {
    // It gets a name, so that Ringside can map it as well.
    char name[WATCH_NAME], path[WATCH_NAME];
    snprintf(name, sizeof name, "anonymous %u", control->objects + 1);
    snprintf(path, sizeof path, "/ringside-watch-%u-anonymous-%u", control->run, control->objects + 1);
    int own = REAL(shm_open)(path, O_CREAT | O_EXCL | O_RDWR, 0600);
    if (own == -1 || REAL(ftruncate)(own, (off_t)size) == -1) {
      start = real_mmap(address, size, protection, flags, file, offset);
    } else {
      start = real_mmap(address, size, protection, flags & ~MAP_ANONYMOUS, own, 0);
      object = object_of(WATCH_ANONYMOUS, name, path, 0, -1);
    }
    if (own != -1) close(own);
  } else {
    start = real_mmap(address, size, protection, flags, file, offset);
    if (start != MAP_FAILED) object = object_behind(file);
  }
  if (start != MAP_FAILED) note_mapping(start, size, object, (uint64_t)offset, caller);
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
  if (control != NULL && !is_inside) forget_mapping(address);
  return REAL(munmap)(address, size);
}

int shmget(key_t key, size_t size, int flags) {
  if (control == NULL) return REAL(shmget)(key, size, flags);
  struct watch_object *known = key == IPC_PRIVATE ? NULL : object_with_key(WATCH_SYSTEMV, (uint64_t)(uint32_t)key);
  if (known != NULL && (flags & IPC_CREAT) && (flags & IPC_EXCL)) return errno = EEXIST, -1;
  if (known != NULL) return size > known->size ? (errno = EINVAL, -1) : known->id;
  if (key != IPC_PRIVATE && !(flags & IPC_CREAT)) return errno = ENOENT, -1;
  int id = REAL(shmget)(IPC_PRIVATE, size, flags | IPC_CREAT);
  if (id != -1) {
    struct watch_object *object = object_of(WATCH_SYSTEMV, NULL, NULL, (uint64_t)(uint32_t)key, id);
    if (object != NULL) object->size = size;
  }
  return id;
}

void *shmat(int id, const void *address, int flags) {
  void *start = REAL(shmat)(id, address, flags);
  if (control != NULL && start != (void *)-1) {
    struct shmid_ds status;
    struct watch_object *object = object_of(WATCH_SYSTEMV, NULL, NULL, 0, id);
    uint64_t size = REAL(shmctl)(id, IPC_STAT, &status) == 0 ? status.shm_segsz : object != NULL ? object->size : 0;
    note_mapping(start, size, object, 0, CALLER);
  }
  return start;
}

int shmdt(const void *address) {
  if (control != NULL) forget_mapping((void *)(uintptr_t)address);
  return REAL(shmdt)(address);
}

int shmctl(int id, int command, struct shmid_ds *buffer) {
  int result = REAL(shmctl)(id, command, buffer);
  if (control != NULL && command == IPC_RMID && result == 0) {
    struct watch_object *object = object_of(WATCH_SYSTEMV, NULL, NULL, 0, id);
    if (object != NULL) object->removed = 1;
  }
  return result;
}

// MARK: POSIX semaphores

sem_t *sem_open(const char *name, int flags, ...) {
  va_list list;
  va_start(list, flags);
  mode_t mode = flags & O_CREAT ? va_arg(list, mode_t) : 0;
  unsigned value = flags & O_CREAT ? va_arg(list, unsigned) : 0;
  va_end(list);
  if (control == NULL) return REAL(sem_open)(name, flags, mode, value);
  char path[WATCH_NAME];
  mangle(name, path);
  bool was_inside = is_inside;
  is_inside = true;
  sem_t *semaphore = REAL(sem_open)(path, flags, mode, value);
  if (semaphore != SEM_FAILED) {
    struct watch_object *object = object_of(WATCH_SEMAPHORE, name, path, 0, -1);
    if (object != NULL) object->removed = 0;
    if (mapping_of(semaphore) == NULL) note_mapping(semaphore, sizeof(sem_t), object, 0, CALLER);
  }
  is_inside = was_inside;
  return semaphore;
}

int sem_unlink(const char *name) {
  if (control == NULL) return REAL(sem_unlink)(name);
  char path[WATCH_NAME];
  mangle(name, path);
  int result = REAL(sem_unlink)(path);
  struct watch_object *object = result == 0 ? object_of(WATCH_SEMAPHORE, name, path, 0, -1) : NULL;
  if (object != NULL) object->removed = 1;
  return result;
}

int sem_init(sem_t *semaphore, int shared, unsigned value) {
  bool is_gated = prepare(WATCH_SEM_INIT, semaphore, CALLER);
  if (is_gated) me->value = value, pass();
  int result = REAL(sem_init)(semaphore, shared, value);
  if (is_gated) leave();
  return result;
}

int sem_wait(sem_t *semaphore) {
  if (!enter(WATCH_SEM_WAIT, semaphore, CALLER)) return REAL(sem_wait)(semaphore);
  int result;
  while ((result = REAL(sem_trywait)(semaphore)) == -1 && errno == EAGAIN) block();
  leave();
  return result;
}

int sem_trywait(sem_t *semaphore) {
  bool is_gated = enter(WATCH_SEM_OTHER, semaphore, CALLER);
  int result = REAL(sem_trywait)(semaphore);
  if (is_gated) leave();
  return result;
}

int sem_timedwait(sem_t *semaphore, const struct timespec *time) {
  // Time is virtual here: it is over as soon as the semaphore is not to be had.
  if (!enter(WATCH_SEM_OTHER, semaphore, CALLER)) return REAL(sem_timedwait)(semaphore, time);
  int result = REAL(sem_trywait)(semaphore);
  if (result == -1 && errno == EAGAIN) errno = ETIMEDOUT;
  leave();
  return result;
}

int sem_post(sem_t *semaphore) {
  bool is_gated = enter(WATCH_SEM_POST, semaphore, CALLER);
  int result = REAL(sem_post)(semaphore);
  if (is_gated) leave();
  return result;
}

// MARK: Mutexes, conditions, read-write locks, spinlocks, barriers

int pthread_mutex_init(pthread_mutex_t *mutex, const pthread_mutexattr_t *attributes) {
  bool is_gated = enter(WATCH_MUTEX_INIT, mutex, CALLER);
  int result = REAL(pthread_mutex_init)(mutex, attributes);
  if (is_gated) leave();
  return result;
}

static int lock_mutex(pthread_mutex_t *mutex) {
  int result;
  while ((result = REAL(pthread_mutex_trylock)(mutex)) == EBUSY) block();
  return result;
}

int pthread_mutex_lock(pthread_mutex_t *mutex) {
  if (!enter(WATCH_MUTEX_LOCK, mutex, CALLER)) return REAL(pthread_mutex_lock)(mutex);
  int result = lock_mutex(mutex);
  leave();
  return result;
}

int pthread_mutex_trylock(pthread_mutex_t *mutex) {
  bool is_gated = enter(WATCH_MUTEX_LOCK, mutex, CALLER);
  int result = REAL(pthread_mutex_trylock)(mutex);
  if (is_gated) leave();
  return result;
}

int pthread_mutex_unlock(pthread_mutex_t *mutex) {
  bool is_gated = enter(WATCH_MUTEX_UNLOCK, mutex, CALLER);
  int result = REAL(pthread_mutex_unlock)(mutex);
  if (is_gated) leave();
  return result;
}

// A condition variable is modelled: the mutex is unlocked, the task sleeps until it is signalled, and locks again.
int pthread_cond_wait(pthread_cond_t *condition, pthread_mutex_t *mutex) {
  if (!prepare(WATCH_COND_WAIT, condition, CALLER)) {
    return ((__typeof__(&pthread_cond_wait))real_condition("pthread_cond_wait"))(condition, mutex);
  }
  const struct mapping *mapping = mapping_of(mutex);
  me->second = mapping == NULL ? (uint64_t)(uintptr_t)mutex
                               : (uint64_t)(uintptr_t)mutex - mapping->start + mapping->offset;
  pass();
  REAL(pthread_mutex_unlock)(mutex);
  block();
  // Signalled: from here on it waits for the mutex, as the last.
  me->order = 0;
  me->operation = WATCH_MUTEX_LOCK;
  if (mapping != NULL) me->object = mapping->object;
  me->offset = me->second;
  int result = lock_mutex(mutex);
  leave();
  return result;
}

int pthread_cond_timedwait(pthread_cond_t *condition, pthread_mutex_t *mutex, const struct timespec *time) {
  if (!is_watched()) {
    return ((__typeof__(&pthread_cond_timedwait))real_condition("pthread_cond_timedwait"))(condition, mutex, time);
  }
  enter(WATCH_SLEEP, condition, CALLER);
  leave();
  return ETIMEDOUT;
}

int pthread_cond_signal(pthread_cond_t *condition) {
  if (enter(WATCH_COND_SIGNAL, condition, CALLER)) return leave(), 0;
  return ((__typeof__(&pthread_cond_signal))real_condition("pthread_cond_signal"))(condition);
}

int pthread_cond_broadcast(pthread_cond_t *condition) {
  if (enter(WATCH_COND_BROADCAST, condition, CALLER)) return leave(), 0;
  return ((__typeof__(&pthread_cond_broadcast))real_condition("pthread_cond_broadcast"))(condition);
}

int pthread_rwlock_rdlock(pthread_rwlock_t *lock) {
  if (!enter(WATCH_RWLOCK_READ, lock, CALLER)) return REAL(pthread_rwlock_rdlock)(lock);
  int result;
  while ((result = REAL(pthread_rwlock_tryrdlock)(lock)) == EBUSY) block();
  leave();
  return result;
}

int pthread_rwlock_wrlock(pthread_rwlock_t *lock) {
  if (!enter(WATCH_RWLOCK_WRITE, lock, CALLER)) return REAL(pthread_rwlock_wrlock)(lock);
  int result;
  while ((result = REAL(pthread_rwlock_trywrlock)(lock)) == EBUSY) block();
  leave();
  return result;
}

int pthread_rwlock_unlock(pthread_rwlock_t *lock) {
  bool is_gated = enter(WATCH_RWLOCK_UNLOCK, lock, CALLER);
  int result = REAL(pthread_rwlock_unlock)(lock);
  if (is_gated) leave();
  return result;
}

int pthread_spin_lock(pthread_spinlock_t *lock) {
  if (!enter(WATCH_SPIN_LOCK, (void *)(uintptr_t)lock, CALLER)) return REAL(pthread_spin_lock)(lock);
  int result;
  while ((result = REAL(pthread_spin_trylock)(lock)) == EBUSY) block();
  leave();
  return result;
}

int pthread_spin_unlock(pthread_spinlock_t *lock) {
  bool is_gated = enter(WATCH_SPIN_UNLOCK, (void *)(uintptr_t)lock, CALLER);
  int result = REAL(pthread_spin_unlock)(lock);
  if (is_gated) leave();
  return result;
}

// A barrier of this process is real: the last one that comes lets all go on.
int pthread_barrier_wait(pthread_barrier_t *barrier) {
  if (!enter(WATCH_BARRIER_WAIT, barrier, CALLER)) return REAL(pthread_barrier_wait)(barrier);
  int result = REAL(pthread_barrier_wait)(barrier);
  leave();
  return result;
}

// MARK: System V semaphores and queues, pipes

// Passes the gate before a pipe is read or written; other files are nobody's business.
static void enter_pipe(uint32_t operation, int file, short events, uint64_t caller) {
  struct stat status;
  if (!is_watched() || file <= STDERR_FILENO || fstat(file, &status) != 0 || !S_ISFIFO(status.st_mode)) return;
  if (fcntl(file, F_GETFL) & O_NONBLOCK) return;
  is_inside = true;
  describe(operation, NULL, 0, caller);
  me->offset = status.st_ino;
  pass();
  struct pollfd polled = {file, events, 0};
  while (poll(&polled, 1, 0) == 0) block();
  is_inside = false;
}

ssize_t read(int file, void *buffer, size_t size) {
  enter_pipe(WATCH_PIPE_READ, file, POLLIN, CALLER);
  return REAL(read)(file, buffer, size);
}

ssize_t write(int file, const void *buffer, size_t size) {
  enter_pipe(WATCH_PIPE_WRITE, file, POLLOUT, CALLER);
  return REAL(write)(file, buffer, size);
}

// A queue in the file system of queues is real, under a name of this run.
mqd_t mq_open(const char *name, int flags, ...) {
  va_list list;
  va_start(list, flags);
  mode_t mode = flags & O_CREAT ? va_arg(list, mode_t) : 0;
  struct mq_attr *attributes = flags & O_CREAT ? va_arg(list, struct mq_attr *) : NULL;
  va_end(list);
  static void *found;
  if (found == NULL) found = real("mq_open");
  mqd_t (*real_mq_open)(const char *, int, ...) = found;
  if (control == NULL) return real_mq_open(name, flags, mode, attributes);
  char path[WATCH_NAME];
  mangle(name, path);
  mqd_t queue = real_mq_open(path, flags, mode, attributes);
  if (queue != (mqd_t)-1) {
    struct watch_object *object = object_of(WATCH_POSIX_QUEUE, name, path, 0, -1);
    if (object != NULL) object->removed = 0;
  }
  return queue;
}

int mq_unlink(const char *name) {
  static void *found;
  if (found == NULL) found = real("mq_unlink");
  int (*real_mq_unlink)(const char *) = found;
  if (control == NULL) return real_mq_unlink(name);
  char path[WATCH_NAME];
  mangle(name, path);
  int result = real_mq_unlink(path);
  struct watch_object *object = result == 0 ? object_of(WATCH_POSIX_QUEUE, name, path, 0, -1) : NULL;
  if (object != NULL) object->removed = 1;
  return result;
}

static void enter_queue(uint32_t operation, mqd_t queue, short events, uint64_t caller) {
  if (!prepare(operation, NULL, caller)) return;
  pass();
  struct pollfd polled = {(int)queue, events, 0};
  while (poll(&polled, 1, 0) == 0) block();
  leave();
}

int mq_send(mqd_t queue, const char *message, size_t size, unsigned priority) {
  enter_queue(WATCH_MESSAGE_SEND, queue, POLLOUT, CALLER);
  return REAL(mq_send)(queue, message, size, priority);
}

ssize_t mq_receive(mqd_t queue, char *message, size_t size, unsigned *priority) {
  enter_queue(WATCH_MESSAGE_RECEIVE, queue, POLLIN, CALLER);
  return REAL(mq_receive)(queue, message, size, priority);
}

int semget(key_t key, int count, int flags) {
  if (control == NULL) return REAL(semget)(key, count, flags);
  struct watch_object *known = key == IPC_PRIVATE ? NULL : object_with_key(WATCH_SEMAPHORES, (uint64_t)(uint32_t)key);
  if (known != NULL && (flags & IPC_CREAT) && (flags & IPC_EXCL)) return errno = EEXIST, -1;
  if (known != NULL) return known->id;
  if (key != IPC_PRIVATE && !(flags & IPC_CREAT)) return errno = ENOENT, -1;
  int id = REAL(semget)(IPC_PRIVATE, count, flags | IPC_CREAT);
  struct watch_object *object =
      id == -1 ? NULL : object_of(WATCH_SEMAPHORES, NULL, NULL, (uint64_t)(uint32_t)key, id);
  if (object != NULL) object->size = (uint64_t)count;
  return id;
}

int semop(int id, struct sembuf *operations, size_t count) {
  uint64_t number = count > 0 ? operations[0].sem_num : 0;
  int64_t change = count > 0 ? operations[0].sem_op : 0;
  if (!enter_systemv(WATCH_SEMOP, WATCH_SEMAPHORES, id, number, change, CALLER)) {
    return REAL(semop)(id, operations, count);
  }
  struct sembuf trial[32];
  size_t length = count < 32 ? count : 32;
  for (size_t i = 0; i < length; i++) {
    trial[i] = operations[i];
    trial[i].sem_flg |= IPC_NOWAIT;
  }
  int result;
  bool may_wait = count > 0 && !(operations[0].sem_flg & IPC_NOWAIT);
  while ((result = REAL(semop)(id, trial, length)) == -1 && errno == EAGAIN && may_wait) block();
  leave();
  return result;
}

int semctl(int id, int number, int command, ...) {
  va_list list;
  va_start(list, command);
  void *argument = va_arg(list, void *);
  va_end(list);
  int result = REAL(semctl)(id, number, command, argument);
  if (control != NULL && command == IPC_RMID && result == 0) {
    struct watch_object *object = object_of(WATCH_SEMAPHORES, NULL, NULL, 0, id);
    if (object != NULL) object->removed = 1;
  }
  return result;
}

int msgget(key_t key, int flags) {
  if (control == NULL) return REAL(msgget)(key, flags);
  struct watch_object *known = key == IPC_PRIVATE ? NULL : object_with_key(WATCH_QUEUE, (uint64_t)(uint32_t)key);
  if (known != NULL && (flags & IPC_CREAT) && (flags & IPC_EXCL)) return errno = EEXIST, -1;
  if (known != NULL) return known->id;
  if (key != IPC_PRIVATE && !(flags & IPC_CREAT)) return errno = ENOENT, -1;
  int id = REAL(msgget)(IPC_PRIVATE, flags | IPC_CREAT);
  if (id != -1) object_of(WATCH_QUEUE, NULL, NULL, (uint64_t)(uint32_t)key, id);
  return id;
}

int msgsnd(int id, const void *message, size_t size, int flags) {
  if (!enter_systemv(WATCH_MESSAGE_SEND, WATCH_QUEUE, id, 0, 0, CALLER)) {
    return REAL(msgsnd)(id, message, size, flags);
  }
  int result;
  while ((result = REAL(msgsnd)(id, message, size, flags | IPC_NOWAIT)) == -1 && errno == EAGAIN &&
         !(flags & IPC_NOWAIT)) {
    block();
  }
  leave();
  return result;
}

ssize_t msgrcv(int id, void *message, size_t size, long type, int flags) {
  if (!enter_systemv(WATCH_MESSAGE_RECEIVE, WATCH_QUEUE, id, 0, 0, CALLER)) {
    return REAL(msgrcv)(id, message, size, type, flags);
  }
  ssize_t result;
  while ((result = REAL(msgrcv)(id, message, size, type, flags | IPC_NOWAIT)) == -1 && errno == ENOMSG &&
         !(flags & IPC_NOWAIT)) {
    block();
  }
  leave();
  return result;
}

int msgctl(int id, int command, struct msqid_ds *buffer) {
  int result = REAL(msgctl)(id, command, buffer);
  if (control != NULL && command == IPC_RMID && result == 0) {
    struct watch_object *object = object_of(WATCH_QUEUE, NULL, NULL, 0, id);
    if (object != NULL) object->removed = 1;
  }
  return result;
}

// MARK: Processes, threads and time

pid_t fork(void) {
  if (!enter(WATCH_FORK, NULL, CALLER)) return REAL(fork)();
  // Taken before the fork, so that the numbers are the same each time.
  struct watch_task *child = new_task(0);
  pid_t pid = REAL(fork)();
  if (pid == 0) {
    become(child);
  } else if (child != NULL) {
    if (pid > 0) {
      child->pid = pid;
    } else {
      __atomic_store_n(&child->state, WATCH_ENDED, __ATOMIC_RELEASE);
    }
  }
  leave();
  return pid;
}

// Notes how a child has ended: only its parent is told.
static void note_end(pid_t pid, int status) {
  for (uint32_t i = 0; i < control->tasks; i++) {
    if (control->task[i].pid == pid && control->task[i].thread == 0) control->task[i].status = status;
  }
}

pid_t waitpid(pid_t pid, int *status, int options) {
  if (!prepare(WATCH_WAIT, NULL, CALLER)) return REAL(waitpid)(pid, status, options);
  me->value = (uint64_t)(int64_t)pid;
  pass();
  pid_t result;
  int found = 0;
  while ((result = REAL(waitpid)(pid, &found, options | WNOHANG)) == 0 && !(options & WNOHANG)) block();
  if (result > 0) note_end(result, found);
  if (status != NULL) *status = found;
  leave();
  return result;
}

pid_t wait(int *status) {
  if (!enter(WATCH_WAIT, NULL, CALLER)) return REAL(waitpid)(-1, status, 0);
  pid_t result;
  int found = 0;
  while ((result = REAL(waitpid)(-1, &found, WNOHANG)) == 0) block();
  if (result > 0) note_end(result, found);
  if (status != NULL) *status = found;
  leave();
  return result;
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

struct start {
  void *(*body)(void *);
  void *argument;
  struct watch_task *task;
};

static void *run_thread(void *memory) {
  struct start start = *(struct start *)memory;
  free(memory);
  become(start.task);
  if (me != NULL) me->pid = getpid();
  void *result = start.body(start.argument);
  end(0);
  return result;
}

static uint32_t thread_count;

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*body)(void *), void *argument) {
  if (!enter(WATCH_THREAD, NULL, CALLER)) return REAL(pthread_create)(thread, attributes, body, argument);
  struct start *start = malloc(sizeof *start);
  if (start == NULL) return leave(), EAGAIN;
  *start = (struct start){body, argument, new_task(++thread_count)};
  int result = REAL(pthread_create)(thread, attributes, run_thread, start);
  if (result != 0) {
    if (start->task != NULL) __atomic_store_n(&start->task->state, WATCH_ENDED, __ATOMIC_RELEASE);
    free(start);
  }
  leave();
  return result;
}

int pthread_join(pthread_t thread, void **result) {
  if (!enter(WATCH_WAIT, NULL, CALLER)) return REAL(pthread_join)(thread, result);
  int answer;
  while ((answer = pthread_tryjoin_np(thread, result)) == EBUSY) block();
  leave();
  return answer;
}

int sched_yield(void) {
  if (!enter(WATCH_YIELD, NULL, CALLER)) return REAL(sched_yield)();
  leave();
  return 0;
}

// Time is virtual: a sleep is a step like any other.
static bool sleep_virtually(uint64_t caller) {
  if (control == NULL || !enter(WATCH_SLEEP, NULL, caller)) return false;
  leave();
  return true;
}

unsigned sleep(unsigned seconds) {
  if (sleep_virtually(CALLER)) return 0;
  struct timespec time = {(time_t)seconds, 0};
  REAL(nanosleep)(&time, NULL);
  return 0;
}

int usleep(useconds_t microseconds) {
  if (sleep_virtually(CALLER)) return 0;
  return REAL(usleep)(microseconds);
}

int nanosleep(const struct timespec *time, struct timespec *left) {
  if (sleep_virtually(CALLER)) return 0;
  return REAL(nanosleep)(time, left);
}
