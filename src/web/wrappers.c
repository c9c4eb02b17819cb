#include "web/wrappers.h"

#include <string.h>

/* What columns of the table have in common. */
#define GUARD    UNWRAP_GUARD
#define REDIRECT UNWRAP_REDIRECT
#define COPY     UNWRAP_COPY

/* The first row that fits and gives a target counts. */
/* clang-format off */
const Wrapper wrappers[] = {
	/* what mail filters make of links */
	{"safe-links", GUARD, HOST_BELOW, STR("safelinks.protection.outlook.com"), STR("/"), IN_QUERY, STR("url")},
	{"safe-links", GUARD, HOST_IS, STR("safelinks.protection.outlook.com"), STR("/"), IN_QUERY, STR("url")},
	{"safe-links", GUARD, HOST_BELOW, STR("safelinks.protection.office365.us"), STR("/"), IN_QUERY, STR("url")},
	{"safe-links", GUARD, HOST_BELOW, STR("safelinks.protection.partner.outlook.cn"), STR("/"), IN_QUERY, STR("url")},
	{"safe-links", GUARD, HOST_IS, STR("statics.teams.cdn.office.net"), STR("/evergreen-assets/safelinks/"), IN_QUERY, STR("url")},
	{"urldefense", GUARD, HOST_IS, STR("urldefense.proofpoint.com"), STR("/v"), IN_URLDEFENSE, STR("")},
	{"urldefense", GUARD, HOST_IS, STR("urldefense.com"), STR("/v"), IN_URLDEFENSE, STR("")},
	{"urldefense", GUARD, HOST_IS, STR("urldefense.us"), STR("/v"), IN_URLDEFENSE, STR("")},
	{"mimecast", GUARD, HOST_BELOW, STR("mimecast.com"), STR("/s/"), IN_DOMAIN, STR("domain")},
	{"mimecast", GUARD, HOST_BELOW, STR("mimecastprotect.com"), STR("/s/"), IN_DOMAIN, STR("domain")},
	{"barracuda", GUARD, HOST_IS, STR("linkprotect.cudasvc.com"), STR("/url"), IN_QUERY, STR("a")},
	{"cisco", GUARD, HOST_IS, STR("secure-web.cisco.com"), STR("/"), IN_PATH_PIECE, STR("")},
	{"sophos", GUARD, HOST_BELOW, STR("protection.sophos.com"), STR("/"), IN_QUERY_CODE, STR("u")},
	{"trend-micro", GUARD, HOST_BELOW, STR("trendmicro.com"), STR("/wis/clicktime/"), IN_QUERY, STR("url")},
	{"trend-micro", GUARD, HOST_BELOW, STR("trendmicro.eu"), STR("/wis/clicktime/"), IN_QUERY, STR("url")},
	{"symantec", GUARD, HOST_IS, STR("clicktime.symantec.com"), STR("/"), IN_QUERY, STR("u")},
	{"postoffice", GUARD, HOST_IS, STR("clicktime.cloud.postoffice.net"), STR("/clicktime.php"), IN_QUERY, STR("U")},
	{"fireeye", GUARD, HOST_BELOW, STR("fireeye.com"), STR("/"), IN_QUERY, STR("u")},
	{"trustwave", GUARD, HOST_IS, STR("scanmail.trustwave.com"), STR("/"), IN_QUERY, STR("u")},
	{"libraesva", GUARD, HOST_IS, STR("urlsand.esvalabs.com"), STR("/"), IN_QUERY, STR("u")},
	{"edgepilot", GUARD, HOST_IS, STR("link.edgepilot.com"), STR("/s/"), IN_QUERY, STR("u")},
	{"avanan", GUARD, HOST_IS, STR("avanan.url-protection.com"), STR("/v1/url"), IN_QUERY, STR("o")},
	{"avanan", GUARD, HOST_IS, STR("url.avanan.click"), STR("/v2/___"), IN_PATH, STR("___.")},
	{"checkpoint", GUARD, HOST_IS, STR("protect.checkpoint.com"), STR("/v2/___"), IN_PATH, STR("___.")},
	{"gmx", GUARD, HOST_IS, STR("deref-gmx.net"), STR("/mail/client/"), IN_QUERY, STR("redirectUrl")},
	{"gmx", GUARD, HOST_IS, STR("deref-gmx.com"), STR("/mail/client/"), IN_QUERY, STR("redirectUrl")},
	{"gmx", GUARD, HOST_IS, STR("deref-web.de"), STR("/mail/client/"), IN_QUERY, STR("redirectUrl")},
	{"gmx", GUARD, HOST_IS, STR("deref-mail.com"), STR("/mail/client/"), IN_QUERY, STR("redirectUrl")},

	/* doors of search engines */
	{"google", REDIRECT, HOST_GOOGLE, STR("www"), STR("/url"), IN_QUERY, STR("q")},
	{"google", REDIRECT, HOST_GOOGLE, STR("www"), STR("/url"), IN_QUERY, STR("url")},
	{"google", REDIRECT, HOST_GOOGLE, STR(""), STR("/url"), IN_QUERY, STR("q")},
	{"google", REDIRECT, HOST_GOOGLE, STR(""), STR("/url"), IN_QUERY, STR("url")},
	{"google", REDIRECT, HOST_GOOGLE, STR("images"), STR("/url"), IN_QUERY, STR("q")},
	{"google", REDIRECT, HOST_GOOGLE, STR("images"), STR("/url"), IN_QUERY, STR("url")},
	{"google", REDIRECT, HOST_GOOGLE, STR("maps"), STR("/url"), IN_QUERY, STR("q")},
	{"google", REDIRECT, HOST_GOOGLE, STR("cse"), STR("/url"), IN_QUERY, STR("q")},
	{"google", REDIRECT, HOST_GOOGLE, STR("cse"), STR("/url"), IN_QUERY, STR("url")},
	{"google", REDIRECT, HOST_GOOGLE, STR("books"), STR("/url"), IN_QUERY, STR("id")},
	{"google", REDIRECT, HOST_GOOGLE, STR("plus"), STR("/url"), IN_QUERY, STR("q")},
	{"google", REDIRECT, HOST_GOOGLE, STR("docs"), STR("/url"), IN_QUERY, STR("q")},
	{"google", REDIRECT, HOST_GOOGLE, STR("sites"), STR("/url"), IN_QUERY, STR("q")},
	{"google", REDIRECT, HOST_GOOGLE, STR("www"), STR("/imgres"), IN_QUERY, STR("imgrefurl")},
	{"google", REDIRECT, HOST_GOOGLE, STR("www"), STR("/aclk"), IN_QUERY, STR("adurl")},
	{"google", REDIRECT, HOST_GOOGLE, STR("www"), STR("/interstitial"), IN_QUERY, STR("url")},
	{"google-ads", REDIRECT, HOST_IS, STR("www.googleadservices.com"), STR("/pagead/aclk"), IN_QUERY, STR("adurl")},
	{"google-ads", REDIRECT, HOST_IS, STR("googleads.g.doubleclick.net"), STR("/"), IN_QUERY, STR("adurl")},
	{"google-ads", REDIRECT, HOST_IS, STR("adclick.g.doubleclick.net"), STR("/"), IN_QUERY, STR("adurl")},
	{"google-ads", REDIRECT, HOST_IS, STR("ad.doubleclick.net"), STR("/"), IN_QUERY, STR("adurl")},
	{"google-ads", REDIRECT, HOST_IS, STR("ad.doubleclick.net"), STR("/"), IN_WHOLE_QUERY, STR("")},
	{"google-ads", REDIRECT, HOST_IS, STR("clickserve.dartsearch.net"), STR("/link/click"), IN_QUERY, STR("ds_dest_url")},
	{"bing", REDIRECT, HOST_IS, STR("www.bing.com"), STR("/ck/a"), IN_QUERY_CODE, STR("u")},
	{"bing", REDIRECT, HOST_IS, STR("bing.com"), STR("/ck/a"), IN_QUERY_CODE, STR("u")},
	{"bing", REDIRECT, HOST_IS, STR("www.bing.com"), STR("/alink/link"), IN_QUERY, STR("url")},
	{"yahoo", REDIRECT, HOST_IS, STR("r.search.yahoo.com"), STR("/"), IN_PATH_PIECE, STR("RU=")},
	{"duckduckgo", REDIRECT, HOST_IS, STR("duckduckgo.com"), STR("/l/"), IN_QUERY, STR("uddg")},
	{"yandex", REDIRECT, HOST_IS, STR("sba.yandex.net"), STR("/redirect"), IN_QUERY, STR("url")},

	/* doors of other well-known places */
	{"youtube", REDIRECT, HOST_IS, STR("www.youtube.com"), STR("/redirect"), IN_QUERY, STR("q")},
	{"youtube", REDIRECT, HOST_IS, STR("m.youtube.com"), STR("/redirect"), IN_QUERY, STR("q")},
	{"youtube", REDIRECT, HOST_IS, STR("youtube.com"), STR("/redirect"), IN_QUERY, STR("q")},
	{"facebook", REDIRECT, HOST_IS, STR("l.facebook.com"), STR("/l.php"), IN_QUERY, STR("u")},
	{"facebook", REDIRECT, HOST_IS, STR("lm.facebook.com"), STR("/l.php"), IN_QUERY, STR("u")},
	{"facebook", REDIRECT, HOST_IS, STR("www.facebook.com"), STR("/l.php"), IN_QUERY, STR("u")},
	{"facebook", REDIRECT, HOST_IS, STR("www.facebook.com"), STR("/flx/warn/"), IN_QUERY, STR("u")},
	{"facebook", REDIRECT, HOST_IS, STR("l.messenger.com"), STR("/l.php"), IN_QUERY, STR("u")},
	{"facebook", REDIRECT, HOST_IS, STR("l.wl.co"), STR("/l"), IN_QUERY, STR("u")},
	{"instagram", REDIRECT, HOST_IS, STR("l.instagram.com"), STR("/"), IN_QUERY, STR("u")},
	{"linkedin", REDIRECT, HOST_IS, STR("www.linkedin.com"), STR("/redir/"), IN_QUERY, STR("url")},
	{"linkedin", REDIRECT, HOST_IS, STR("www.linkedin.com"), STR("/safety/go"), IN_QUERY, STR("url")},
	{"slack", REDIRECT, HOST_IS, STR("slack-redir.net"), STR("/link"), IN_QUERY, STR("url")},
	{"tumblr", REDIRECT, HOST_IS, STR("t.umblr.com"), STR("/redirect"), IN_QUERY, STR("z")},
	{"href.li", REDIRECT, HOST_IS, STR("href.li"), STR("/"), IN_WHOLE_QUERY, STR("")},
	{"vk", REDIRECT, HOST_IS, STR("vk.com"), STR("/away.php"), IN_QUERY, STR("to")},
	{"vk", REDIRECT, HOST_IS, STR("away.vk.com"), STR("/away.php"), IN_QUERY, STR("to")},
	{"reddit", REDIRECT, HOST_IS, STR("out.reddit.com"), STR("/"), IN_QUERY, STR("url")},
	{"steam", REDIRECT, HOST_IS, STR("steamcommunity.com"), STR("/linkfilter/"), IN_QUERY, STR("url")},
	{"steam", REDIRECT, HOST_IS, STR("steamcommunity.com"), STR("/linkfilter/"), IN_QUERY, STR("u")},
	{"medium", REDIRECT, HOST_IS, STR("medium.com"), STR("/r/"), IN_QUERY, STR("url")},
	{"pinterest", REDIRECT, HOST_IS, STR("www.pinterest.com"), STR("/offsite/"), IN_QUERY, STR("url")},
	{"telegram", REDIRECT, HOST_IS, STR("t.me"), STR("/iv"), IN_QUERY, STR("url")},
	{"soundcloud", REDIRECT, HOST_IS, STR("exit.sc"), STR("/"), IN_QUERY, STR("url")},
	{"soundcloud", REDIRECT, HOST_IS, STR("gate.sc"), STR("/"), IN_QUERY, STR("url")},
	{"zhihu", REDIRECT, HOST_IS, STR("link.zhihu.com"), STR("/"), IN_QUERY, STR("target")},
	{"weibo", REDIRECT, HOST_IS, STR("weibo.cn"), STR("/sinaurl"), IN_QUERY, STR("u")},
	{"qq", REDIRECT, HOST_IS, STR("c.pc.qq.com"), STR("/middlem.html"), IN_QUERY, STR("pfurl")},
	{"amazon", REDIRECT, HOST_IS, STR("www.amazon.com"), STR("/gp/r.html"), IN_QUERY, STR("U")},
	{"amazon", REDIRECT, HOST_IS, STR("www.amazon.co.jp"), STR("/gp/r.html"), IN_QUERY, STR("U")},

	/* counters of clicks that carry their target */
	{"amazon-ses", REDIRECT, HOST_BELOW, STR("awstrack.me"), STR("/L0/"), IN_PATH_PIECE, STR("")},
	{"postmark", REDIRECT, HOST_IS, STR("click.pstmrk.it"), STR("/3s/"), IN_PATH_PIECE, STR("https://")},
	{"mandrill", REDIRECT, HOST_IS, STR("mandrillapp.com"), STR("/track/click/"), IN_MANDRILL, STR("p")},
	{"ebay", REDIRECT, HOST_IS, STR("rover.ebay.com"), STR("/rover/"), IN_QUERY, STR("mpre")},
	{"linksynergy", REDIRECT, HOST_IS, STR("click.linksynergy.com"), STR("/"), IN_QUERY, STR("murl")},
	{"awin", REDIRECT, HOST_IS, STR("www.awin1.com"), STR("/cread.php"), IN_QUERY, STR("ued")},
	{"awin", REDIRECT, HOST_IS, STR("www.awin1.com"), STR("/cread.php"), IN_QUERY, STR("p")},
	{"skimlinks", REDIRECT, HOST_IS, STR("go.skimresources.com"), STR("/"), IN_QUERY, STR("url")},
	{"viglink", REDIRECT, HOST_IS, STR("redirect.viglink.com"), STR("/"), IN_QUERY, STR("u")},
	{"rakuten", REDIRECT, HOST_IS, STR("hb.afl.rakuten.co.jp"), STR("/"), IN_QUERY, STR("pc")},
	{"valuecommerce", REDIRECT, HOST_IS, STR("ck.jp.ap.valuecommerce.com"), STR("/servlet/referral"), IN_QUERY, STR("vc_url")},
	{"a8", REDIRECT, HOST_IS, STR("px.a8.net"), STR("/svt/ejp"), IN_QUERY, STR("a8ejpredirect")},
	{"moshimo", REDIRECT, HOST_IS, STR("af.moshimo.com"), STR("/af/c/click"), IN_QUERY, STR("url")},

	/* copies */
	{"google-amp", COPY, HOST_GOOGLE, STR("www"), STR("/amp/"), IN_AMP_PATH, STR("")},
	{"google-amp", COPY, HOST_GOOGLE, STR(""), STR("/amp/"), IN_AMP_PATH, STR("")},
	{"amp-cache", COPY, HOST_BELOW, STR("cdn.ampproject.org"), STR("/"), IN_AMP_PATH, STR("")},
	{"amp-cache", COPY, HOST_IS, STR("cdn.ampproject.org"), STR("/"), IN_AMP_PATH, STR("")},
	{"amp-cache", COPY, HOST_BELOW, STR("bing-amp.com"), STR("/"), IN_AMP_PATH, STR("")},
	{"google-translate", COPY, HOST_BELOW, STR("translate.goog"), STR("/"), IN_TRANSLATED, STR("")},
	{"google-translate", COPY, HOST_GOOGLE, STR("translate"), STR("/translate"), IN_QUERY, STR("u")},
	{"google-translate", COPY, HOST_GOOGLE, STR("translate"), STR("/website"), IN_QUERY, STR("u")},
	{"google-translate", COPY, HOST_IS, STR("translate.googleusercontent.com"), STR("/translate_c"), IN_QUERY, STR("u")},
	{"web-light", COPY, HOST_IS, STR("googleweblight.com"), STR("/"), IN_QUERY, STR("u")},
	{"bing-translate", COPY, HOST_IS, STR("www.translatetheweb.com"), STR("/"), IN_QUERY, STR("a")},
	{"archive", COPY, HOST_IS, STR("web.archive.org"), STR("/web/"), IN_PATH, STR("/")},
};
/* clang-format on */
const size_t wrappers_count = G_N_ELEMENTS(wrappers);

