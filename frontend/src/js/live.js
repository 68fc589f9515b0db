// <body data-live-url>: one stream a visible tab, with polling where a stream can't be had. An
// event of kind K renews every [data-live-region] that names K in data-live-on (or names none):
// one GET of this page with X-Idetorg-Region, and the elements with the same id are morphed in.
import { Idiomorph } from "idiomorph";
import { all, request, say } from "./common.js";
import { restore } from "./autosave.js";
import { setServerTime } from "./clock.js";

const seen = new Map(); // topic -> last seq
let wanted = new Set();
let running = null;
let timer = null;

const WRITES = "input:not([type=checkbox],[type=radio],[type=submit]),textarea,[contenteditable]";

const callbacks = {
  beforeNodeMorphed(old, fresh) {
    if (old.nodeType !== Node.ELEMENT_NODE) return true;
    // "Saved at 12.00" was said by this page; the server's copy has not heard of it.
    if (old.matches("[data-saved]:not([hidden])") && fresh.hidden) return false;
    if (old.matches("form[data-dirty],[data-live-keep]")) return false;
    return !(old === document.activeElement && old.matches(WRITES));
  },
  beforeNodeRemoved(node) {
    // A form somebody is writing in stays, even when the room has moved on.
    return !(
      node.nodeType === Node.ELEMENT_NODE &&
      (node.matches("form[data-dirty],[data-live-keep]") || node.querySelector("form[data-dirty]"))
    );
  },
  beforeAttributeUpdated(name, node) {
    return !(name === "open" && node.tagName === "DETAILS") && name !== "data-dirty";
  },
  afterNodeAdded(node) {
    if (node.nodeType === Node.ELEMENT_NODE && node.matches("li,article")) node.classList.add("fresh");
  },
};

function morph(old, fresh) {
  const before = old.dataset.liveSay;
  Idiomorph.morph(old, fresh, { callbacks, restoreFocus: true });
  if (fresh.dataset.liveSay && fresh.dataset.liveSay !== before) say(fresh.dataset.liveSay);
}

function takeIn(html, pick) {
  const page = new DOMParser().parseFromString(html, "text/html");
  setServerTime(page.body.dataset.now);
  if (page.title) document.title = page.title;
  for (const old of pick()) {
    const fresh = page.getElementById(old.id);
    if (fresh) morph(old, document.importNode(fresh, true));
  }
  restore();
  document.dispatchEvent(new CustomEvent("idetorg:refreshed"));
}

/** Show an answered page in place (a form with errors, a refusal) and lead the reader to it. */
export function showPage(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const old = document.getElementById("main");
  const fresh = page.getElementById("main");
  if (!old || !fresh) return location.reload();
  old.replaceWith(document.importNode(fresh, true));
  document.title = page.title;
  document.dispatchEvent(new CustomEvent("idetorg:refreshed"));
  const place = document.querySelector("#main [data-error-summary]") ?? document.querySelector("#main h1");
  place?.setAttribute("tabindex", "-1");
  place?.focus();
  place?.scrollIntoView({ block: "nearest" });
}

/** Renew the regions that listen to a kind of event; "*" renews all. Resolves when shown. */
export async function refresh(kind = "*") {
  for (const region of all("[data-live-region][id]")) {
    const kinds = region.dataset.liveOn?.split(/\s+/);
    if (kind === "*" || !kinds || kinds.includes(kind)) wanted.add(region.id);
  }
  if (running) {
    await running;
    if (wanted.size) return refresh("");
    return undefined;
  }
  if (!wanted.size) return undefined;
  const ids = [...wanted];
  wanted = new Set();
  running = fetchRegions(ids).finally(() => (running = null));
  return running;
}

