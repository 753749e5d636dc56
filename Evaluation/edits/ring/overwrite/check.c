#include <assert.h>
#include "ring.c"

int main(void) {
    Ring ring;
    ring_init(&ring);
    for (int i = 0; i < RING_SIZE + 3; i++) assert(ring_push(&ring, (unsigned char)i));
    assert(ring.count == RING_SIZE && ring.lost == 3);
    for (int i = 3; i < RING_SIZE + 3; i++) assert(ring_pop(&ring) == i);
    assert(ring_pop(&ring) == -1);
    return 0;
}
