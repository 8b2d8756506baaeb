// The functions of a C library that Embedded Swift needs: memory, its comparison, and the product of 128-bit numbers.

typedef unsigned long size_t;
typedef unsigned char byte;

// Blocks have four sizes per power of two, starting at 32 bytes, and each size has a list of its free blocks. A block begins
// with a header, which contains the number of the block's size, and for a free block the next one.
typedef struct block {
  size_t size;
  struct block *next;
  size_t unused[2];
} block;

enum { smallest = 32, page = 65536 };

extern byte __heap_base;
static block *free_blocks[4 * 28];
static size_t start, end;  // memory that has not been cut into blocks

// Returns the number of the smallest size of at least `count` bytes, and stores that size.
static size_t size_for(size_t count, size_t *bytes) {
  if (count <= smallest) {
    *bytes = smallest;
    return 0;
  }
  int power = 31 - __builtin_clzl(count - 1);
  size_t step = (size_t)1 << (power - 2);
  size_t quarter = (count - ((size_t)1 << power) + step - 1) / step;
  *bytes = ((size_t)1 << power) + quarter * step;
  return (power - 5) * 4 + quarter;
}

static int grow(size_t bytes) {
  if (end == 0) {
    start = ((size_t)&__heap_base + 15) & ~(size_t)15;
    end = __builtin_wasm_memory_size(0) * page;
  }
  if (bytes <= end - start) return 1;
  size_t missing = bytes - (end - start);
  size_t pages = (missing < 16 * page ? 16 * page : missing + page - 1) / page;
  if (__builtin_wasm_memory_grow(0, pages) == (size_t)-1) return 0;
  end += pages * page;
  return 1;
}

// Swift requests an alignment of at most 16 bytes.
int posix_memalign(void **result, size_t alignment, size_t count) {
  enum { out_of_memory = 12 };
  size_t bytes;
  if (count > (size_t)1 << 31) return out_of_memory;
  size_t size = size_for(count + sizeof(block), &bytes);
  block *found = free_blocks[size];
  if (found) {
    free_blocks[size] = found->next;
  } else {
    if (!grow(bytes)) return out_of_memory;
    found = (block *)start;
    found->size = size;
    start += bytes;
  }
  *result = found + 1;
  return 0;
}

void free(void *address) {
  if (!address) return;
  block *freed = (block *)address - 1;
  freed->next = free_blocks[freed->size];
  free_blocks[freed->size] = freed;
}

int memcmp(const void *a, const void *b, size_t count) {
  const byte *x = a, *y = b;
  for (; count; count--, x++, y++) {
    if (*x != *y) return *x - *y;
  }
  return 0;
}

// The low 128 bits of a product, computed from 32-bit products.
typedef unsigned long long word;
typedef struct { word low, high; } wide;

wide __multi3(word a, word a_high, word b, word b_high) {
  word mask = 0xffffffff;
  word low = (a & mask) * (b & mask);
  word middle = (a >> 32) * (b & mask) + (low >> 32);
  word other = (a & mask) * (b >> 32) + (middle & mask);
  wide product = {(other << 32) | (low & mask),
                  (a >> 32) * (b >> 32) + (middle >> 32) + (other >> 32) + a * b_high + a_high * b};
  return product;
}
