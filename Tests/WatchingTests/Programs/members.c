// Every kind of member, in memory that a function of its own maps.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum colour { RED, GREEN = 200 };
struct point {
  int x, y;
};
struct record {
  char padding[130];
  unsigned ready : 1;
  int level : 4;
  enum colour colour;
  union {
    int number;
    double real;
  } either;
  struct point corner[2];
  char name[16];
  struct record *self;
  uint8_t octets[2];
  int count;
  long items[];
};

static void *share(size_t size) {
  void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) exit(1);
  return memory;
}

int main(void) {
  struct record *r = share(sizeof(struct record) + 4 * sizeof(long));
  struct point corner = {3, 4};
  r->ready = 1;
  r->level = -2;
  r->colour = GREEN;
  r->either.real = 2.5;
  r->corner[1] = corner;
  memcpy(&r->corner[0], &r->corner[1], sizeof corner);
  snprintf(r->name, sizeof r->name, "%s", "pixel");
  r->self = r;
  r->octets[1] = 200;
  r->count = 4;
  r->items[3] = 7;
  memset(r->corner, 0, sizeof r->corner);
  printf("%s %ld\n", r->name, r->items[3]);
  return 0;
}
