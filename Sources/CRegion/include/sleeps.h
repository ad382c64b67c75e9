// Sleeps on objects of pthreads that a signal can end; a signal never ends glibc's own.
#ifndef RINGSIDE_SLEEPS_H
#define RINGSIDE_SLEEPS_H

#include <pthread.h>
#include <stdint.h>

// The result of a sleep that a signal ended: no call of pthreads returns it.
static const int sleeps_left = -1;

// pthread_mutex_lock(3), which a signal ends if `word` no longer holds `value`. After that the state of the mutex is
// unknown: nobody may use it before it is initialized again. Only one thread of a process may call this at a time.
int sleeps_lock(pthread_mutex_t *mutex, const uint32_t *word, uint32_t value);

// pthread_cond_wait(3), likewise. After a signal ended it, the mutex is not held, and the condition is as unusable as
// the mutex.
int sleeps_wait(pthread_cond_t *condition, pthread_mutex_t *mutex, const uint32_t *word, uint32_t value);

// pthread_rwlock_rdlock(3p) and pthread_rwlock_wrlock(3p), likewise.
int sleeps_read_lock(pthread_rwlock_t *lock, const uint32_t *word, uint32_t value);
int sleeps_write_lock(pthread_rwlock_t *lock, const uint32_t *word, uint32_t value);

// What a signal does that ends such a sleep: a handler for sigaction(2).
void sleeps_end(int signal);

#endif
