// The control region between Ringside and a watched C program: one record for each process and thread of the program.
// Ringside reads it as hostile: the watched program can write anywhere.
#ifndef RINGSIDE_WATCH_H
#define RINGSIDE_WATCH_H

#include <stdint.h>

#define WATCH_MAGIC 0x48435457u
#define WATCH_VERSION 2u
#define WATCH_ENVIRONMENT "RINGSIDE_WATCH"
#define WATCH_TASKS 1024
#define WATCH_OBJECTS 512
#define WATCH_BARRIERS 64
#define WATCH_FRAMES 12
#define WATCH_CHANGES 8
#define WATCH_NAME 256
#define WATCH_PATH 512

// A choice of Ringside's for the whole program.
enum watch_option {
  WATCH_REAL_NAMES = 1,    // names and keys as the program gives them
  WATCH_EVERY_ACCESS = 2,  // without hooks: each access faults, and is one step
};

enum watch_state {
  WATCH_UNUSED = 0,
  WATCH_STARTING = 1,  // forked or created, and not yet at its first gate
  WATCH_RUNNING = 2,
  WATCH_PARKED = 3,   // at its gate, before an operation
  WATCH_BLOCKED = 4,  // the operation cannot proceed; it tries again when it is told to
  WATCH_ENDED = 5,
};

// An operation that a task is about to do.
enum watch_operation {
  WATCH_NOTHING = 0,
  WATCH_BEGIN,  // a new process or thread, before its first instruction
  WATCH_LOAD,
  WATCH_STORE,
  WATCH_UPDATE,  // an atomic read-modify-write
  WATCH_READ_RANGE,
  WATCH_WRITE_RANGE,
  WATCH_COPY,  // from shared memory to shared memory
  WATCH_SEM_INIT,
  WATCH_SEM_WAIT,
  WATCH_SEM_TRYWAIT,
  WATCH_SEM_TIMEDWAIT,
  WATCH_SEM_POST,
  WATCH_SEM_GETVALUE,
  WATCH_SEM_DESTROY,
  WATCH_MUTEX_INIT,
  WATCH_MUTEX_LOCK,
  WATCH_MUTEX_TRYLOCK,
  WATCH_MUTEX_TIMEDLOCK,
  WATCH_MUTEX_UNLOCK,
  WATCH_MUTEX_DESTROY,
  WATCH_COND_INIT,
  WATCH_COND_WAIT,
  WATCH_COND_TIMEDWAIT,
  WATCH_COND_SIGNAL,
  WATCH_COND_BROADCAST,
  WATCH_RWLOCK_INIT,
  WATCH_RWLOCK_READ,
  WATCH_RWLOCK_WRITE,
  WATCH_RWLOCK_TRY,
  WATCH_RWLOCK_UNLOCK,
  WATCH_BARRIER_INIT,
  WATCH_BARRIER_WAIT,
  WATCH_SPIN_INIT,
  WATCH_SPIN_LOCK,
  WATCH_SPIN_TRYLOCK,
  WATCH_SPIN_UNLOCK,
  WATCH_SEMOP,
  WATCH_SEMTIMEDOP,
  WATCH_SEMCTL,
  WATCH_MESSAGE_SEND,
  WATCH_MESSAGE_RECEIVE,
  WATCH_QUEUE_SEND,
  WATCH_QUEUE_RECEIVE,
  WATCH_PIPE_READ,
  WATCH_PIPE_WRITE,
  WATCH_FORK,
  WATCH_SPAWN,
  WATCH_EXEC,
  WATCH_THREAD,
  WATCH_JOIN,
  WATCH_WAIT,
  WATCH_KILL,
  WATCH_PAUSE,
  WATCH_SLEEP,
  WATCH_YIELD,
  WATCH_DETACH,  // shmdt(2)
  WATCH_REMOVE,  // shmctl(2) and msgctl(2) with IPC_RMID
  WATCH_OPERATIONS
};

