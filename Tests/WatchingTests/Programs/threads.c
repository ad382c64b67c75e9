// Threads of one process on a shared counter in a struct with an array, an enum and a pointer.
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>

enum phase { IDLE, WORKING, DONE };
struct state {
  enum phase phase;
  int totals[2];
  struct {
    long hits;
  } inner;
  int *last;
};
static struct state *state;

static void *work(void *argument) {
  int number = *(int *)argument;
  state->phase = WORKING;
  for (int i = 0; i < 2; i++) state->totals[number] += i + 1;
  state->inner.hits++;
  state->last = &state->totals[number];
  return NULL;
}

int main(void) {
  state = mmap(NULL, sizeof(struct state), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pthread_t threads[2];
  int numbers[2] = {0, 1};
  for (int i = 0; i < 2; i++) pthread_create(&threads[i], NULL, work, &numbers[i]);
  for (int i = 0; i < 2; i++) pthread_join(threads[i], NULL);
  state->phase = DONE;
  printf("%d %d\n", state->totals[0], state->totals[1]);
  return 0;
}
