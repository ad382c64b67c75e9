#include "common.h"
int main(void) {
  Box *box = open_box();
  sem_init(&box->items, 1, 0);
  for (int i = 0; i < 2; i++) { sem_wait(&box->items); printf("got %d\n", box->values[box->out]); box->out = (box->out + 1) % 4; }
  shm_unlink("/box");
  return 0;
}
