#pragma once
/*
 * cage/serve - what the program and its worker agree on before they can talk: descriptors, environment
 * and exit codes. The worker's life itself, cage_serve(), is declared in cage/cage.h.
 *
 *	posix_spawn_file_actions_adddup2(&actions, pipe, SERVE_PIPE);
 *	g_setenv(SERVE_MEMORY, "536870912");
 */

/* The descriptor of the pipe in the worker: a socket, both ways. */
#define SERVE_PIPE 3

/* The worker's environment: settings.data_dir, settings.memory and the parent's process id. */
#define SERVE_DATA   "MEKIKI_CAGE_DATA"
#define SERVE_MEMORY "MEKIKI_CAGE_MEMORY"
#define SERVE_PARENT "MEKIKI_CAGE_PARENT"

/* The exit code of a worker that could not have the memory it asked for. */
#define SERVE_EXIT_MEMORY 77