// The kind of an object that a program shares or leaves behind.
enum watch_kind {
  WATCH_NONE = 0,
  WATCH_POSIX = 1,        // shm_open(3)
  WATCH_SYSTEMV = 2,      // shmget(2)
  WATCH_ANONYMOUS = 3,    // mmap(2) with MAP_SHARED | MAP_ANONYMOUS, or of /dev/zero
  WATCH_FILE = 4,         // a mapped file
  WATCH_SEMAPHORE = 5,    // sem_open(3)
  WATCH_SEMAPHORES = 6,   // semget(2)
  WATCH_QUEUE = 7,        // msgget(2)
  WATCH_POSIX_QUEUE = 8,  // mq_open(3)
};

struct watch_object {
  uint32_t kind;     // enum watch_kind
  uint32_t removed;  // whether the program has removed its name
  int32_t id;        // of System V
  uint32_t mapped;   // how often it was mapped
  uint64_t key;      // of System V
  uint64_t size;     // in bytes; of a semaphore set, how many there are
  uint64_t device, inode;  // of what has a file
  uint64_t address;        // where it was mapped first
  uint64_t frames[WATCH_FRAMES];  // the return addresses of the call that mapped it first
  uint64_t file_size;             // of the file behind it, when it was mapped
  uint32_t frame_count;
  uint32_t mapped_by;     // the task that mapped it first
  uint32_t created;       // whether this run made it
  uint32_t reserved;
  char name[WATCH_NAME];  // as the program calls it
  char path[WATCH_PATH];  // as the system calls it
  char link[WATCH_NAME];  // a name of this run's for the same file, which stays when the program removes its own
};

// The arrivals at a barrier, which is modelled.
struct watch_barrier {
  uint64_t object, offset;  // the object's number, plus one; 0: private memory of the process
  int64_t process;          // 0 in shared memory
  uint32_t count, arrived;
  uint32_t generation, reserved;
};

// The keys of a run differ in these bits.
#define WATCH_KEYS 0x3ffu

// One process or thread.
struct watch_task {
  // Ringside.
  uint32_t futex;    // counts Ringside's orders to this task
  uint32_t granted;  // operations granted so far
  uint32_t retry;    // how often it was told to try again
  uint32_t expired;  // the number of the retry that says that its time is over
  uint8_t padding0[48];
  // The task.
  uint32_t state;      // enum watch_state
  uint32_t operation;  // enum watch_operation
  uint32_t passed;     // granted operations that it has begun
  uint32_t retried;    // how often it has tried again
  int32_t pid;
  int32_t tid;
  uint32_t parent;  // the task that made it, plus one; 0 for the first
  uint32_t thread;  // 0: a process's first thread
  uint32_t object;  // the shared object that it is about to touch, plus one; 0: none, or private memory
  uint32_t second_object;  // of the second place, likewise
  uint64_t size;           // in bytes
  uint64_t offset;         // in the object; in private memory the address
  uint64_t second;  // of a condition variable's wait, the mutex; of a copy, where it is copied from
  uint64_t value;   // an argument: of semop the change, of kill the process
  uint64_t deadline;  // in virtual nanoseconds: when its sleep or its wait is over; 0: never
  uint64_t alarm;     // when SIGALRM is due; 0: never
  uint64_t interval;  // between two of them
  uint32_t change_count;  // of semop: how many semaphores it changes
  uint16_t change_of[WATCH_CHANGES];
  int16_t change_by[WATCH_CHANGES];
  int32_t status;     // once it has ended: as wait(2) tells it
  uint32_t frame_count;
  uint64_t frames[WATCH_FRAMES];    // return addresses, the innermost first, less the program's base
  uint64_t frame_at[WATCH_FRAMES];  // the frame pointers of these functions
  uint64_t base;                    // where its program is loaded
  uint64_t order;                   // when it fell asleep, in the order of all sleeps
  char program[WATCH_PATH];         // the path of its executable
};

