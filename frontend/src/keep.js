// [data-keep]: "Keep on this phone", on the take-home page. Nothing is kept before its owner has
// pressed. [data-kept-list] lists what is kept, [data-kept-drop] takes the page one looks at down.
// Where a browser can't keep anything, both stay hidden.
import { all, request, say } from "./js/common.js";
import { kept, NO_COVERAGE, pages, shelfOf, takeDown } from "./js/shelf.js";
import { tidy } from "./js/tidy.js";

const WORKER = "/kept.js";
const isAble = "serviceWorker" in navigator && "caches" in window;
const registered = () => navigator.serviceWorker.getRegistration("/");

async function parsed(response) {
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

const needs = (page) => page.querySelector("[data-needs]")?.dataset.needs.split(" ") ?? [];

async function fetched(url) {
  const response = await request(url, { cache: "no-store", redirect: "error" });
  if (!response.ok) throw new Error(response.status);
  return { response, page: await parsed(response.clone()) };
}

/** Lay the page up with all it needs; what no page needs any more goes. Returns when it was. */
async function keep(box, person) {
  await navigator.serviceWorker.register(WORKER, { scope: "/" });
  const [copy, elsewhere] = await Promise.all([fetched(box.dataset.keep), fetched(NO_COVERAGE)]);
  const shelf = await caches.open(shelfOf(person));
  const missing = [];
  const wanted = new Set([...needs(copy.page), ...needs(elsewhere.page)]);
  for (const path of wanted) if (!(await shelf.match(path, { ignoreVary: true }))) missing.push(path);
  await shelf.addAll(missing);
  await shelf.put(NO_COVERAGE, elsewhere.response);
  await shelf.put(location.pathname, copy.response);
  await sweep(shelf);
  return when(copy.page);
}

async function sweep(shelf) {
  const wanted = new Set();
  for (const path of [NO_COVERAGE, ...(await pages(shelf))]) {
    const page = await shelf.match(path, { ignoreVary: true });
    for (const need of needs(await parsed(page))) wanted.add(need);
  }
  for (const { url } of await shelf.keys()) {
    const { pathname } = new URL(url);
    if (pathname.startsWith("/static/") && !wanted.has(pathname)) await shelf.delete(pathname, { ignoreVary: true });
  }
}

const when = (page) => page.querySelector("[data-kept-at]")?.textContent.trim() ?? "";

/** Show whether this page is kept, and since when. */
function show(box, at) {
  box.querySelector("[data-keep-ask]").hidden = Boolean(at);
  const answer = box.querySelector("[data-keep-answer]");
  answer.hidden = !at;
  const text = answer.querySelector("[data-keep-text]");
  if (at) text.textContent = text.dataset.keepText.replace("{at}", at);
  box.querySelector("[data-keep-failed]").hidden = true;
}

async function begin(box, person) {
  const ask = box.querySelector("[data-keep-button]");
  const remove = box.querySelector("[data-keep-remove]");
  const failed = box.querySelector("[data-keep-failed]");
  ask.addEventListener("click", async () => {
    ask.setAttribute("aria-disabled", "true");
    try {
      show(box, await keep(box, person));
      box.querySelector("[data-keep-answer]").focus();
    } catch {
      await takeDown(location.pathname, await registered());
      show(box, "");
      failed.hidden = false;
      say(failed.textContent);
    }
    ask.removeAttribute("aria-disabled");
  });
  remove.addEventListener("click", async () => {
    await takeDown(location.pathname, await registered());
    show(box, "");
    say(remove.dataset.said);
    ask.focus();
  });
  const before = await kept(location.pathname);
  show(box, before ? when(await parsed(before)) : "");
  box.hidden = false;
  if (before) keep(box, person).then((at) => show(box, at), () => {}); // the newest, when it can be had
}

/** What is kept, on the page that comes when there is no coverage. */
async function list(box, person) {
  const shelf = await caches.open(shelfOf(person));
  const row = box.querySelector("template");
  for (const path of await pages(shelf)) {
    const page = await parsed(await shelf.match(path, { ignoreVary: true }));
    const line = row.content.firstElementChild.cloneNode(true);
    const link = line.querySelector("a");
    link.href = path;
    link.textContent = page.querySelector("[data-kept-title]")?.textContent ?? page.title;
    const text = line.querySelector("[data-keep-text]");
    text.textContent = text.dataset.keepText.replace("{at}", when(page));
    row.before(line);
  }
}

/** The kept copy itself takes itself down; what is on the screen stays until one leaves it. */
function drop(button) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await takeDown(location.pathname, await registered());
    const note = document.createElement("p");
    note.textContent = button.dataset.said;
    note.tabIndex = -1;
    button.replaceWith(note);
    note.focus();
  });
}

await tidy();
const { person } = document.body.dataset;
if (isAble && person) {
  for (const box of all("[data-keep]")) begin(box, person);
  for (const box of all("[data-kept-list]")) list(box, person);
  for (const button of all("[data-kept-drop]")) drop(button);
}
