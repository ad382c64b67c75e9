// Calls that Swift cannot make: variadic ones, and those whose declarations it does not import.
#ifndef RINGSIDE_SYSTEM_H
#define RINGSIDE_SYSTEM_H

#include <errno.h>
#include <linux/futex.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <sys/ipc.h>
#include <sys/prctl.h>
#include <sys/sem.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

// futex(2), FUTEX_WAIT, between processes. A null timeout waits for ever. Returns 0, or -1 with errno.
static inline int system_futex_wait(const void *word, uint32_t expected, const struct timespec *timeout) {
  return (int)syscall(SYS_futex, word, FUTEX_WAIT, expected, timeout, NULL, 0);
}

// futex(2), FUTEX_WAKE, between processes. Returns how many were woken, or -1 with errno.
static inline int system_futex_wake(const void *word, int count) {
  return (int)syscall(SYS_futex, word, FUTEX_WAKE, count, NULL, NULL, 0);
}

// The number of futex(2), as /proc/PID/syscall shows it.
static const long system_futex_number = SYS_futex;

// prctl(2), PR_SET_PDEATHSIG. Returns 0, or -1 with errno.
static inline int system_die_with_parent(int signal) { return prctl(PR_SET_PDEATHSIG, signal, 0, 0, 0); }

// prctl(2), PR_SET_NAME: the name that ps shows. Returns 0, or -1 with errno.
static inline int system_set_name(const char *name) { return prctl(PR_SET_NAME, name, 0, 0, 0); }

// Makes `handler` the handler of `signal`, without SA_RESTART, so that a sleeping call returns with EINTR.
static inline int system_interrupt_on(int signal, void (*handler)(int)) {
  struct sigaction action = {.sa_handler = handler};
  return sigaction(signal, &action, NULL);
}

// A hint to the processor that this is a spin loop.
static inline void system_pause(void) {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

// semctl(2) takes its last argument as this union, which the caller must declare.
union system_semaphore_argument {
  int value;
  struct semid_ds *status;
  unsigned short *values;
};

// semctl(2), GETVAL: the count of a semaphore of a set, or -1 with errno.
static inline int system_semaphore_value(int set, int index) { return semctl(set, index, GETVAL); }

// semctl(2), GETNCNT: how many processes sleep until it increases, or -1 with errno.
static inline int system_semaphore_waiters(int set, int index) { return semctl(set, index, GETNCNT); }

// semctl(2), GETPID: the process that changed it last, or -1 with errno.
static inline int system_semaphore_last_pid(int set, int index) { return semctl(set, index, GETPID); }

// semctl(2), SETVAL. Returns 0, or -1 with errno.
static inline int system_semaphore_set_value(int set, int index, int value) {
  union system_semaphore_argument argument = {.value = value};
  return semctl(set, index, SETVAL, argument);
}

// semctl(2), GETALL: as many counts as the set has semaphores. Returns 0, or -1 with errno.
static inline int system_semaphore_values(int set, unsigned short *values) {
  union system_semaphore_argument argument = {.values = values};
  return semctl(set, 0, GETALL, argument);
}

// semctl(2), IPC_STAT: how many semaphores the set has, or -1 with errno.
static inline long system_semaphore_count(int set) {
  struct semid_ds status;
  union system_semaphore_argument argument = {.status = &status};
  return semctl(set, 0, IPC_STAT, argument) == -1 ? -1 : (long)status.sem_nsems;
}

// semctl(2), IPC_RMID. Returns 0, or -1 with errno.
static inline int system_semaphore_remove(int set) { return semctl(set, 0, IPC_RMID); }

// Functions that glibc declares only for _GNU_SOURCE are called in system.c. Defining that here would give Swift
// other definitions of glibc's types than those that it has already.

// posix_spawn_file_actions_addclosefrom_np(3). Returns 0 or an error number.
int system_close_from(posix_spawn_file_actions_t *actions, int from);

// The number of words in a set of processors, 64 to a word: cpu_set_t, CPU_SET(3).
#define SYSTEM_PROCESSOR_WORDS 16

// sched_getaffinity(2). Returns 0, or -1 with errno.
int system_get_affinity(pid_t pid, uint64_t words[SYSTEM_PROCESSOR_WORDS]);

// sched_setaffinity(2). Returns 0, or -1 with errno.
int system_set_affinity(pid_t pid, const uint64_t words[SYSTEM_PROCESSOR_WORDS]);

// pipe2(2), closed on exec and never blocking: first the end to read from, then the end to write to. Returns 0, or -1
// with errno.
int system_pipe(int ends[2]);

// Whether some text printed to standard output could not be written: ferror(3).
int system_output_failed(void);

// The environment of this process: environ(7).
char **system_environment(void);

// The arguments of this process, as the C library passes them to constructors; NULL if it does not.
char **system_arguments(int *count);

// The path by which this process was executed: AT_EXECFN of getauxval(3). NULL if the kernel does not report it.
const char *system_executable(void);

// A descriptor for a process: pidfd_open(2), or -1 with errno.
int system_open_process(pid_t pid);

#endif
