#include <assert.h>
#include "strings.c"

int main(void) {
    assert(starts_with("Content-Type", "content-"));
    assert(starts_with("content", "CONTENT"));
    assert(!starts_with("con", "content"));
    assert(starts_with("abc", ""));
    assert(!starts_with("abd", "ABC"));
    return 0;
}
