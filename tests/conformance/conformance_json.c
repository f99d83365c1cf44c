/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whether a text is JSON (RFC 8259): a second opinion in a language that has no parser at hand. */
#include "conformance.h"

#include <string.h>

/* Each reads one thing and answers where it ends; NULL if it is none. */
static const char *value(const char *at);

static const char *space(const char *at) { return at + strspn(at, " \t\r\n"); }

static const char *string(const char *at)
{
    for (++at; *at != '"'; ++at) {
        if ((unsigned char)*at < 0x20)
            return NULL;
        if (*at != '\\')
            continue;
        ++at;
        if (*at == 'u' && strspn(at + 1, "0123456789abcdefABCDEF") >= 4)
            at += 4;
        else if (*at == '\0' || strchr("\"\\/bfnrt", *at) == NULL)
            return NULL;
    }
    return at + 1;
}

static const char *number(const char *at)
{
    static const char digits[] = "0123456789";
    size_t count;

    at += *at == '-';
    count = strspn(at, digits);
    if (count == 0 || (*at == '0' && count > 1))
        return NULL;
    at += count;
    if (*at == '.') {
        count = strspn(++at, digits);
        if (count == 0)
            return NULL;
        at += count;
    }
    return at;
}

static const char *member(const char *at)
{
    if (*at != '"' || (at = string(at)) == NULL)
        return NULL;
    at = space(at);
    return *at == ':' ? value(at + 1) : NULL;
}

static const char *list(const char *at, char close, const char *(*element)(const char *))
{
    at = space(at + 1);
    if (*at == close)
        return at + 1;
    for (;;) {
        at = element(space(at));
        if (at == NULL)
            return NULL;
        at = space(at);
        if (*at == close)
            return at + 1;
        if (*at++ != ',')
            return NULL;
    }
}

static const char *word(const char *at)
{
    static const char *const words[] = {"true", "false", "null"};
    size_t i;

    for (i = 0; i < COUNT(words); ++i)
        if (strncmp(at, words[i], strlen(words[i])) == 0)
            return at + strlen(words[i]);
    return number(at);
}

static const char *value(const char *at)
{
    at = space(at);
    switch (*at) {
    case '{': return list(at, '}', member);
    case '[': return list(at, ']', value);
    case '"': return string(at);
    default: return word(at);
    }
}

int is_json(const char *text)
{
    const char *end = value(text);

    return end != NULL && *space(end) == '\0';
}
