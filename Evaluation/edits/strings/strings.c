/* Small functions on texts. What they return new is freed by the caller. */

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

bool starts_with(const char *text, const char *prefix) {
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool ends_with(const char *text, const char *suffix) {
    size_t length = strlen(text);
    size_t tail = strlen(suffix);
    return length >= tail && strcmp(text + length - tail, suffix) == 0;
}

/* Takes blanks off both ends, in place; returns the text. */
char *trim(char *text) {
    char *start = text;
    while (isspace((unsigned char)*start)) {
        start++;
    }
    size_t length = strlen(start);
    while (length > 0 && isspace((unsigned char)start[length - 1])) {
        length--;
    }
    memmove(text, start, length);
    text[length] = '\0';
    return text;
}

/* How often a character stands in a text. */
size_t count_char(const char *text, char wanted) {
    size_t count = 0;
    for (; *text; text++) {
        if (*text == wanted) {
            count++;
        }
    }
    return count;
}

/* Puts another character in the place of one; returns how many were replaced. */
size_t replace_char(char *text, char old, char new) {
    size_t count = 0;
    for (char *p = text; *p; p++) {
        if (*p == old) {
            *p = new;
            count++;
        }
    }
    return count;
}

/* Joins texts with a separator between them. */
char *join(const char **parts, size_t count, const char *separator) {
    size_t length = 1;
    for (size_t i = 0; i < count; i++) {
        length += strlen(parts[i]) + strlen(separator);
    }
    char *joined = malloc(length);
    joined[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        if (i > 0) {
            strcat(joined, separator);
        }
        strcat(joined, parts[i]);
    }
    return joined;
}

/* Reads a decimal number without a sign; returns -1 where there is something else. */
long parse_number(const char *text) {
    long value = 0;
    if (*text == '\0') {
        return -1;
    }
    for (; *text; text++) {
        if (!isdigit((unsigned char)*text)) {
            return -1;
        }
        value = value * 10 + (*text - '0');
    }
    return value;
}

/* A copy of a part of a text; what lies beyond its end is left out. */
char *slice(const char *text, size_t start, size_t length) {
    size_t whole = strlen(text);
    if (start > whole) {
        start = whole;
    }
    if (length > whole - start) {
        length = whole - start;
    }
    char *part = malloc(length + 1);
    memcpy(part, text + start, length);
    part[length] = '\0';
    return part;
}

/* Makes the first letter of each word a capital, in place. */
void capitalize(char *text) {
    bool is_start = true;
    for (; *text; text++) {
        if (isspace((unsigned char)*text)) {
            is_start = true;
        } else if (is_start) {
            *text = (char)toupper((unsigned char)*text);
            is_start = false;
        }
    }
}

/* Where a text stands in another one; -1 where it does not. */
long find(const char *text, const char *wanted) {
    const char *place = strstr(text, wanted);
    return place ? place - text : -1;
}
