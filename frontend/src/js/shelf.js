// The shelf: one cache a person, for the take-home pages they asked this phone to keep. Nothing
// else is ever laid there. The number goes up when a worker could no longer read what lies there.
const ALL = "idetorg-kept-";
const SHELF = `${ALL}1-`;

export const NO_COVERAGE = "/uten-nett";
export const shelfOf = (person) => SHELF + person;

/** Take down every shelf but one; with none left, the worker goes too. */
export async function clear(spare, registration) {
  const names = (await caches.keys()).filter((name) => name.startsWith(ALL));
  await Promise.all(names.filter((name) => name !== spare).map((name) => caches.delete(name)));
  if (!names.includes(spare)) await registration?.unregister();
}

/** After an upgrade: what an older worker laid up in a way of its own can't be read. */
export async function clearOld() {
  const names = await caches.keys();
  await Promise.all(names.filter((n) => n.startsWith(ALL) && !n.startsWith(SHELF)).map((n) => caches.delete(n)));
}

/** The kept answer for a path, or undefined. */
export const kept = (path) => caches.match(path, { ignoreVary: true });

/** The paths of the pages on a shelf, the one of no coverage left out. */
export async function pages(shelf) {
  const paths = (await shelf.keys()).map((request) => new URL(request.url).pathname);
  return paths.filter((path) => path !== NO_COVERAGE && !path.startsWith("/static/"));
}

/** Take down one page, and with the last one everything. */
export async function takeDown(path, registration) {
  let spare;
  for (const name of await caches.keys()) {
    if (!name.startsWith(SHELF)) continue;
    const shelf = await caches.open(name);
    await shelf.delete(path, { ignoreVary: true });
    if ((await pages(shelf)).length) spare = name;
  }
  await clear(spare, registration);
}
