// lab page
const url = decodeURIComponent(location.search.slice(1));
addEventListener('install', event => event.waitUntil(fetch(url, {mode: 'no-cors'}).catch(() => 0)));
