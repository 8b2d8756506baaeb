// The C library's account of the memory that it has given out: Swift's own modules leave its header out.
#if defined(__APPLE__)
#include <malloc/malloc.h>
#else
#include <malloc.h>
#endif

// The start of the program's stack, as the system left it: the environment, and an address above it.
#if defined(__linux__)
#include <sys/auxv.h>
#include <sys/syscall.h>
#include <unistd.h>
extern char **environ;
static inline char **environment_on_the_stack(void) { return environ; }
static inline const void *random_bytes_on_the_stack(void) { return (const void *)getauxval(AT_RANDOM); }

// How many processors the process may use, which may be fewer than there are; 0 where the system does not say.
static inline int usable_processors(void) {
  unsigned long mask[128] = {0};
  long bytes = syscall(SYS_sched_getaffinity, 0, sizeof mask, mask);
  int count = 0;
  for (long i = 0; i < bytes / (long)sizeof *mask; i++) count += __builtin_popcountl(mask[i]);
  return count;
}
#endif
