// Swift's runtime looks for its program that prints backtraces before main begins, and aborts where it cannot read
// /proc/self/exe. A fully static release has no such program beside it: .ci/package links the runtime's question to this
// answer (ld(1), --wrap), and Ringside runs without /proc.

#include <stddef.h>

char *__wrap_swift_copyAuxiliaryExecutablePath(const char *folder, const char *program);

// No path: there is no such program.
char *__wrap_swift_copyAuxiliaryExecutablePath(const char *folder, const char *program) {
  (void)folder;
  (void)program;
  return NULL;
}
