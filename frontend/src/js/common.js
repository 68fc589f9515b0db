// Small things that several behaviours share.

export const all = (selector, root = document) => [...root.querySelectorAll(selector)];

/** A version 4 UUID that also works on plain http, where randomUUID does not exist. */
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** fetch that gives up: a phone on a mountain may hang for minutes otherwise. */
export function request(url, options = {}, seconds = 15) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), seconds * 1000);
  return fetch(url, { credentials: "same-origin", ...options, signal: stop.signal }).finally(() =>
    clearTimeout(timer),
  );
}

/** Storage that never throws: private windows and full disks have none. */
export const store = {
  get(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      localStorage.setItem(key, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  },
  drop(key) {
    try {
      localStorage.removeItem(key);
    } catch {
      /* nothing was kept */
    }
  },
  keys() {
    try {
      return Object.keys(localStorage);
    } catch {
      return [];
    }
  },
};

const NEVER_KEPT = new Set(["csrfmiddlewaretoken", "client_key"]);

/** The typed fields of a form by name; a list per name, since boxes share one. */
export function typed(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (NEVER_KEPT.has(name) || typeof value !== "string") continue;
    (fields[name] ??= []).push(value);
  }
  return fields;
}

/** Put typed fields back into a form. */
export function retype(form, fields) {
  for (const box of form.elements) {
    if (!box.name || NEVER_KEPT.has(box.name) || ["submit", "button", "file"].includes(box.type)) continue;
    const values = fields[box.name] ?? [];
    if (box.type === "radio" || box.type === "checkbox") box.checked = values.includes(box.value);
    else if (box.name in fields && box.tagName !== "FIELDSET") box.value = values.shift() ?? "";
  }
}

const draftsBegin = (person) => `idetorg:draft:${person}:`;

/** Where a person's unsent words lie. */
export const draftsOf = (person) => store.keys().filter((key) => key.startsWith(draftsBegin(person)));

/** Where unsent words of this person and form are kept. */
export function draftKey(form) {
  const person = document.body.dataset.person ?? "";
  return `${draftsBegin(person)}${form.id}:${new URL(form.action || location.href, location.href).pathname}`;
}

/** Say something politely to a screen reader, at most every ten seconds; the last word wins. */
let said = 0;
let waiting = null;
export function say(text) {
  clearTimeout(waiting);
  const wait = Math.max(0, said + 10000 - Date.now());
  waiting = setTimeout(() => {
    let box = document.getElementById("live-say");
    if (!box) {
      box = document.createElement("p");
      box.id = "live-say";
      box.className = "vh";
      box.setAttribute("aria-live", "polite");
      document.body.append(box);
    }
    said = Date.now();
    box.textContent = "";
    requestAnimationFrame(() => (box.textContent = text));
  }, wait);
}

/** The header's "everything is sent" / "not yet sent (3)". */
const unsent = new Set();
export function mark(key, isUnsent) {
  if (isUnsent) unsent.add(key);
  else unsent.delete(key);
  for (const box of all("[data-outbox]")) {
    const text = box.querySelector("[data-outbox-text]") ?? box;
    const { sent, unsent: pattern } = box.dataset;
    box.dataset.state = unsent.size ? "unsent" : "sent";
    const next = unsent.size ? pattern.replace(/%n|\{n\}/, unsent.size) : sent;
    if (text.textContent !== next) text.textContent = next;
  }
}
