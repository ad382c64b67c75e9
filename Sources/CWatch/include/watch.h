// The control region between Ringside and a watched C program: one record for each process and thread of the program.
// Ringside reads it as hostile: the watched program can write anywhere.
#ifndef RINGSIDE_WATCH_H
#define RINGSIDE_WATCH_H

#include <stdint.h>

#define WATCH_MAGIC 0x48435457u
#define WATCH_VERSION 1u
#define WATCH_ENVIRONMENT "RINGSIDE_WATCH"
#define WATCH_TASKS 512
#define WATCH_OBJECTS 128
#define WATCH_FRAMES 12
#define WATCH_NAME 96

enum watch_state {
  WATCH_UNUSED = 0,
  WATCH_STARTING = 1,  // forked or created, and not yet at its first gate
  WATCH_RUNNING = 2,
  WATCH_PARKED = 3,   // at its gate, before an operation
  WATCH_BLOCKED = 4,  // the operation cannot proceed; it tries again when it is told to
  WATCH_ENDED = 5,
};

// What a task is about to do.
enum watch_operation {
  WATCH_NOTHING = 0,
  WATCH_LOAD,
  WATCH_STORE,
  WATCH_UPDATE,  // an atomic read-modify-write
  WATCH_READ_RANGE,
  WATCH_WRITE_RANGE,
  WATCH_SEM_INIT,
  WATCH_SEM_WAIT,
  WATCH_SEM_POST,
  WATCH_SEM_OTHER,
  WATCH_MUTEX_INIT,
  WATCH_MUTEX_LOCK,
  WATCH_MUTEX_UNLOCK,
  WATCH_COND_WAIT,
  WATCH_COND_SIGNAL,
  WATCH_COND_BROADCAST,
  WATCH_RWLOCK_READ,
  WATCH_RWLOCK_WRITE,
  WATCH_RWLOCK_UNLOCK,
  WATCH_BARRIER_WAIT,
  WATCH_SPIN_LOCK,
  WATCH_SPIN_UNLOCK,
  WATCH_SEMOP,
  WATCH_MESSAGE_SEND,
  WATCH_MESSAGE_RECEIVE,
  WATCH_PIPE_READ,
  WATCH_PIPE_WRITE,
  WATCH_FORK,
  WATCH_THREAD,
  WATCH_WAIT,
  WATCH_EXIT,
  WATCH_SLEEP,
  WATCH_YIELD,
  WATCH_MAP,
  WATCH_OPERATIONS
};

// What a program shares, and what it leaves behind.
enum watch_kind {
  WATCH_NONE = 0,
  WATCH_POSIX = 1,      // shm_open(3)
  WATCH_SYSTEMV = 2,    // shmget(2)
  WATCH_ANONYMOUS = 3,  // mmap(2) with MAP_SHARED | MAP_ANONYMOUS
  WATCH_FILE = 4,       // a mapped file
  WATCH_SEMAPHORE = 5,  // sem_open(3)
  WATCH_SEMAPHORES = 6,  // semget(2)
  WATCH_QUEUE = 7,        // msgget(2)
  WATCH_POSIX_QUEUE = 8,  // mq_open(3)
};

struct watch_object {
  uint32_t kind;     // enum watch_kind
  uint32_t removed;  // whether the program has removed its name
  int32_t id;        // of System V
  uint32_t mapped;   // how often it was mapped
  uint64_t key;      // of System V
  uint64_t size;
  uint64_t mapped_at;     // the return address of the call that mapped it first
  uint32_t mapped_by;     // the task that mapped it first
  uint32_t reserved;
  char name[WATCH_NAME];  // as the program calls it
  char path[WATCH_NAME];  // as the system calls it
};

// One process or thread.
struct watch_task {
  // Ringside.
  uint32_t futex;    // counts Ringside's orders to this task
  uint32_t granted;  // operations granted so far
  uint32_t retry;    // how often it was told to try again
  uint8_t padding0[52];
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
  uint32_t size;    // in bytes
  uint64_t offset;  // in the object; in private memory the address
  uint64_t second;  // of a condition variable's wait, the mutex; of a range, where it is copied to
  uint64_t value;   // an argument: of semop, the change
  int32_t status;   // once it has ended: as wait(2) tells it
  uint32_t frame_count;
  uint64_t frames[WATCH_FRAMES];  // return addresses, the innermost first, less the program's base
  uint64_t order;                 // when it fell asleep, in the order of all sleeps
  char program[WATCH_NAME];       // the path of its executable
};

struct watch_control {
  uint32_t magic;
  uint32_t version;
  uint64_t size;
  uint32_t reports;  // a futex: counts the tasks' reports
  uint32_t lock;     // the thread id of the task that changes the tables; 0: nobody
  uint32_t tasks;    // how many records are in use
  uint32_t objects;
  uint32_t sleeps;   // counts sleeps
  uint32_t run;      // the number of this run, in the names of what it shares
  int32_t controller;  // Ringside's process id
  uint8_t padding[20];
  struct watch_object object[WATCH_OBJECTS];
  struct watch_task task[WATCH_TASKS];
};

#ifdef RINGSIDE_WATCH_CONTROLLER
// What Swift cannot do with these words: Ringside's side.
#include <limits.h>
#include <linux/futex.h>
#include <mqueue.h>
#include <stddef.h>
#include <sys/sem.h>
#include <sys/syscall.h>
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
static inline int watch_semaphore_value(int id, int number) { return semctl(id, number, GETVAL); }
#endif

#endif
