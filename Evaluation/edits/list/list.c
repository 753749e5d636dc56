/* A linked list of names with scores. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Node {
    char name[32];
    int score;
    struct Node *next;
} Node;

typedef struct {
    Node *first;
    size_t length;
} List;

static Node *new_node(const char *name, int score) {
    Node *node = calloc(1, sizeof *node);
    snprintf(node->name, sizeof node->name, "%s", name);
    node->score = score;
    return node;
}

/* Puts a name at the front. */
void list_prepend(List *list, const char *name, int score) {
    Node *node = new_node(name, score);
    node->next = list->first;
    list->first = node;
    list->length++;
}

/* Puts a name before the first one with a lower score. */
void list_insert(List *list, const char *name, int score) {
    Node **place = &list->first;
    while (*place && (*place)->score > score) {
        place = &(*place)->next;
    }
    Node *node = new_node(name, score);
    node->next = *place;
    *place = node;
    list->length++;
}

Node *list_find(const List *list, const char *name) {
    for (Node *node = list->first; node; node = node->next) {
        if (strcmp(node->name, name) == 0) {
            return node;
        }
    }
    return NULL;
}

/* Takes a name out; returns 1 where it was there. */
int list_remove(List *list, const char *name) {
    for (Node **place = &list->first; *place; place = &(*place)->next) {
        if (strcmp((*place)->name, name) == 0) {
            Node *gone = *place;
            *place = gone->next;
            free(gone);
            list->length--;
            return 1;
        }
    }
    return 0;
}

/* The mean of the scores. */
double list_mean(const List *list) {
    int sum = 0;
    for (Node *node = list->first; node; node = node->next) {
        sum += node->score;
    }
    return sum / list->length;
}

void list_reverse(List *list) {
    Node *done = NULL;
    while (list->first) {
        Node *node = list->first;
        list->first = node->next;
        node->next = done;
        done = node;
    }
    list->first = done;
}

void list_free(List *list) {
    while (list->first) {
        Node *next = list->first->next;
        free(list->first);
        list->first = next;
    }
    list->length = 0;
}

/* The node with the highest score; NULL for an empty list. */
Node *list_best(const List *list) {
    Node *best = list->first;
    for (Node *node = list->first; node; node = node->next) {
        if (node->score > best->score) {
            best = node;
        }
    }
    return best;
}

/* Writes "name: score" of every node on a line of its own; returns how many lines. */
int list_print(const List *list, FILE *file) {
    int lines = 0;
    for (Node *node = list->first; node; node = node->next) {
        fprintf(file, "%s: %d\n", node->name, node->score);
        lines++;
    }
    return lines;
}
