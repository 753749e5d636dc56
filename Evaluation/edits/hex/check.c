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
    write_u32(back, 0x01020304u);
    assert(back[0] == 4 && back[3] == 1 && read_u32(back) == 0x01020304u);
    assert(equal_bytes(back, back, 4) && !equal_bytes(back, bytes, 4));
    char line[80];
    assert(dump_line((const uint8_t *)"AB\n", 3, 0, line) == 3);
    assert(strcmp(line, "0000  41 42 0a  AB.") == 0);
    return 0;
}
