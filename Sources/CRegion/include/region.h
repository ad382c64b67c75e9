// The layout of the shared region, byte by byte. Only this header defines it, with the workers' records in
// region_worker.h; a program in C could map the region with nothing but these two files.
//
// The rules: fixed-width fields, offsets instead of pointers, and words that different processes write frequently
// never share a cache line. Alignment is written out as padding, because `_Alignas` hides a struct from Swift.
#ifndef RINGSIDE_REGION_H
#define RINGSIDE_REGION_H

#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>
#include <stdint.h>

#include "region_worker.h"

#define REGION_MAGIC 0x45444953474e4952ull  // the bytes "RINGSIDE"
#define REGION_VERSION 4u
#define REGION_LINE 64

// Limits. Model, which imports nothing, repeats those for a setup; a test compares them.
#define REGION_WORKERS_PER_ROLE 32u
#define REGION_SLOTS_MAX 4096u
#define REGION_SLOT_WORDS_MAX 8192u  // a message of 64 KiB fits
#define REGION_ITEM_WORDS_MAX 512u   // of an item in a ring with a ledger
#define REGION_WINDOW_MIN 256u       // tally cells for each producer
#define REGION_PREFETCH 4096u  // processors prefetch lines up to its multiples, whatever the size of the system's pages
#define REGION_TEXT_WORDS 16u
#define REGION_VALUE_WORDS 3u  // of the value that readers and writers share

// The kind of region and the offsets of its parts. Written once by its creator, and by a process that resumes a file.
struct region_header {
  uint64_t magic;
  uint32_t version;
  uint32_t slot_count;
  uint32_t slot_words;    // of 8 bytes each
  uint32_t worker_count;  // records: P1, C1, P2, C2, ...
  uint32_t window;        // tally cells for each producer, a power of two
  uint32_t clearing;      // not 0 while a reset clears the region
  uint64_t total_size;
  uint64_t slots_offset;
  uint64_t overwrites_offset;
  uint64_t workers_offset;
  uint64_t cells_offset;
  int64_t creator_pid;
  uint64_t creator_start;  // in clock ticks since boot, proc(5)
  uint32_t kept;           // not 0 in a file that the user named: Ringside never removes it
  uint32_t reserved;
  uint64_t object;  // the inode of its file, or its System V id with bit 63 set: a copy of the bytes is another object
  uint8_t padding[24];
};

// The laboratory's orders to the workers. Only the laboratory writes here.
struct region_control {
  uint32_t attention;   // 0: every gate is open; otherwise each worker checks the words below before each operation
  uint32_t pace;        // enum region_pace
  uint32_t command;     // enum region_command
  uint32_t discipline;  // an index into the catalogue
  uint32_t generation;  // another number sends every worker back to the start of its loop
  uint32_t epoch;       // counts the changes to and from full speed
  uint64_t delay;       // between two operations at a tempo, in nanoseconds
  uint64_t seed;        // of the jitter
  uint32_t ledger;      // 0: no ledger
  uint32_t has_semaphores;
  int32_t semaphores;  // the id of the System V semaphore set, if there is one
  uint32_t provoke;    // a provoked discipline calls sched_yield() once every so many times; 0: never
  uint8_t padding[8];
};

// The workers' reports to the laboratory: a futex that counts reports, and the order of all operations below full
// speed.
struct region_reports {
  uint32_t wake_futex;
  uint32_t ticket;
  uint8_t padding[56];
};

// A semaphore on its own cache line.
struct region_semaphore {
  sem_t semaphore;
  uint8_t padding[REGION_LINE - sizeof(sem_t)];
};

// A mutex on its own cache line.
struct region_mutex {
  pthread_mutex_t mutex;
  uint8_t padding[REGION_LINE - sizeof(pthread_mutex_t)];
};

// A condition variable on its own cache line.
struct region_condition {
  pthread_cond_t condition;
  uint8_t padding[REGION_LINE - sizeof(pthread_cond_t)];
};

// A word on its own cache line.
struct region_word {
  uint64_t value;
  uint8_t padding[56];
};

// A text of several words: up to 120 bytes of UTF-8, padded with zeros, and in the last word the text's checksum.
struct region_text {
  uint64_t words[REGION_TEXT_WORDS];
};

// The program "message".
struct region_message {
  struct region_word version;  // odd while the writer is writing
  struct region_text source;   // the text to write, from the laboratory
  struct region_text text;
  struct region_text heard[REGION_WORKERS_PER_ROLE];  // the text that each reader copied last
};

// A read-write lock on a cache line of its own.
struct region_rwlock {
  pthread_rwlock_t lock;
  uint8_t padding[REGION_LINE - sizeof(pthread_rwlock_t)];
};

// The value that readers and writers share, on a cache line of its own.
struct region_value {
  uint64_t words[REGION_VALUE_WORDS];
  uint8_t padding[REGION_LINE - 8 * REGION_VALUE_WORDS];
};

