// The functions that are not inline. Compiled with _GNU_SOURCE, see Package.swift.
#include "system.h"

#include "semaphores.h"

#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/uio.h>

int system_close_from(posix_spawn_file_actions_t *actions, int from) {
  return posix_spawn_file_actions_addclosefrom_np(actions, from);
}

_Static_assert(sizeof(cpu_set_t) == SYSTEM_PROCESSOR_WORDS * sizeof(uint64_t), "a set of processors is all its words");

int system_get_affinity(pid_t pid, uint64_t words[SYSTEM_PROCESSOR_WORDS]) {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (sched_getaffinity(pid, sizeof set, &set) != 0) return -1;
  memcpy(words, &set, sizeof set);
  return 0;
}

int system_set_affinity(pid_t pid, const uint64_t words[SYSTEM_PROCESSOR_WORDS]) {
  cpu_set_t set;
  memcpy(&set, words, sizeof set);
  return sched_setaffinity(pid, sizeof set, &set);
}

int system_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC | O_NONBLOCK); }

int system_output_failed(void) { return ferror(stdout); }

char **system_environment(void) { return environ; }

static int argument_count;
static char **argument_values;

// glibc calls constructors with the arguments of main: sysdeps/unix/sysv/linux/dl-init and csu/libc-start.c.
__attribute__((constructor)) static void keep_arguments(int count, char **values, char **environment) {
  (void)environment;
  argument_count = count;
  argument_values = values;
}

char **system_arguments(int *count) {
  *count = argument_count;
  return argument_values;
}

const char *system_executable(void) { return (const char *)getauxval(AT_EXECFN); }

int system_open_process(pid_t pid) { return (int)syscall(SYS_pidfd_open, pid, 0); }

int system_semaphore_claim(int set, int alive, int barred, const unsigned short *values, int count) {
  struct sembuf operations[40] = {
      {(unsigned short)barred, 0, IPC_NOWAIT},
      {(unsigned short)alive, 0, IPC_NOWAIT},
      {(unsigned short)alive, 1, SEM_UNDO | IPC_NOWAIT},
  };
  size_t used = 3;
  for (int member = 0; member < count && used < 40; member++)
    if (values[member] != 0) operations[used++] = (struct sembuf){(unsigned short)member, (short)values[member], IPC_NOWAIT};
  return semop(set, operations, used);
}

int system_semaphore_bar(int set, int alive, int claimed, int barred) {
  struct sembuf operations[3] = {
      {(unsigned short)alive, 0, IPC_NOWAIT},
      {(unsigned short)claimed, 0, IPC_NOWAIT},
      {(unsigned short)barred, 1, IPC_NOWAIT},
  };
  return semop(set, operations, 3);
}

const long system_semop_number = SYS_semop;
const long system_semtimedop_number = SYS_semtimedop;

ssize_t system_read_process(pid_t pid, uint64_t address, void *buffer, size_t size) {
  struct iovec local = {buffer, size}, remote = {(void *)(uintptr_t)address, size};
  return process_vm_readv(pid, &local, 1, &remote, 1, 0);
}
