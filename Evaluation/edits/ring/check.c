#include <assert.h>
#include "ring.c"

int main(void) {
    Ring ring;
    ring_init(&ring);
    assert(ring_pop(&ring) == -1);
    for (int i = 0; i < 12; i++) assert(ring_push(&ring, (unsigned char)i));
    for (int i = 0; i < 10; i++) assert(ring_pop(&ring) == i);
    assert(ring.count == 2 && ring_peek(&ring, 0) == 10 && ring_peek(&ring, 1) == 11);
    assert(ring_write(&ring, (const unsigned char *)"abcdefghijklmn", 14) == 14);
    assert(ring_is_full(&ring) && ring.lost == 0);
    assert(!ring_push(&ring, 1) && ring.lost == 1);
    unsigned char bytes[32];
    assert(ring_read(&ring, bytes, 32) == 16);
    assert(bytes[0] == 10 && bytes[2] == 'a' && bytes[15] == 'n');
    char text[4];
    ring_write(&ring, (const unsigned char *)"hello\nrest", 10);
    assert(ring_line(&ring, text, sizeof text) == 3 && strcmp(text, "hel") == 0);
    assert(ring_line(&ring, text, sizeof text) == -1 && ring.count == 4);
    assert(ring_find(&ring, 's') == 2 && ring_find(&ring, 'z') == 4);
    assert(ring_skip(&ring, 3) == 3 && ring_sum(&ring) == 't');
    assert(ring_skip(&ring, 3) == 1 && ring.count == 0);
    return 0;
}