/* Where Google is at home: www.google.com/supported_domains, without "google.". */
static const char google_suffixes[] = " com ad ae com.af com.ag al am co.ao com.ar as at com.au az "
				      "ba com.bd be bf bg com.bh bi bj com.bn com.bo "
				      "com.br bs bt co.bw by com.bz ca cd cf cg ch ci co.ck cl cm "
				      "cn com.co co.cr com.cu cv com.cy cz de dj dk dm "
				      "com.do dz com.ec ee com.eg es com.et fi com.fj fm fr ga ge "
				      "gg com.gh com.gi gl gm gr com.gt gy com.hk hn hr "
				      "ht hu co.id ie co.il im co.in iq is it je com.jm jo co.jp "
				      "co.ke com.kh ki kg co.kr com.kw kz la com.lb li lk "
				      "co.ls lt lu lv com.ly co.ma md me mg mk ml com.mm mn com.mt "
				      "mu mv mw com.mx com.my co.mz com.na com.ng "
				      "com.ni ne nl no com.np nr nu co.nz com.om com.pa com.pe "
				      "com.pg com.ph com.pk pl pn com.pr ps pt com.py "
				      "com.qa ro ru rw com.sa com.sb sc se com.sg sh si sk com.sl "
				      "sn so sm sr st com.sv td tg co.th com.tj tl tm "
				      "tn to com.tr tt com.tw co.tz com.ua co.ug co.uk com.uy "
				      "co.uz com.vc co.ve co.vi com.vn vu ws rs co.za co.zm "
				      "co.zw cat ";

