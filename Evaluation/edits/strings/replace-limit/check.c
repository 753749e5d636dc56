#include <assert.h>
#include "strings.c"

int main(void) {
    char text[] = "a/b/c/d";
    assert(replace_char(text, '/', '.', 2) == 2 && strcmp(text, "a.b.c/d") == 0);
    assert(replace_char(text, '/', '.', 0) == 0 && strcmp(text, "a.b.c/d") == 0);
    assert(replace_char(text, '/', '.', 9) == 1 && strcmp(text, "a.b.c.d") == 0);
    assert(count_char(text, '.') == 3);
    return 0;
}