async function fetchRegions(ids) {
  let response;
  try {
    response = await request(location.href.split("#")[0], { headers: { "X-Idetorg-Region": ids.join(" ") } });
  } catch {
    ids.forEach((id) => wanted.add(id));
    soon(5000);
    return;
  }
  if (response.redirected && new URL(response.url).pathname !== location.pathname) {
    if (!document.querySelector("form[data-dirty]")) location.assign(response.url);
    return;
  }
  if (response.status >= 500) return;
  if (!response.ok) {
    if (!document.querySelector("form[data-dirty]")) location.reload();
    return;
  }
  takeIn(await response.text(), () => ids.map((id) => document.getElementById(id)).filter(Boolean));
}

/** Many phones hear the same event: each waits its own moment, and takes several at once. */
function soon(at_most = 300) {
  clearTimeout(timer);
  const at_least = 30; // the events of one deed come within it
  timer = setTimeout(() => refresh(""), at_least + Math.random() * (at_most - at_least));
}

function happened(event) {
  const at = event.lastEventId.lastIndexOf(":");
  if (at > 0) {
    const topic = event.lastEventId.slice(0, at);
    const seq = Number(event.lastEventId.slice(at + 1));
    if (seq <= (seen.get(topic) ?? 0)) return;
    seen.set(topic, seq);
  }
  hear(event.type);
}

function hear(kind) {
  for (const region of all("[data-live-region][id]")) {
    const kinds = region.dataset.liveOn?.split(/\s+/);
    if (kind === "resync" || !kinds || kinds.includes(kind)) wanted.add(region.id);
  }
  if (wanted.size) soon();
}

export function live() {
  const url = document.body.dataset.liveUrl;
  if (!url) return;
  let stream = null;
  let poll = null;
  let failures = 0;
  let retry = null;
  let first = true;

  function close() {
    stream?.close();
    stream = null;
    clearTimeout(retry);
    clearInterval(poll);
  }

  /** Fetch a token and where we stand; what was missed meanwhile is renewed at once. */
  async function ticket() {
    const response = await request(url, { headers: { Accept: "application/json" }, cache: "no-store" });
    if (response.status === 401 || response.status === 403 || response.status === 404) {
      close();
      if (!document.querySelector("form[data-dirty]")) location.reload();
      return null;
    }
    const answer = await response.json();
    const known = first ? JSON.parse(document.body.dataset.liveCursors || "{}") : Object.fromEntries(seen);
    let missed = false;
    for (const [topic, seq] of Object.entries(answer.cursors ?? {})) {
      if (known[topic] !== seq) missed = true;
      seen.set(topic, seq);
    }
    first = false;
    if (missed) hear("resync");
    return answer;
  }

  async function open() {
    close();
    if (document.hidden) return;
    let answer;
    try {
      answer = await ticket();
    } catch {
      return again();
    }
    if (!answer) return undefined;
    if (!window.EventSource || !answer.stream || failures > 4) return keepAsking(answer.poll_ms);
    stream = new EventSource(answer.stream);
    const kinds = new Set(["resync", "message", ...all("[data-live-on]").flatMap((box) => box.dataset.liveOn.split(/\s+/))]);
    for (const kind of [...kinds, ...(answer.kinds ?? [])]) stream.addEventListener(kind, happened);
    stream.addEventListener("revoked", () => {
      close();
      location.reload();
    });
    stream.addEventListener("open", () => (failures = 0));
    stream.addEventListener("error", () => again());
    return undefined;
  }

  /** A dead stream stays dead after a refused token, so a new one is always asked for. */
  function again() {
    close();
    failures += 1;
    retry = setTimeout(open, Math.min(30000, 500 * 2 ** failures) * (0.5 + Math.random()));
  }

  function keepAsking(ms = 4000) {
    let beats = 0;
    poll = setInterval(() => {
      beats += 1;
      if (beats % 30 === 0) {
        failures = 0;
        return void open();
      }
      return ticket().catch(() => undefined);
    }, ms);
  }

  open();
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  addEventListener("online", open);
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => event.persisted && open());
}
