// The textbook's three as a System V semaphore set, with SEM_UNDO: semop(2).
//
// It sleeps in the one call that takes, where Ringside first tries without sleeping to be able to say that it must wait.
#include "../ring.h"
#include <sys/sem.h>

enum { EMPTY, FULL, ONE, MEMBERS };

// semctl(2) takes its last argument as this union, which the caller must declare.
union semaphore_argument {
  unsigned short *values;
};

static void change(int set, unsigned short member, short by) {
  struct sembuf operation = {member, by, SEM_UNDO};
  check(semop(set, &operation, 1), "semop");
}

// Gives one to `member`, and what was taken from `taken` stays taken: the kernel is to give it back no more.
static void hand_over(int set, unsigned short member, unsigned short taken) {
  struct sembuf operations[] = {{member, 1, 0}, {taken, 1, SEM_UNDO}, {taken, -1, 0}};
  check(semop(set, operations, sizeof operations / sizeof *operations), "semop");
}

static void put(struct ring *r, const uint64_t *item) {
  change(r->set, EMPTY, -1);
  change(r->set, ONE, -1);
  write_slot(r, r->in, item);
  r->in = (r->in + 1) % slots;
  change(r->set, ONE, 1);
  hand_over(r->set, FULL, EMPTY);
}

static void take(struct ring *r, uint64_t *item) {
  change(r->set, FULL, -1);
  change(r->set, ONE, -1);
  read_slot(r, r->out, item);
  r->out = (r->out + 1) % slots;
  change(r->set, ONE, 1);
  hand_over(r->set, EMPTY, FULL);
}

static void set_up(struct ring *r) {
  r->set = semget(IPC_PRIVATE, MEMBERS, 0600);
  check(r->set, "semget");
  unsigned short counts[MEMBERS] = {[EMPTY] = (unsigned short)slots, [FULL] = 0, [ONE] = 1};
  check(semctl(r->set, 0, SETALL, (union semaphore_argument){.values = counts}), "semctl");
}

static void tear_down(struct ring *r) { check(semctl(r->set, 0, IPC_RMID), "semctl"); }

static void produce(struct ring *r, long first, long last) { produce_items(r, first, last, put); }
static void consume(struct ring *r, long first, long last) { consume_items(r, first, last, take); }

const struct discipline sysv_semaphores = {"sysv-semaphores", set_up, produce, consume, tear_down};
