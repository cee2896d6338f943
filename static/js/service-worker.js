// @ts-check
// Keeps the offline page, with the styles and fonts it needs, and shows it when a page cannot be reached.
// Nothing private is stored: pages and images always come from the server.

const KEPT = "wardrobe-offline-1";
const PAGE = "/offline";

/** @param {string} html @returns {string[]} the addresses of static files that a page names */
function assets(html) {
  return [...new Set([...html.matchAll(/(?:href|src)="(\/static\/[^"#]+\.(?:css|js|woff2|svg))/g)].map((match) => match[1]))];
}

async function keep() {
  const cache = await caches.open(KEPT);
  const answer = await fetch(PAGE, { credentials: "omit" });
  await cache.put(PAGE, answer.clone());
  await cache.addAll(assets(await answer.text()));
}

async function forget() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name)));
}

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

worker.addEventListener("install", (event) => event.waitUntil(keep().then(() => worker.skipWaiting())));

worker.addEventListener("activate", (event) => event.waitUntil(forget().then(() => worker.clients.claim())));

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const isPage = request.mode === "navigate";
  const isStatic = new URL(request.url).pathname.startsWith("/static/");
  if (request.method !== "GET" || !(isPage || isStatic)) return;
  event.respondWith(
    fetch(request).catch(async () => {
      const kept = await caches.match(isPage ? PAGE : request);
      return kept ?? Response.error();
    }),
  );
});
