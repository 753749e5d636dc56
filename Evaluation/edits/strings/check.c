#include <assert.h>
#include "strings.c"

int main(void) {
    assert(starts_with("lathe", "la") && !starts_with("la", "lathe"));
    assert(ends_with("ring.c", ".c") && !ends_with("c", ".c"));
    char text[] = "  two words \n";
    assert(strcmp(trim(text), "two words") == 0);
    char blank[] = "   ";
    assert(strcmp(trim(blank), "") == 0);
    assert(count_char("banana", 'a') == 3);
    char path[] = "a/b/c";
    assert(replace_char(path, '/', '.') == 2 && strcmp(path, "a.b.c") == 0);
    const char *parts[] = {"a", "b", "c"};
    char *joined = join(parts, 3, ", ");
    assert(strcmp(joined, "a, b, c") == 0);
    free(joined);
    joined = join(parts, 0, ", ");
    assert(strcmp(joined, "") == 0);
    free(joined);
    assert(parse_number("1024") == 1024 && parse_number("") == -1 && parse_number("1x") == -1);
    char *part = slice("workshop", 4, 99);
    assert(strcmp(part, "shop") == 0);
    free(part);
    char words[] = "one two";
    capitalize(words);
    assert(strcmp(words, "One Two") == 0);
    assert(find("workshop", "shop") == 4 && find("work", "shop") == -1);
    return 0;
}
