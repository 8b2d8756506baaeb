// The C library's account of the memory that it has given out: Swift's own modules leave its header out.
#if defined(__APPLE__)
#include <malloc/malloc.h>
#else
#include <malloc.h>
#endif
