#include "archive/entry.h"

static const char *const words[] = {"unfinished", "done"};

void entry_free(void *data)
{
	ArchiveEntry *entry = data;

	if (!entry)
		return;
	g_free(entry->id);
	g_free(entry->opened);
	g_free(entry->name);
	g_free(entry->sender);
	g_free(entry->subject);
	g_free(entry->verdict);
	g_free(entry);
}

const char *entry_state_word(ArchiveState state)
{
	return words[state];
}

ArchiveState entry_state(Str word)
{
	return str_equal(word, str_of(words[ARCHIVE_DONE])) ? ARCHIVE_DONE : ARCHIVE_UNFINISHED;
}
