// The worker behind "Keep on this phone". It is registered by that press and goes with the last
// kept page. It lays nothing up itself: it hands out what the page has laid up when there is no
// network, and takes it down again. Everything else goes to the server untouched.
import { clear, clearOld, kept, NO_COVERAGE, takeDown } from "./js/shelf.js";

const SIGN_OUT = "/logg-ut";
const ERASED = "/meg/slettet";
const PATIENCE_MS = 3000;
const GONE = [403, 404, 410];

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clearOld()));

addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (origin !== location.origin) return;
  const leaves = (pathname === SIGN_OUT && method === "POST") || pathname === ERASED;
  if (leaves) event.waitUntil(clear(undefined, registration));
  if (leaves || method !== "GET") return;
  if (mode === "navigate") event.respondWith(page(event, pathname));
  else if (pathname.startsWith("/static/dist/")) event.respondWith(asset(event.request, pathname));
});

/** A bundled file never changes under its name, so a kept one is as good as a fresh one. */
async function asset(request, path) {
  return (await kept(path)) ?? fetch(request);
}

/** Network first. A kept page waits three seconds for it; any other, until it fails. */
async function page(event, path) {
  const answer = fetch(event.request);
  const copy = await kept(path);
  if (!copy) return answer.catch(async () => (await kept(NO_COVERAGE)) ?? Response.error());
  const judged = answer.then(async (response) => {
    if (GONE.includes(response.status)) await takeDown(path, registration);
    return response;
  });
  event.waitUntil(judged.catch(() => {}));
  const late = new Promise((done) => setTimeout(done, PATIENCE_MS));
  const first = await Promise.race([judged.catch(() => {}), late]);
  return first && first.status < 500 ? first : copy;
}
