// What the yardsticks have in common. Each is a plain C program of the kind that Ringside is measured against.
#pragma once
#define _GNU_SOURCE
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

// The yardsticks. Each reads its options, runs, and prints one line of JSON. Exit status 0 says that all went right.
int ring(int argc, char **argv);
int pingpong(int argc, char **argv);
int draw(int argc, char **argv);
int transfer(int argc, char **argv);
int replay(int argc, char **argv);

// An option `--name NUMBER`, where its value goes, and what is allowed. The value beforehand is the default. Where there
// are names, it is `--name NAME`, and its value is the place of the name.
struct option_row {
  const char *name;
  long *value;
  long least, most;
  const char *const *names;  // ends with NULL
};

// Reads options by a table that ends with a nameless row. Wrong usage is said in a sentence and exits with 64.
void read_options(int argc, char **argv, const struct option_row *table);

// Says what failed and why (errno), and exits with 1.
_Noreturn void fail(const char *what);

// Fails if a call returned -1. Inline, because the loops that are measured pass here too.
static inline void check(int result, const char *what) {
  if (result == -1) fail(what);
}

// Zeroed memory that this process and the children it forks later share: shm_overview(7). Its name is already gone.
void *share_memory(size_t size);

// Keeps this process and the children it forks later on one core. -1: on whichever.
void pin(long cpu);

// Runs `body(0, memory)` to `body(count - 1, memory)`, each in a process of its own.
// Returns the seconds from when all of them stood ready to when the last was done.
double run_processes(int count, void (*body)(int number, void *memory), void *memory);
