#include "web/unwrap.h"

#include <string.h>

#include "support/assert_str.h"

/* A link, and the way to its target: "by>url by>url"; "" where it wraps nothing. */
static const struct {
	const char *url, *way;
} rows[] = {
	/* Microsoft Safe Links: any region, and the clouds of governments and China */
	{"https://nam12.safelinks.protection.outlook.com/"
	 "?url=https%3A%2F%2Fa.example%2Fx%3Fb%3D1%26c&data=05%7C01&sdata=x&reserved=0",
		"safe-links>https://a.example/x?b=1&c"},
	{"https://jpn01.safelinks.protection.outlook.com/ap/w-59584e83/"
	 "?url=http%3A%2F%2Fa.example%2F&data=x",
		"safe-links>http://a.example/"},
	{"https://eur.safelinks.protection.outlook.com/"
	 "GetUrlReputation?data=x&URL=https%3A%2F%2Fa.example",
		"safe-links>https://a.example/"},
	{"https://usg02.safelinks.protection.office365.us/?url=https%3A%2F%2Fa.example%2F",
		"safe-links>https://a.example/"},
	{"https://chn.safelinks.protection.partner.outlook.cn/?url=https%3A%2F%2Fa.example%2F",
		"safe-links>https://a.example/"},
	{"https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/"
	 "atp-safelinks.html?url=https%3A%2F%2Fa.example%2F&locale=ja",
		"safe-links>https://a.example/"},
	{"https://nam12.safelinks.protection.outlook.com.a.example/?url=https%3A%2F%2Fb.example",
		""},
	{"https://safelinks-protection-outlook.com/?url=https%3A%2F%2Fb.example", ""},
	{"https://nam12.safelinks.protection.outlook.com/?data=x", ""},

	/* Proofpoint, versions 1 to 3 */
	{"https://urldefense.proofpoint.com/v1/url?u=http://a.example/b%3Fc%3Dd&k=x%3D%3D%0A&r=y",
		"urldefense>http://a.example/b?c=d"},
	{"https://urldefense.proofpoint.com/v1/url?k=x&u=https%3A%2F%2Fa.example%2F",
		"urldefense>https://a.example/"},
	{"https://urldefense.proofpoint.com/v1/other?u=https://a.example/", ""},
	{"https://urldefense.proofpoint.com/v2/"
	 "url?u=https-3A__a.example_b-2Dc-5F-3Fd-3De&d=DwMFaQ&c=x",
		"urldefense>https://a.example/b-c_?d=e"},
	{"https://urldefense.proofpoint.com/v2/url?u=http-3A__www.a.example_&d=D",
		"urldefense>http://www.a.example/"},
	{"https://urldefense.proofpoint.com/v2/url?d=D", ""},
	{"https://urldefense.com/v3/__https://a.example/b__;!!x!y$",
		"urldefense>https://a.example/b"},
	{"https://urldefense.com/v3/__https://a.example/b*c__;Iw!!x!y$",
		"urldefense>https://a.example/b#c"},
	{"https://urldefense.com/v3/__https:/a.example/b__;!!x$", "urldefense>https://a.example/b"},
	/* a run of three, then a single one: "[]{" and "é" were taken out */
	{"https://urldefense.com/v3/__https://a.example/?b=**Bc*d__;W117w6k!!x$",
		"urldefense>https://a.example/?b=[]{c%C3%A9d"},
	{"https://urldefense.us/v3/__https://a.example/?b=1&c=__d__;!!x$",
		"urldefense>https://a.example/?b=1&c=__d"},
	{"https://urldefense.com/v3/__https://a.example/b*c__;%%%!!x$", ""},
	{"https://urldefense.com/v3/__https://a.example/b", ""},
	{"https://urldefense.com.a.example/v3/__https://b.example/__;!!x$", ""},

	/* other mail filters */
	{"https://protect-us.mimecast.com/s/AbCdEf?domain=a.example",
		"mimecast>https://a.example/"},
	{"https://url.uk.m.mimecastprotect.com/s/x?domain=www.a.example",
		"mimecast>https://www.a.example/"},
	{"https://protect-us.mimecast.com/s/AbCdEf", ""},
	{"https://linkprotect.cudasvc.com/url?a=https%3a%2f%2fa.example%2fb&c=E,1,x&typo=1",
		"barracuda>https://a.example/b"},
	{"https://linkprotect.cudasvc.com/url?a=http://a.example&c=E",
		"barracuda>http://a.example/"},
	{"https://linkprotect.cudasvc.com/url?c=E,1,x", ""},
	{"https://secure-web.cisco.com/1AbC-dEf_x/https%3A%2F%2Fa.example%2Fb%3Fc%3Dd",
		"cisco>https://a.example/b?c=d"},
	{"http://secure-web.cisco.com/1AbC/http%3A%2F%2Fa.example", "cisco>http://a.example/"},
	{"https://secure-web.cisco.com/1AbC-dEf_x/", ""},
	{"https://us-west-2.protection.sophos.com/"
	 "?d=a.example&u=aHR0cHM6Ly9hLmV4YW1wbGUvYg==&i=x&t=y&h=z",
		"sophos>https://a.example/b"},
	{"https://eu-central-1.protection.sophos.com/?d=a.example&u=aHR0cDovL2EuZXhhbXBsZS8_",
		"sophos>http://a.example/?"},
	{"https://us-west-2.protection.sophos.com/?d=a.example&u=***", ""},
	{"https://imsva91-ctp.trendmicro.com:443/wis/clicktime/v1/"
	 "query?url=http%3a%2f%2fa.example%2fb&umid=x&auth=y",
		"trend-micro>http://a.example/b"},
	{"https://ca.ctp.trendmicro.com/wis/clicktime/v2/clickthrough?url=https%3A%2F%2Fa.example",
		"trend-micro>https://a.example/"},
	{"https://www.trendmicro.com/en?url=https%3A%2F%2Fa.example", ""},
	{"https://clicktime.symantec.com/3AbC?u=https%3A%2F%2Fa.example%2F",
		"symantec>https://a.example/"},
	{"https://clicktime.symantec.com/a/1/x=?d=y&u=http%3A%2F%2Fa.example",
		"symantec>http://a.example/"},
	{"https://clicktime.symantec.com/15siFD1?h=x", ""},
	{"https://clicktime.cloud.postoffice.net/"
	 "clicktime.php?U=https%3A%2F%2Fa.example%2Fb&E=c%40d.example",
		"postoffice>https://a.example/b"},
	{"https://clicktime.cloud.postoffice.net/clicktime.php?E=x&U=http://a.example",
		"postoffice>http://a.example/"},
	{"https://clicktime.cloud.postoffice.net/clicktime.php?E=x", ""},
	{"https://protect2.fireeye.com/v1/url?k=x&q=1&e=y&u=https%3A%2F%2Fa.example%2Fb",
		"fireeye>https://a.example/b"},
	{"https://protect.fireeye.com/url?k=x&u=http://a.example", "fireeye>http://a.example/"},
	{"https://fireeye.com/url?u=http://a.example", ""},
	{"https://scanmail.trustwave.com/?c=1&d=x&s=5&u=https%3a%2f%2fa%2eexample%2fb",
		"trustwave>https://a.example/b"},
	{"http://scanmail.trustwave.com/?c=1&u=http://a.example/", "trustwave>http://a.example/"},
	{"https://scanmail.trustwave.com/?c=1&u=", ""},
	{"https://urlsand.esvalabs.com/?u=https%3A%2F%2Fa.example%2F&e=x&h=y&f=n&p=y",
		"libraesva>https://a.example/"},
	{"https://urlsand.esvalabs.com/?e=x&u=http%3A%2F%2Fa.example",
		"libraesva>http://a.example/"},
	{"https://urlsand.esvalabs.com.example/?u=http%3A%2F%2Fa.example", ""},
	{"https://link.edgepilot.com/s/abc/x_Y?u=https://a.example/b",
		"edgepilot>https://a.example/b"},
	{"https://link.edgepilot.com/s/abc/x_Y?u=http%3A%2F%2Fa.example",
		"edgepilot>http://a.example/"},
	{"https://link.edgepilot.com/?u=https://a.example/b", ""},
	{"https://avanan.url-protection.com/v1/url?o=https%3A%2F%2Fa.example%2Fb&g=x&s=y",
		"avanan>https://a.example/b"},
	{"https://url.avanan.click/v2/___https://a.example/b?c___.YXAzOng6YTpvOjE",
		"avanan>https://a.example/b?c"},
	{"https://url.avanan.click/v2/r01/___bjjy___.x", ""},
	{"https://protect.checkpoint.com/v2/___https://a.example/___.YzJl",
		"checkpoint>https://a.example/"},
	{"https://protect.checkpoint.com/v2/___https://a.example/b#c___.YzJl",
		"checkpoint>https://a.example/b#c"},
	{"https://protect.checkpoint.com/v2/___https://a.example/", ""},
	{"https://deref-gmx.net/mail/client/x/dereferrer/?redirectUrl=https%3A%2F%2Fa.example%2F",
		"gmx>https://a.example/"},
	{"https://deref-web.de/mail/client/x/dereferrer/"
	 "?lang=de&redirectUrl=https%3A%2F%2Fa.example",
		"gmx>https://a.example/"},
	{"https://deref-mail.com/?redirectUrl=https%3A%2F%2Fa.example", ""},

	/* search engines */
	{"https://www.google.com/url?q=https://a.example/b&sa=D&ust=1",
		"google>https://a.example/b"},
	{"https://www.google.co.jp/url?sa=t&url=https%3A%2F%2Fa.example%2F",
		"google>https://a.example/"},
	{"https://google.com.br/url?q=www.example.com/b", "google>http://www.example.com/b"},
	{"https://maps.google.de/url?q=https://a.example", "google>https://a.example/"},
	{"https://www.google.com./url?q=https://a.example", "google>https://a.example/"},
	{"https://www.google.com/imgres?imgurl=x&imgrefurl=https%3A%2F%2Fa.example",
		"google>https://a.example/"},
	{"https://www.google.com/url?q=/search", ""},
	{"https://www.google.com/url?q=javascript:alert(1)", ""},
	{"https://www.google.zip/url?q=https://a.example", ""},
	{"https://www.google.com.evil.example/url?q=https://a.example", ""},
	{"https://wwwgoogle.com/url?q=https://a.example", ""},
	{"https://www.googleadservices.com/pagead/aclk?sa=L&adurl=https://a.example/b",
		"google-ads>https://a.example/b"},
	{"https://googleads.g.doubleclick.net/pcs/click?xai=x&adurl=https%3A%2F%2Fa.example",
		"google-ads>https://a.example/"},
	{"https://adclick.g.doubleclick.net/pcs/click?x&&adurl=https://a.example/%3Fb",
		"google-ads>https://a.example/?b"},
	{"https://ad.doubleclick.net/ddm/clk/1;2;x;?https://a.example/?b=%20c",
		"google-ads>https://a.example/?b=%20c"},
	{"https://clickserve.dartsearch.net/link/click?lid=1&ds_dest_url=https://a.example",
		"google-ads>https://a.example/"},
	{"https://ad.doubleclick.net/ddm/clk/1;2", ""},
	{"https://www.bing.com/ck/a?!&&p=x&u=a1aHR0cHM6Ly9hLmV4YW1wbGUvYg&ntb=1",
		"bing>https://a.example/b"},
	{"https://www.bing.com/alink/link?url=https%3A%2F%2Fa.example", "bing>https://a.example/"},
	{"https://www.bing.com/ck/a?u=a1L3NlYXJjaA", ""},
	{"https://r.search.yahoo.com/_ylt=x;_ylu=y/RV=2/RE=1/RO=10/RU=https%3a%2f%2fa.example%2fb/"
	 "RK=2/RS=z-",
		"yahoo>https://a.example/b"},
	{"https://r.search.yahoo.com/RU=http%3a%2f%2fa.example", "yahoo>http://a.example/"},
	{"https://r.search.yahoo.com/_ylt=x/RK=2", ""},
	{"https://duckduckgo.com/l/?uddg=https%3A%2F%2Fa.example%2F&rut=x",
		"duckduckgo>https://a.example/"},
	{"https://duckduckgo.com/l/?kh=-1&uddg=http%3A%2F%2Fa.example",
		"duckduckgo>http://a.example/"},
	{"https://duckduckgo.com/?q=https%3A%2F%2Fa.example", ""},
	{"https://sba.yandex.net/redirect?url=https%3A%2F%2Fa.example&client=x",
		"yandex>https://a.example/"},
	{"https://sba.yandex.net/redirect?client=x&url=http://a.example",
		"yandex>http://a.example/"},
	{"https://sba.yandex.net/?url=http://a.example", ""},

	/* well-known places */
	{"https://www.youtube.com/redirect?event=video&q=https%3A%2F%2Fa.example",
		"youtube>https://a.example/"},
	{"https://m.youtube.com/redirect?q=a.example.com%2Fb", "youtube>http://a.example.com/b"},
	{"https://www.youtube.com/watch?v=x&q=https://a.example", ""},
	{"https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2F%3Ffbclid%3Dx&h=y",
		"facebook>https://a.example/?fbclid=x"},
	{"https://lm.facebook.com/l.php?u=http://a.example", "facebook>http://a.example/"},
	{"https://www.facebook.com/flx/warn/?u=https%3A%2F%2Fa.example",
		"facebook>https://a.example/"},
	{"https://l.messenger.com/l.php?u=https%3A%2F%2Fa.example", "facebook>https://a.example/"},
	{"https://www.facebook.com/sharer.php?u=https%3A%2F%2Fa.example", ""},
	{"https://l.instagram.com/?u=https%3A%2F%2Fa.example&e=x", "instagram>https://a.example/"},
	{"https://l.instagram.com/?e=x&u=http%3A%2F%2Fa.example", "instagram>http://a.example/"},
	{"https://www.instagram.com/?u=https%3A%2F%2Fa.example", ""},
	{"https://www.linkedin.com/redir/redirect?url=https%3A%2F%2Fa.example&urlhash=x",
		"linkedin>https://a.example/"},
	{"https://www.linkedin.com/safety/go?url=https%3A%2F%2Fa.example&trk=x",
		"linkedin>https://a.example/"},
	{"https://www.linkedin.com/slink?code=abc", ""},
	{"https://slack-redir.net/link?url=https%3A%2F%2Fa.example&v=3",
		"slack>https://a.example/"},
	{"https://slack-redir.net/link?v=3&url=http%3A%2F%2Fa.example", "slack>http://a.example/"},
	{"https://slack-redir.net.example/link?url=https%3A%2F%2Fa.example", ""},
	{"https://t.umblr.com/redirect?z=https%3A%2F%2Fa.example&t=x", "tumblr>https://a.example/"},
	{"https://href.li/?https://a.example/b?c", "href.li>https://a.example/b?c"},
	{"https://href.li/?https%3A%2F%2Fa.example", "href.li>https://a.example/"},
	{"https://href.li/", ""},
	{"https://vk.com/away.php?to=https%3A%2F%2Fa.example", "vk>https://a.example/"},
	{"https://away.vk.com/away.php?to=http%3A%2F%2Fa.example", "vk>http://a.example/"},
	{"https://vk.com/feed?to=http%3A%2F%2Fa.example", ""},
	{"https://out.reddit.com/t3_x?url=https%3A%2F%2Fa.example&token=y",
		"reddit>https://a.example/"},
	{"https://steamcommunity.com/linkfilter/?u=https%3A%2F%2Fa.example",
		"steam>https://a.example/"},
	{"https://medium.com/r/?url=https%3A%2F%2Fa.example", "medium>https://a.example/"},
	{"https://www.pinterest.com/offsite/?token=x&url=https%3A%2F%2Fa.example",
		"pinterest>https://a.example/"},
	{"https://t.me/iv?url=https%3A%2F%2Fa.example&rhash=x", "telegram>https://a.example/"},
	{"https://t.me/share/url?url=https%3A%2F%2Fa.example", ""},
	{"https://exit.sc/?url=https%3A%2F%2Fa.example", "soundcloud>https://a.example/"},
	{"https://link.zhihu.com/?target=https%3A//a.example", "zhihu>https://a.example/"},
	{"https://weibo.cn/sinaurl?u=https%3A%2F%2Fa.example", "weibo>https://a.example/"},
	{"https://c.pc.qq.com/middlem.html?pfurl=https%3A%2F%2Fa.example", "qq>https://a.example/"},
	{"https://www.amazon.com/gp/r.html?C=1&K=2&U=https%3A%2F%2Fa.example",
		"amazon>https://a.example/"},
	{"https://t.co/AbC", ""},

	/* counters that carry their target */
	{"https://x.r.us-east-1.awstrack.me/L0/https:%2F%2Fa.example%2Fb%3Fc/1/0100-0000/y=1",
		"amazon-ses>https://a.example/b?c"},
	{"http://y.r.ap-northeast-1.awstrack.me/L0/http:%2F%2Fa.example/2/x",
		"amazon-ses>http://a.example/"},
	{"https://x.awstrack.me/I0/0100/x=1", ""},
	{"https://click.pstmrk.it/3s/a.example%2Fb/x/y/z", "postmark>https://a.example/b"},
	{"https://click.pstmrk.it/3s/www.a.example%2F%3Fb/x", "postmark>https://www.a.example/?b"},
	{"https://click.pstmrk.it/", ""},
	{"https://mandrillapp.com/track/click/30/"
	 "a.example?p="
	 "eyJzIjoieCIsInYiOjEsInAiOiJ7XCJ1XCI6MSxcInVybFwiOlwiaHR0cHM6XFxcL1xcXC9hLmV4YW1wbGVcXFwvY"
	 "lwifSJ9",
		"mandrill>https://a.example/b"},
	{"https://mandrillapp.com/track/click/30/a.example?p=e30", ""},
	{"https://mandrillapp.com/track/click/30/a.example?p=%00", ""},
	{"https://rover.ebay.com/rover/1/711-x/4?mpre=https%3A%2F%2Fa.example",
		"ebay>https://a.example/"},
	{"https://click.linksynergy.com/deeplink?id=x&murl=https%3A%2F%2Fa.example",
		"linksynergy>https://a.example/"},
	{"https://www.awin1.com/cread.php?awinmid=1&ued=https%3A%2F%2Fa.example",
		"awin>https://a.example/"},
	{"https://go.skimresources.com/?id=x&url=https%3A%2F%2Fa.example",
		"skimlinks>https://a.example/"},
	{"https://redirect.viglink.com/?key=x&u=https%3A%2F%2Fa.example",
		"viglink>https://a.example/"},
	{"https://hb.afl.rakuten.co.jp/hgc/x/?pc=https%3A%2F%2Fa.example&m=y",
		"rakuten>https://a.example/"},
	{"https://ck.jp.ap.valuecommerce.com/servlet/referral?sid=1&vc_url=https%3A%2F%2Fa.example",
		"valuecommerce>https://a.example/"},
	{"https://px.a8.net/svt/ejp?a8mat=x&a8ejpredirect=https%3A%2F%2Fa.example",
		"a8>https://a.example/"},
	{"https://af.moshimo.com/af/c/click?a_id=1&url=https%3A%2F%2Fa.example",
		"moshimo>https://a.example/"},

	/* copies */
	{"https://www.google.com/amp/s/a.example/b", "google-amp>https://a.example/b"},
	{"https://www.google.co.uk/amp/a.example/b?c", "google-amp>http://a.example/b?c"},
	{"https://google.com/amp/s/https://a.example/b", "google-amp>https://a.example/b"},
	{"https://www.google.com/amp/", ""},
	{"https://a-example.cdn.ampproject.org/c/s/a.example/b", "amp-cache>https://a.example/b"},
	{"https://cdn.ampproject.org/v/a.example/b?amp_js_v=0.1",
		"amp-cache>http://a.example/b?amp_js_v=0.1"},
	{"https://a-example.bing-amp.com/c/s/a.example", "amp-cache>https://a.example/"},
	{"https://cdn.ampproject.org/v0.js", ""},
	{"https://a-example.translate.goog/b?_x_tr_sl=auto&_x_tr_tl=ja&c=d",
		"google-translate>https://a.example/b?c=d"},
	{"https://www-my--site-example.translate.goog/?_x_tr_sch=http",
		"google-translate>http://www.my-site.example/"},
	{"https://translate.google.com/translate?sl=auto&u=https%3A%2F%2Fa.example",
		"google-translate>https://a.example/"},
	{"https://translate.google.co.jp/website?u=a.example.com",
		"google-translate>http://a.example.com/"},
	{"https://translate.goog/b", ""},
	{"https://googleweblight.com/i?u=https://a.example", "web-light>https://a.example/"},
	{"https://www.translatetheweb.com/?from=&to=ja&a=https%3A%2F%2Fa.example",
		"bing-translate>https://a.example/"},
	{"https://web.archive.org/web/20240101000000/https://a.example/b",
		"archive>https://a.example/b"},
	{"https://web.archive.org/web/2024if_/http://a.example", "archive>http://a.example/"},
	{"https://web.archive.org/web/", ""},

	/* one within another */
	{"https://nam12.safelinks.protection.outlook.com/"
	 "?url=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%3A%2F%2Fa.example&data=x",
		"safe-links>https://www.google.com/url?q=https://a.example "
		"google>https://a.example/"},
	{"https://l.facebook.com/"
	 "l.php?u=https%3A%2F%2Fl.facebook.com%2Fl.php%3Fu%3Dhttps%253A%252F%252Fa.example",
		"facebook>https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example "
		"facebook>https://a.example/"},

	/* no wrapper at all */
	{"https://a.example/?url=https%3A%2F%2Fb.example", ""},
	{"mailto:a@b.example?url=https://c.example", ""},
	{"ftp://www.google.com/url?q=https://user@a.example:8080/",
		"google>https://user@a.example:8080/"},
};

