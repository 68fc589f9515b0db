// Somebody else on this phone, or nobody: what was kept for the one before goes. All else about
// keeping is in keep.js, which only the pages that keep fetch.
import { clear, shelfOf } from "./shelf.js";

export async function tidy() {
  const { person } = document.body.dataset;
  // A page of a fault knows nobody; one that the browser had, may not know who is here now.
  const isPast = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  if (!("caches" in window) || person === undefined || isPast) return;
  await clear(person && shelfOf(person), await navigator.serviceWorker?.getRegistration("/"));
}
