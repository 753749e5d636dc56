#include <assert.h>
#include "ring.c"

int main(void) {
    Ring ring;
    char text[12];
    ring_init(&ring);
    ring_write(&ring, (const unsigned char *)"ab\r\nc\rd\n\r\n\n", 11);
    assert(ring_line(&ring, text, sizeof text) == 2 && strcmp(text, "ab") == 0);
    assert(ring_line(&ring, text, sizeof text) == 3 && strcmp(text, "c\rd") == 0);
    assert(ring_line(&ring, text, sizeof text) == 0 && text[0] == '\0');
    assert(ring_line(&ring, text, sizeof text) == 0);
    return 0;
}
