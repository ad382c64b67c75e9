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

static int sleep_on(pthread_cond_t *condition, pthread_mutex_t *mutex, const uint32_t *word, uint32_t value) {
  volatile int has_begun = 0;
  // It fails only for an invalid address. The handler returns here a second time.
  getcontext(&beginning);
  if (has_begun) return sleeps_left;
  has_begun = 1;
  expected = value;
  watched = word;
  int result = condition ? pthread_cond_wait(condition, mutex) : pthread_mutex_lock(mutex);
  watched = NULL;
  return result;
}

int sleeps_lock(pthread_mutex_t *mutex, const uint32_t *word, uint32_t value) {
  return sleep_on(NULL, mutex, word, value);
}

int sleeps_wait(pthread_cond_t *condition, pthread_mutex_t *mutex, const uint32_t *word, uint32_t value) {
  return sleep_on(condition, mutex, word, value);
}
