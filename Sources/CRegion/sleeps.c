#include "sleeps.h"

#include <signal.h>
#include <stddef.h>
#include <ucontext.h>

// The start of the present sleep, and the condition on which it continues. A worker has one thread.
static ucontext_t beginning;
static const uint32_t *volatile watched;
static volatile uint32_t expected;

// setcontext(3) and not siglongjmp(3), which would run the cleanup of pthread_cond_wait and so lock the mutex.
void sleeps_end(int signal) {
  (void)signal;
  const uint32_t *word = watched;
  if (word == NULL || __atomic_load_n(word, __ATOMIC_ACQUIRE) == expected) return;
  watched = NULL;
  setcontext(&beginning);
}

enum call { LOCK, WAIT, READ_LOCK, WRITE_LOCK };

static int sleep_in(enum call call, void *object, pthread_mutex_t *mutex, const uint32_t *word, uint32_t value) {
  volatile int has_begun = 0;
  // It fails only for an invalid address. The handler returns here a second time.
  getcontext(&beginning);
  if (has_begun) return sleeps_left;
  has_begun = 1;
  expected = value;
  watched = word;
  int result = 0;
  switch (call) {
    case LOCK: result = pthread_mutex_lock(mutex); break;
    case WAIT: result = pthread_cond_wait(object, mutex); break;
    case READ_LOCK: result = pthread_rwlock_rdlock(object); break;
    case WRITE_LOCK: result = pthread_rwlock_wrlock(object); break;
  }
  watched = NULL;
  return result;
}

int sleeps_lock(pthread_mutex_t *mutex, const uint32_t *word, uint32_t value) {
  return sleep_in(LOCK, NULL, mutex, word, value);
}

int sleeps_wait(pthread_cond_t *condition, pthread_mutex_t *mutex, const uint32_t *word, uint32_t value) {
  return sleep_in(WAIT, condition, mutex, word, value);
}

int sleeps_read_lock(pthread_rwlock_t *lock, const uint32_t *word, uint32_t value) {
  return sleep_in(READ_LOCK, lock, NULL, word, value);
}

int sleeps_write_lock(pthread_rwlock_t *lock, const uint32_t *word, uint32_t value) {
  return sleep_in(WRITE_LOCK, lock, NULL, word, value);
}
