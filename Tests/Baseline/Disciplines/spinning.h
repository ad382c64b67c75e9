// Waiting without sleeping.
#pragma once
#include <sched.h>

// How often it looks in vain before it lets others run in between.
enum { PATIENCE = 100 };

// A hint to the processor that this is a loop that only waits.
static inline void pause_processor(void) {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

// It has looked in vain, and will look again.
static inline void look_again(int *looks) {
  if (++*looks > PATIENCE) {
    sched_yield();
  } else {
    pause_processor();
  }
}