#define SUFFIX_MAX 16

static bool is_google(Str host)
{
	char word[SUFFIX_MAX];

	if (!str_take(&host, STR("google.")) || host.len + 3 > sizeof(word))
		return false;
	g_snprintf(word, sizeof(word), " %.*s ", STR_ARG(host));
	return strstr(google_suffixes, word) != NULL;
}

static bool is_google_below(Str host, Str label)
{
	if (label.len > 0 && !(str_take(&host, label) && str_take_char(&host, '.')))
		return false;
	return is_google(host);
}

static bool is_below(Str host, Str domain)
{
	return host.len > domain.len + 1 && str_ends(host, domain) &&
	       host.at[host.len - domain.len - 1] == '.';
}

static bool host_fits(const Wrapper *wrapper, Str host)
{
	if (str_ends(host, STR(".")))
		host.len--; /* the root's, which a browser keeps */
	switch (wrapper->rule) {
	case HOST_IS:
		return str_equal(host, wrapper->host);
	case HOST_BELOW:
		return is_below(host, wrapper->host);
	case HOST_GOOGLE:
		return is_google_below(host, wrapper->host);
	}
	return false;
}

bool wrapper_fits(const Wrapper *wrapper, const Url *url)
{
	return host_fits(wrapper, str_of(url_host(url))) &&
	       str_starts(str_of(url_path(url)), wrapper->path);
}
