#include "common.h"
int main(int argc, char **argv) {
  Box *box = open_box();
  int n = argc > 1 ? atoi(argv[1]) : 2;
  for (int i = 0; i < n; i++) { box->values[box->in] = i + 1; box->in = (box->in + 1) % 4; sem_post(&box->items); }
  return 0;
}
