// <form data-autosave id="…">: saved 800 ms after the last key, kept on the phone until the
// server has said so. 409 shows both texts; nothing typed is ever thrown away here.
import { all, draftKey, mark, request, retype, say, store, typed } from "./common.js";

const SENT = "idetorg:sent";
const timers = new WeakMap();
const busy = new WeakSet();
const again = new WeakSet();

function status(form, state, clock = "") {
  const box = form.querySelector("[data-saved]") ?? document.querySelector(`[data-saved="${form.id}"]`);
  if (!box) return;
  box.hidden = false;
  box.dataset.state = state;
  const text = box.querySelector("[data-saved-text]") ?? box;
  text.textContent = (box.dataset[`${state}Text`] ?? "").replace(/%s|\{at\}/, clock);
}

function changed(form) {
  form.dataset.dirty = "";
  store.set(draftKey(form), typed(form));
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => save(form), 800));
}

async function save(form) {
  clearTimeout(timers.get(form));
  if (busy.has(form)) return void again.add(form);
  busy.add(form);
  const key = draftKey(form);
  const sent = JSON.stringify(typed(form));
  try {
    const response = await request(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Requested-With": "fetch", Accept: "application/json" },
    });
    const answer = await response.json().catch(() => ({}));
    if (response.ok) {
      if (answer.version !== undefined && form.elements.version) form.elements.version.value = answer.version;
      mark(key, false);
      form.dataset.tries = 0;
      status(form, "saved", answer.saved_at);
      const now = { ...typed(form), version: undefined };
      if (JSON.stringify(now) === JSON.stringify({ ...JSON.parse(sent), version: undefined })) {
        store.drop(key);
        delete form.dataset.dirty;
      } else again.add(form);
    } else if (response.status === 409 && "theirs" in answer) {
      conflict(form, answer);
    } else if (response.status >= 500) {
      later(form, key);
    } else {
      // 403, 422 and the like will not pass by themselves: keep the words, say so, stop asking.
      mark(key, true);
      status(form, "refused");
      if (answer.message) say(answer.message);
    }
  } catch {
    later(form, key);
  } finally {
    busy.delete(form);
    if (again.delete(form)) changed(form);
  }
}

function later(form, key) {
  mark(key, true);
  status(form, "unsent");
  const tries = (Number(form.dataset.tries) || 0) + 1;
  form.dataset.tries = tries;
  timers.set(form, setTimeout(() => save(form), Math.min(30000, 2000 * tries)));
}

function conflict(form, answer) {
  mark(draftKey(form), true);
  status(form, "conflict");
  const template = form.querySelector("template[data-conflict]");
  form.querySelector("[data-conflict-shown]")?.remove();
  if (!template) return;
  const shown = template.content.firstElementChild.cloneNode(true);
  shown.dataset.conflictShown = "";
  shown.querySelector("[data-theirs]").textContent = answer.theirs;
  shown.querySelector("[data-keep-mine]").addEventListener("click", () => {
    if (form.elements.version) form.elements.version.value = answer.version;
    shown.remove();
    save(form);
  });
  shown.querySelector("[data-take-theirs]").addEventListener("click", () => {
    const box = form.querySelector("textarea,[data-words]");
    if (box) box.value = answer.theirs;
    if (form.elements.version) form.elements.version.value = answer.version;
    store.drop(draftKey(form));
    delete form.dataset.dirty;
    mark(draftKey(form), false);
    status(form, "saved", answer.saved_at ?? "");
    shown.remove();
    box?.focus();
  });
  template.before(shown);
  shown.setAttribute("tabindex", "-1");
  shown.focus();
}

/** Unsent words from an earlier visit come back, and are sent. */
export function restore(root = document) {
  for (const form of all("form[data-autosave]", root)) {
    const kept = store.get(draftKey(form));
    if (!kept) continue;
    const { version: _kept, ...before } = kept;
    const { version: _now, ...now } = typed(form);
    if (JSON.stringify(before) === JSON.stringify(now)) {
      store.drop(draftKey(form));
      continue;
    }
    retype(form, kept);
    form.dataset.dirty = "";
    mark(draftKey(form), true);
    status(form, "unsent");
    timers.set(form, setTimeout(() => save(form), 800));
  }
}

/** A link pressed before "saved" is said: the words go first, and the link waits 3 s at most. */
async function leave(event) {
  const link = event.target.closest?.("a[href]");
  const dirty = all("form[data-autosave][data-dirty]");
  const isElsewhere = event.button || event.metaKey || event.ctrlKey || event.shiftKey || link?.target;
  if (!link || !dirty.length || isElsewhere || event.defaultPrevented || !navigator.onLine) return;
  if (link.href.split("#")[0] === location.href.split("#")[0]) return;
  event.preventDefault();
  const until = Date.now() + 3000;
  dirty.forEach(save);
  while (Date.now() < until && dirty.some((form) => "dirty" in form.dataset)) {
    if (document.querySelector("[data-conflict-shown]")) return; // both texts are on the page: stay
    await new Promise((done) => setTimeout(done, 50));
  }
  location.assign(link.href);
}

/** Sent by its button, and led on: the server has the words, and this browser needs them no more. */
function arrive() {
  const sent = store.get(SENT);
  if (!sent) return;
  store.drop(SENT);
  const here = performance.getEntriesByType("navigation")[0];
  const isLedOn = here?.type === "navigate" && here.redirectCount > 0 && document.referrer === sent.from.split("#")[0];
  // A page to sign in on is led to as well: then nothing was taken in.
  if (!isLedOn || sent.person !== document.body.dataset.person) return;
  if (JSON.stringify(store.get(sent.key)) === JSON.stringify(sent.words)) store.drop(sent.key);
}

export function autosave() {
  arrive();
  restore();
  document.addEventListener("click", leave);
  const react = (event) => {
    const form = event.target.form;
    if (form?.matches("[data-autosave]")) changed(form);
    else if (form && event.type === "input" && form.method === "post") form.dataset.dirty = "";
  };
  document.addEventListener("input", react);
  document.addEventListener("change", react);
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-autosave]")) return;
    clearTimeout(timers.get(form));
    const key = draftKey(form);
    if (!("dirty" in form.dataset) && !store.get(key)) return; // the server has every word
    const words = typed(form);
    store.set(key, words);
    store.set(SENT, { key, words, from: location.href, person: document.body.dataset.person });
  });
  addEventListener("online", () => all("form[data-autosave][data-dirty]").forEach(save));
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) all("form[data-autosave][data-dirty]").forEach(save);
  });
}
