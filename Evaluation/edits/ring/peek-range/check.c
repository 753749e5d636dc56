#include <assert.h>
#include "ring.c"

int main(void) {
    Ring ring;
    ring_init(&ring);
    assert(ring_peek(&ring, 0) == -1);
    ring_push(&ring, 7);
    assert(ring_peek(&ring, 0) == 7 && ring_peek(&ring, 1) == -1);
    return 0;
}
