// What the disciplines with a mutex begin with.
#include "../ring.h"

void make_mutex(struct ring *r, int robustness) {
  pthread_mutexattr_t attributes;
  check_error(pthread_mutexattr_init(&attributes), "pthread_mutexattr_init");
  check_error(pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED), "pthread_mutexattr_setpshared");
  check_error(pthread_mutexattr_setrobust(&attributes, robustness), "pthread_mutexattr_setrobust");
  check_error(pthread_mutex_init(&r->mutex, &attributes), "pthread_mutex_init");

  pthread_condattr_t sharing;
  check_error(pthread_condattr_init(&sharing), "pthread_condattr_init");
  check_error(pthread_condattr_setpshared(&sharing, PTHREAD_PROCESS_SHARED), "pthread_condattr_setpshared");
  check_error(pthread_cond_init(&r->not_full, &sharing), "pthread_cond_init");
  check_error(pthread_cond_init(&r->not_empty, &sharing), "pthread_cond_init");
}
