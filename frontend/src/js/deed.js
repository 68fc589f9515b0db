// Every form: a key per render, so that a repeat is answered with the stored row, and no double
// press. <form data-deed>: sent in place; without network the words stay and it is tried again.
import { all, draftKey, mark, request, retype, store, typed, uuid } from "./common.js";
import { refresh, showPage } from "./live.js";

function keysIn(form) {
  for (const box of all("input[name=client_key]", form)) box.value ||= uuid();
}

function release(form) {
  delete form.dataset.sending;
  for (const button of all("button", form)) button.removeAttribute("aria-disabled");
}

function note(form, state) {
  const words = document.body.dataset;
  let box = form.querySelector("[data-deed-note]");
  if (!state) return box?.remove();
  if (!box) {
    box = document.createElement("p");
    box.dataset.deedNote = "";
    box.className = "small muted";
    box.setAttribute("role", "status");
    form.append(box);
  }
  box.textContent = words.unsentText;
}

async function send(form, body, key) {
  form.dataset.sending = "";
  for (const button of all("button", form)) button.setAttribute("aria-disabled", "true");
  try {
    const response = await request(form.action, {
      method: "POST",
      body,
      headers: { "X-Idetorg-Deed": "1" },
    });
    mark(key, false);
    store.drop(key);
    note(form, null);
    delete form.dataset.dirty;
    const to = response.headers.get("X-Idetorg-Location");
    if (to) return await arrive(form, to);
    if (response.status >= 500) throw new Error(response.status);
    showPage(await response.text());
    release(form);
  } catch {
    release(form);
    mark(key, true);
    store.set(key, typed(form));
    note(form, "unsent");
    form.dataset.dirty = "";
    form.dataset.tries = (Number(form.dataset.tries) || 0) + 1;
    setTimeout(
      () => form.isConnected && !("sending" in form.dataset) && "dirty" in form.dataset && send(form, body, key),
      Math.min(30000, 3000 * form.dataset.tries),
    );
  }
}

/** The deed is stored. Same page: renew its live parts in place; another page: go there. */
async function arrive(form, to) {
  const target = new URL(to, location.href);
  const here = target.pathname === location.pathname && target.search === location.search;
  if (!here || !document.querySelector("[data-live-region]")) return void location.assign(target.href);
  if (target.href === location.href.split("#")[0] || !target.hash) form.reset();
  for (const box of all("input[name=client_key]", form)) box.value = "";
  keysIn(form);
  release(form);
  await refresh("*");
  const place = target.hash && document.getElementById(target.hash.slice(1));
  if (place) {
    place.scrollIntoView({ block: "nearest" });
    place.setAttribute("tabindex", "-1");
    place.focus({ preventScroll: true });
  }
}

/** Words of a deed that never left the phone come back after a reload. */
function restore() {
  for (const form of all("form[data-deed][id]")) {
    const kept = store.get(draftKey(form));
    if (!kept) continue;
    if (JSON.stringify(kept) === JSON.stringify(typed(form))) {
      store.drop(draftKey(form));
      continue;
    }
    retype(form, kept);
    note(form, "unsent");
    mark(draftKey(form), true);
  }
}

export function deed() {
  all("form").forEach(keysIn);
  restore();
  document.addEventListener("idetorg:refreshed", () => all("form").forEach(keysIn));
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if ("sending" in form.dataset) return event.preventDefault();
    keysIn(form);
    if (form.matches("[data-deed]")) {
      event.preventDefault();
      const body = new FormData(form, event.submitter ?? undefined);
      send(form, body, form.id ? draftKey(form) : `${form.action}#${body.get("client_key") ?? ""}`);
      return;
    }
    form.dataset.sending = "";
    setTimeout(() => release(form), 8000);
  });
  addEventListener("pageshow", (event) => event.persisted && all("form").forEach(release));
}