// The record of the entries of one reader or writer, in the order of the workers' records. Only that worker writes here.
struct region_visitor {
  uint64_t overlaps;      // how often it found a process inside that should have kept it out
  uint64_t since;         // the entries of all processes when it began to wait, plus one; 0 while it does not wait
  uint64_t longest_wait;  // the most entries by others while it waited
  uint64_t retries;       // how often it read again
  uint8_t padding[32];
};

// The program "readers-writers".
struct region_readers_writers {
  struct region_semaphore wrt, turnstile, write_mutex;
  struct region_rwlock rwlock;
  struct region_word readcount, writecount, version;
  struct region_value value;
  struct region_word inside;   // bits 0-31: the readers inside, by number; bits 32-63: the writers
  struct region_word entries;  // of all
  struct region_visitor visitors[2 * REGION_WORKERS_PER_ROLE];
};

// What a philosopher says of itself, on a cache line of its own: it alone writes there.
struct region_place {
  uint64_t eating;        // 1 while it eats
  uint64_t hungry;        // while it is hungry, one more than all meals when that began; else 0
  uint64_t right_fork;    // one more than the number of the fork at its right; 0 before it sat down
  uint64_t overlaps;      // how often it began to eat and found a neighbour eating
  uint64_t longest_wait;  // the most meals that the others ate while it was hungry once
  uint64_t retreats;      // how often it gave a fork back since the other one was taken
  uint8_t padding[16];
};

// The program "philosophers".
struct region_table {
  struct region_word forks;  // how many lie on the table
  struct region_word laid;   // for how many philosophers it was laid, from the laboratory
  struct region_semaphore footman;
  struct region_mutex fork[REGION_WORKERS_PER_ROLE];
  struct region_place places[REGION_WORKERS_PER_ROLE];
};

// The part of fixed size, at the very start of the region.
struct region {
  struct region_header header;
  struct region_control control;
  struct region_reports reports;
  struct region_semaphore empty, full, mutex;
  struct region_word in, out;
  struct region_mutex pthread_mutex;
  struct region_condition not_full, not_empty;
  struct region_word lock;   // a spinlock: 0, or the process id of its holder
  struct region_word count;  // items in the ring, if a discipline keeps them in a plain word
  struct region_word counter;
  struct region_message message;
  struct region_readers_writers readers_writers;
  struct region_table table;
};

