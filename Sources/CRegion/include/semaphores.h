// The operations on System V semaphores, svipc(7): semop takes an array, for which Swift would need an allocation.
#ifndef RINGSIDE_SEMAPHORES_H
#define RINGSIDE_SEMAPHORES_H

#include <stdint.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/types.h>

// The numbers of semop(2) and semtimedop(2), as /proc/PID/syscall shows them.
extern const long system_semop_number;
extern const long system_semtimedop_number;

// semop(2) with one operation. Returns 0, or -1 with errno.
static inline int system_semaphore_change(int set, int member, int change, int flags) {
  struct sembuf operation = {(unsigned short)member, (short)change, (short)flags};
  return semop(set, &operation, 1);
}

// Increments `member`, and makes permanent this process's decrement of `taken` with SEM_UNDO: its value stays, and
// the kernel forgets to undo it. All of it happens atomically: semop(2). Returns 0, or -1 with errno.
static inline int system_semaphore_hand_over(int set, int member, int taken) {
  struct sembuf operations[3] = {
      {(unsigned short)member, 1, 0}, {(unsigned short)taken, 1, SEM_UNDO}, {(unsigned short)taken, -1, 0}};
  return semop(set, operations, 3);
}

// Claims a set for this process, atomically: semop(2). Adds each of the values, which are below 32768, to its member,
// and one to the member `alive`, which the kernel subtracts again when this process ends, however it ends (SEM_UNDO).
// Fails with EAGAIN if `alive` or `barred` is not 0. Returns 0, or -1 with errno.
int system_semaphore_claim(int set, int alive, int barred, const unsigned short *values, int count);

// Bars an unclaimed set from ever being claimed, atomically: semop(2). Returns 0, or -1 with errno: EAGAIN if it is
// claimed.
int system_semaphore_bar(int set, int alive, int claimed, int barred);

// process_vm_readv(2): reads the memory of another process at an address of that process. Returns the number of
// bytes, or -1 with errno.
ssize_t system_read_process(pid_t pid, uint64_t address, void *buffer, size_t size);

#endif
