#pragma once
/*
 * cage/terms - what the program (cage/worker) and its worker (cage/serve) agree on before they can talk:
 * descriptors, environment and exit codes.
 *
 *	posix_spawn_file_actions_adddup2(&actions, pipe, TERMS_PIPE);
 *	g_setenv(TERMS_MEMORY, "536870912");
 */

/* The descriptor of the pipe in the worker: a socket, both ways. */
#define TERMS_PIPE 3

/* The worker's environment: settings.data_dir, settings.memory and the parent's process id. */
#define TERMS_DATA   "MEKIKI_CAGE_DATA"
#define TERMS_MEMORY "MEKIKI_CAGE_MEMORY"
#define TERMS_PARENT "MEKIKI_CAGE_PARENT"

/* The exit code of a worker that could not have the memory it asked for. */
#define TERMS_EXIT_MEMORY 77