// The offsets of the words, in bytes from the start of the region or of a worker's record.
enum {
  REGION_AT_ATTENTION = offsetof(struct region, control.attention),
  REGION_AT_PACE = offsetof(struct region, control.pace),
  REGION_AT_COMMAND = offsetof(struct region, control.command),
  REGION_AT_DISCIPLINE = offsetof(struct region, control.discipline),
  REGION_AT_GENERATION = offsetof(struct region, control.generation),
  REGION_AT_EPOCH = offsetof(struct region, control.epoch),
  REGION_AT_DELAY = offsetof(struct region, control.delay),
  REGION_AT_SEED = offsetof(struct region, control.seed),
  REGION_AT_LEDGER = offsetof(struct region, control.ledger),
  REGION_AT_HAS_SEMAPHORES = offsetof(struct region, control.has_semaphores),
  REGION_AT_SEMAPHORES = offsetof(struct region, control.semaphores),
  REGION_AT_PROVOKE = offsetof(struct region, control.provoke),
  REGION_AT_REPORTS_WAKE_FUTEX = offsetof(struct region, reports.wake_futex),
  REGION_AT_REPORTS_TICKET = offsetof(struct region, reports.ticket),
  WORKER_AT_WAKE_FUTEX = offsetof(struct region_worker, wake_futex),
  WORKER_AT_GRANTED = offsetof(struct region_worker, granted),
  WORKER_AT_ORDER = offsetof(struct region_worker, order),
  WORKER_AT_HALTS = offsetof(struct region_worker, halts),
  WORKER_AT_NAME = offsetof(struct region_worker, name),
  WORKER_AT_QUOTA = offsetof(struct region_worker, quota),
  WORKER_AT_STATE = offsetof(struct region_worker, state),
  WORKER_AT_OPERATION = offsetof(struct region_worker, operation),
  WORKER_AT_WAITS_FOR = offsetof(struct region_worker, waits_for),
  WORKER_AT_PASSED = offsetof(struct region_worker, passed),
  WORKER_AT_RETURNED = offsetof(struct region_worker, returned),
  WORKER_AT_COPIED = offsetof(struct region_worker, copied),
  WORKER_AT_REGISTERS = offsetof(struct region_worker, registers),
  WORKER_AT_PID = offsetof(struct region_worker, pid),
  WORKER_AT_INDEX = offsetof(struct region_worker, index),
  WORKER_AT_ITEM = offsetof(struct region_worker, item),
  WORKER_AT_LOOKS = offsetof(struct region_worker, looks),
  WORKER_AT_SEQUENCE = offsetof(struct region_worker, sequence),
  WORKER_AT_BURNED = offsetof(struct region_worker, burned),
  WORKER_AT_LOST = offsetof(struct region_worker, lost),
  WORKER_AT_TAKEN = offsetof(struct region_worker, taken),
  WORKER_AT_DUPLICATED = offsetof(struct region_worker, duplicated),
  WORKER_AT_TORN = offsetof(struct region_worker, torn),
  WORKER_AT_PHANTOM = offsetof(struct region_worker, phantom),
  WORKER_AT_TAKING = offsetof(struct region_worker, taking),
  WORKER_AT_CLAIM = offsetof(struct region_worker, claim),
  WORKER_AT_CLAIM_COUNT = offsetof(struct region_worker, claim_count),
  WORKER_AT_HOLDING = offsetof(struct region_worker, holding),
  WORKER_AT_EVENT_COUNT = offsetof(struct region_worker, event_count),
  WORKER_AT_INCIDENT_COUNT = offsetof(struct region_worker, incident_count),
  WORKER_AT_EVENTS = offsetof(struct region_worker, events),
  WORKER_AT_INCIDENTS = offsetof(struct region_worker, incidents),
  REGION_AT_EMPTY = offsetof(struct region, empty.semaphore),
  REGION_AT_FULL = offsetof(struct region, full.semaphore),
  REGION_AT_MUTEX = offsetof(struct region, mutex.semaphore),
  REGION_AT_IN = offsetof(struct region, in.value),
  REGION_AT_OUT = offsetof(struct region, out.value),
  REGION_AT_PTHREAD_MUTEX = offsetof(struct region, pthread_mutex.mutex),
  REGION_AT_NOT_FULL = offsetof(struct region, not_full.condition),
  REGION_AT_NOT_EMPTY = offsetof(struct region, not_empty.condition),
  REGION_AT_LOCK = offsetof(struct region, lock.value),
  REGION_AT_COUNT = offsetof(struct region, count.value),
  REGION_AT_COUNTER = offsetof(struct region, counter.value),
  REGION_AT_MESSAGE = offsetof(struct region, message),
  REGION_AT_READERS_WRITERS = offsetof(struct region, readers_writers),
  READERS_WRITERS_AT_WRT = offsetof(struct region_readers_writers, wrt),
  READERS_WRITERS_AT_TURNSTILE = offsetof(struct region_readers_writers, turnstile),
  READERS_WRITERS_AT_WRITE_MUTEX = offsetof(struct region_readers_writers, write_mutex),
  READERS_WRITERS_AT_RWLOCK = offsetof(struct region_readers_writers, rwlock),
  READERS_WRITERS_AT_READCOUNT = offsetof(struct region_readers_writers, readcount),
  READERS_WRITERS_AT_WRITECOUNT = offsetof(struct region_readers_writers, writecount),
  READERS_WRITERS_AT_VERSION = offsetof(struct region_readers_writers, version),
  READERS_WRITERS_AT_VALUE = offsetof(struct region_readers_writers, value),
  READERS_WRITERS_AT_INSIDE = offsetof(struct region_readers_writers, inside),
  READERS_WRITERS_AT_ENTRIES = offsetof(struct region_readers_writers, entries),
  READERS_WRITERS_AT_VISITORS = offsetof(struct region_readers_writers, visitors),
  VISITOR_AT_OVERLAPS = offsetof(struct region_visitor, overlaps),
  VISITOR_AT_SINCE = offsetof(struct region_visitor, since),
  VISITOR_AT_LONGEST_WAIT = offsetof(struct region_visitor, longest_wait),
  VISITOR_AT_RETRIES = offsetof(struct region_visitor, retries),
  REGION_AT_TABLE = offsetof(struct region, table),
  TABLE_AT_FORKS = offsetof(struct region_table, forks),
  TABLE_AT_LAID = offsetof(struct region_table, laid),
  TABLE_AT_FOOTMAN = offsetof(struct region_table, footman),
  TABLE_AT_FORK = offsetof(struct region_table, fork),
  TABLE_AT_PLACES = offsetof(struct region_table, places),
  PLACE_AT_EATING = offsetof(struct region_place, eating),
  PLACE_AT_HUNGRY = offsetof(struct region_place, hungry),
  PLACE_AT_RIGHT_FORK = offsetof(struct region_place, right_fork),
  PLACE_AT_OVERLAPS = offsetof(struct region_place, overlaps),
  PLACE_AT_LONGEST_WAIT = offsetof(struct region_place, longest_wait),
  PLACE_AT_RETREATS = offsetof(struct region_place, retreats),
};

#endif
