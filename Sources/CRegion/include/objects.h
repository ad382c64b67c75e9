// Objects that outlive a process: files that appear only when complete, and the kernel's list of System V objects.
#ifndef RINGSIDE_OBJECTS_H
#define RINGSIDE_OBJECTS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

// Creates a file without a name in a folder, mode 0600 less the umask, open for reading and writing: open(2),
// O_TMPFILE. Returns a descriptor, or -1 with errno.
int system_open_unnamed(const char *folder);

// Creates memory that never has a name, as a file: memfd_create(2). Returns a descriptor, or -1 with errno.
int system_open_memory(const char *label);

// Gives a name to a file without one, unless the name is taken: linkat(2). Returns 0, or -1 with errno.
int system_name_file(int descriptor, const char *path);

// Locks a whole file with F_RDLCK or F_WRLCK, or unlocks it with F_UNLCK: fcntl_locking(2), F_OFD_SETLK. The lock
// belongs to the open file description, and stays when the process closes another descriptor of the file. Returns 0,
// or -1 with errno.
int system_lock_record(int descriptor, short type, bool waits);

// The kinds of System V objects: sysvipc(7).
enum system_v_kind { SYSTEM_V_SEGMENT, SYSTEM_V_SEMAPHORES, SYSTEM_V_QUEUE };

// The kernel's description of one.
struct system_v_object {
  int32_t id;
  int32_t key;
  uint32_t user;
  uint32_t permissions;  // the low nine bits of its mode
  uint32_t is_removed;   // a segment that vanishes with its last mapping: SHM_DEST
  int32_t creator;       // of a segment: its creator's pid in this process's pid namespace; 0 for one outside it
  uint64_t size;         // bytes of a segment, semaphores of a set, bytes in a queue
  uint64_t attached;     // how many mappings a segment has
  int64_t used;          // of a set: when semop(2) last changed it; 0 for never
};

// The highest index of an object of a kind: SHM_INFO of shmctl(2) and its counterparts. Returns -1 with errno on
// failure.
int system_v_last_index(enum system_v_kind kind);

// Reads the object at an index: SHM_STAT_ANY of shmctl(2) and its counterparts. Returns -1 with errno on failure:
// EINVAL if there is none.
int system_v_object_at(enum system_v_kind kind, int index, struct system_v_object *object);

// Reads the object with an id: IPC_STAT of shmctl(2) and its counterparts. Returns 0, or -1 with errno.
int system_v_object_of(enum system_v_kind kind, int id, struct system_v_object *object);

// Finds the set or the queue with this key: semget(2), msgget(2). Returns an id, or -1 with errno: ENOENT for none.
int system_v_find(enum system_v_kind kind, int32_t key);

#endif
