// The calls that are no inline functions. Compiled with _GNU_SOURCE, see Package.swift.
#include "system.h"

#include "semaphores.h"

#include <fcntl.h>
#include <sched.h>
#include <string.h>
#include <sys/uio.h>

int system_close_from(posix_spawn_file_actions_t *actions, int from) {
  return posix_spawn_file_actions_addclosefrom_np(actions, from);
}

int system_get_affinity(pid_t pid, uint64_t *mask) {
  cpu_set_t set;
  if (sched_getaffinity(pid, sizeof set, &set) != 0) return -1;
  *mask = 0;
  for (int cpu = 0; cpu < 64; cpu++)
    if (CPU_ISSET(cpu, &set)) *mask |= 1ull << cpu;
  return 0;
}

int system_set_affinity(pid_t pid, uint64_t mask) {
  cpu_set_t set;
  CPU_ZERO(&set);
  for (int cpu = 0; cpu < 64; cpu++)
    if (mask & (1ull << cpu)) CPU_SET(cpu, &set);
  return sched_setaffinity(pid, sizeof set, &set);
}

int system_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC | O_NONBLOCK); }

const char *system_signal_name(int signal) { return sigabbrev_np(signal); }

char **system_environment(void) { return environ; }

const long system_semop_number = SYS_semop;
const long system_semtimedop_number = SYS_semtimedop;

ssize_t system_read_process(pid_t pid, uint64_t address, void *buffer, size_t size) {
  struct iovec local = {buffer, size}, remote = {(void *)(uintptr_t)address, size};
  return process_vm_readv(pid, &local, 1, &remote, 1, 0);
}