struct watch_control {
  uint32_t magic;
  uint32_t version;
  uint64_t size;
  uint32_t reports;  // a futex: counts the tasks' reports
  uint32_t lock;     // the thread id of the task that changes the tables; 0: nobody
  uint32_t tasks;    // how many records are in use
  uint32_t objects;
  uint32_t barriers;
  uint32_t sleeps;      // counts sleeps
  uint32_t sleeping;    // how many tasks are blocked
  uint32_t run;         // the number of this run, in the names of what it shares
  int32_t controller;   // Ringside's process id
  uint32_t options;     // enum watch_option
  uint32_t is_free;     // whether accesses pass without a gate
  uint32_t links;       // counts the links of this run
  uint32_t key_base;    // of the keys of System V that this run's objects have
  uint32_t keys;        // counts them
  uint32_t refused;     // how many processes and threads were not made, because there is no record left
  uint64_t now;         // virtual time since the start, in nanoseconds
  uint64_t next_alarm;  // when the next SIGALRM is due; 0: never
  char preload[WATCH_PATH];  // the runtime as a library, for programs without hooks that the program starts
  struct watch_object object[WATCH_OBJECTS];
  struct watch_barrier barrier[WATCH_BARRIERS];
  struct watch_task task[WATCH_TASKS];
};

#ifdef RINGSIDE_WATCH_CONTROLLER
// Ringside's side: operations on these words that Swift lacks.
#include <limits.h>
#include <linux/futex.h>
#include <mqueue.h>
#include <stddef.h>
#include <sys/personality.h>
#include <sys/sem.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static inline uint32_t watch_load(const uint32_t *word) { return __atomic_load_n(word, __ATOMIC_ACQUIRE); }
static inline void watch_store(uint32_t *word, uint32_t value) { __atomic_store_n(word, value, __ATOMIC_RELEASE); }

// Counts an order, and wakes the task that waits for one: futex(2).
static inline void watch_ring(uint32_t *word) {
  __atomic_add_fetch(word, 1, __ATOMIC_RELEASE);
  syscall(SYS_futex, word, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
}

// Waits while a word has this value, for at most this long.
static inline void watch_wait(uint32_t *word, uint32_t value, long nanoseconds) {
  struct timespec time = {nanoseconds / 1000000000, nanoseconds % 1000000000};
  syscall(SYS_futex, word, FUTEX_WAIT, value, &time, NULL, 0);
}

// semctl(2), which is variadic.
static inline int watch_remove_semaphores(int id) { return semctl(id, 0, IPC_RMID); }
static inline int watch_remove_queue(const char *name) { return mq_unlink(name); }
static inline int watch_semaphore_status(int id, struct semid_ds *status) { return semctl(id, 0, IPC_STAT, status); }
static inline int watch_semaphore_value(int id, int number) { return semctl(id, number, GETVAL); }

// Addresses that are the same in each run, for the processes started from now on: personality(2). Returns what was in
// force before, for watch_restore_personality.
static inline int watch_fix_addresses(void) {
  int before = personality(0xffffffff);
  if (before != -1) personality((unsigned long)before | ADDR_NO_RANDOMIZE);
  return before;
}
static inline void watch_restore_personality(int before) {
  if (before != -1) personality((unsigned long)before);
}

// A descriptor that is readable once a process has ended: pidfd_open(2). -1 if there is none.
static inline int watch_open_process(int pid) { return (int)syscall(SYS_pidfd_open, pid, 0); }

// Copies bytes out of a process's memory: process_vm_readv(2).
static inline ssize_t watch_read_memory(int pid, uint64_t address, void *to, size_t count) {
  struct iovec local = {to, count}, remote = {(void *)address, count};
  return syscall(SYS_process_vm_readv, pid, &local, 1UL, &remote, 1UL, 0UL);
}
#endif

#endif
