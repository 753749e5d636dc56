#include <assert.h>
#include "hex.c"

int main(void) {
    uint8_t bytes[] = {0x00, 0x7f, 0xa5, 0xff};
    char text[9];
    hex_encode(bytes, 4, text);
    assert(strcmp(text, "007fa5ff") == 0);
    uint8_t back[4] = {1, 1, 1, 1};
    assert(hex_decode(text, back, 4) == 4 && memcmp(bytes, back, 4) == 0);
    assert(hex_decode("abc", back, 4) == -1 && hex_decode("0g", back, 4) == -1);
    assert(hex_value('9') == 9 && hex_value('f') == 15 && hex_value('x') == -1);
    assert(checksum(bytes, 4) == 0x223);
    assert(read_u32(bytes) == 0xffa57f00u);
    return 0;
}
