// C++: an atomic counter in a class.
#include <atomic>
#include <cstdio>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct Counters {
  std::atomic<int> safe;
  int plain;
};

int main() {
  auto *c = static_cast<Counters *>(
      mmap(nullptr, sizeof(Counters), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
  if (fork() == 0) {
    c->safe++;
    c->plain++;
    return 0;
  }
  c->safe++;
  wait(nullptr);
  std::printf("%d %d\n", c->safe.load(), c->plain);
  return 0;
}
