#include "archive/claim.h"

#include <errno.h>
#include <fcntl.h>

#include "archive/fault.h"

static bool set(int claims, short type, gint64 number)
{
	struct flock lock = {
		.l_type = type,
		.l_whence = SEEK_SET,
		.l_start = number,
		.l_len = 1,
	};

	return fcntl(claims, F_OFD_SETLK, &lock) == 0;
}

int claim_open(const char *dir, GError **error)
{
	g_autofree char *path = g_build_filename(dir, "claims", NULL);
	int claims = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

	if (claims < 0)
		fault_errno(error, errno, "open", path);
	return claims;
}

bool claim_take(int claims, gint64 number)
{
	return set(claims, F_WRLCK, number);
}

void claim_drop(int claims, gint64 number)
{
	set(claims, F_UNLCK, number);
}
