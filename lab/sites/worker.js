// lab page
const pages = {{pages}};
addEventListener('install', event => event.waitUntil(skipWaiting()));
addEventListener('activate', event => event.waitUntil(clients.claim()));
addEventListener('fetch', event => {
	const url = new URL(event.request.url);
	if (event.request.method === 'GET' && pages[url.pathname])
		event.respondWith(new Response(pages[url.pathname], {headers: {'Content-Type': 'text/html; charset=utf-8'}}));
});