static char *way_of(Str text)
{
	GString *way = g_string_new(NULL);
	Url *url = url_parse(text, NULL);
	Unwrapped inner;

	g_assert_nonnull(url);
	for (unsigned depth = 0; depth < UNWRAP_DEPTH_MAX && unwrap(url, &inner); depth++) {
		g_string_append_printf(
			way, "%s%s>%s", depth ? " " : "", inner.by, url_text(inner.url));
		url_free(url);
		url = inner.url;
	}
	url_free(url);
	return g_string_free(way, FALSE);
}

static void test_wrappers(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *way = way_of(str_of(rows[i].url));
		g_test_message("%s", rows[i].url);
		g_assert_cmpstr(way, ==, rows[i].way);
	}
}

/* The same path and query on hosts that only look like the wrapper's: nothing is taken off. */
static void test_exact_hosts(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Url) url = url_parse(str_of(rows[i].url), NULL);
		const char *host = url_host(url);
		if (!rows[i].way[0] || !host)
			continue;
		const char *tail = strstr(url_text(url), host) + strlen(host);
		g_autofree char *longer = g_strdup_printf("https://%s.evil.example%s", host, tail);
		g_autofree char *flat = g_strdelimit(g_strdup(host), ".", '-');
		g_autofree char *glued = g_strdup_printf("https://%s.com%s", flat, tail);
		g_autofree char *way_longer = way_of(str_of(longer));
		g_autofree char *way_glued = way_of(str_of(glued));
		g_assert_cmpstr(way_longer, ==, "");
		g_assert_cmpstr(way_glued, ==, "");
	}
}

/* Wrappers that name themselves come to an end. */
static void test_depth(void)
{
	g_autoptr(GString) text = g_string_new("https://a.example/");

	for (unsigned i = 0; i < 12; i++) {
		g_autofree char *inner = g_uri_escape_string(text->str, NULL, FALSE);
		g_string_printf(text, "https://href.li/?%s", inner);
	}
	g_autofree char *way = way_of(str_over(text->str, text->len));
	g_auto(GStrv) layers = g_strsplit(way, " ", 0);
	g_assert_cmpuint(g_strv_length(layers), ==, UNWRAP_DEPTH_MAX);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/unwrap/wrappers", test_wrappers);
	g_test_add_func("/unwrap/exact-hosts", test_exact_hosts);
	g_test_add_func("/unwrap/depth", test_depth);
	return g_test_run();
}
