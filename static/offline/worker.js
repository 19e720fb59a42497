// Keeps the handbook and what was read. The network comes first; what is shown instead of it says
// from when it is. SITE stands before this, as export/offline.py makes it.
const CACHE = `xinyu-${SITE.version}`;
const WAIT = 4000; // milliseconds for the network, where there is something to show instead
const MOST = 60; // pages besides the handbook
const NEVER = /^\/(admin|api|apply|documents|estimate|poster|s|search|_util)(\/|$)/;
const ASSET = /^\/static\/.+\.[0-9a-f]{10}\.\w+$/;
const fixed = new Set([...SITE.core, ...SITE.handbook]);

addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(SITE.core)).then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
    .then(() => clients.claim()));
});

// The page that was open before there was a worker; it comes out of the browser's own cache.
addEventListener("message", (event) => {
  event.waitUntil(fetchAndKeep(event.data).then(keepHandbook));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || NEVER.test(pathname)) return;
  if (request.mode === "navigate" && !search) event.respondWith(page(event, pathname));
  else if (ASSET.test(pathname)) event.respondWith(asset(request));
});

async function page(event, path) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(path);
  const fresh = fetch(event.request);
  event.waitUntil(fresh.then((response) => keep(path, response.clone())).catch(() => {}));
  if (!kept) return fresh.catch(() => cache.match(SITE.offline));
  const late = new Promise((done) => { setTimeout(done, WAIT); });
  const first = await Promise.race([fresh, late]).catch(() => null);
  if (first && first.status < 500) return first;
  return aged(kept, first === undefined ? SITE.words.slow : SITE.words.none);
}

async function asset(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) cache.put(request, response.clone());
  return response;
}

// Only what everybody may see: an exported file says "public", an answer to somebody never does.
async function keep(path, response) {
  const cache = await caches.open(CACHE);
  if ([404, 410].includes(response.status)) await cache.delete(path);
  const headers = new Headers(response.headers);
  const isPage = /html/.test(headers.get("Content-Type")) && /public/.test(headers.get("Cache-Control"));
  if (response.status !== 200 || response.redirected || !isPage || NEVER.test(path)) return;
  const html = await response.text();
  if (html.includes('id="main" data-live')) return cache.delete(path);
  if (!headers.has("Date")) headers.set("Date", new Date().toUTCString());
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  await cache.put(path, new Response(html, { headers }));
  const read = (await cache.keys()).filter(({ url }) => !fixed.has(new URL(url).pathname) && !/\/static\//.test(url));
  for (const old of read.slice(0, -MOST)) await cache.delete(old);
}

async function fetchAndKeep(path) {
  await fetch(path).then((response) => keep(path, response)).catch(() => {});
}

async function keepHandbook() {
  if (navigator.connection && navigator.connection.saveData) return;
  const cache = await caches.open(CACHE);
  for (const path of SITE.handbook) if (!await cache.match(path)) await fetchAndKeep(path);
}

async function aged(kept, why) {
  const shape = { year: "numeric", month: "long", day: "numeric", hour: "2-digit", minute: "2-digit" };
  const moment = new Date(kept.headers.get("Date")).toLocaleString("zh-CN", shape);
  const bar = `<p class="offline-bar" role="status"><b>${why}</b>${SITE.words.kept.replace("%s", moment)}<a href="">${SITE.words.again}</a></p>`;
  return new Response((await kept.text()).replace("<body>", `<body>${bar}`), { headers: kept.headers });
}
