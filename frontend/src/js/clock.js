// [data-clock] ticks in the seminar's zone; [data-until="<ISO>"] counts the minutes left.
// The server's time is in <body data-now>, since a phone's clock may be wrong and the demo's is.
import { all } from "./common.js";

let ahead = 0;

export function setServerTime(iso) {
  const server = Date.parse(iso ?? "");
  if (!Number.isNaN(server)) ahead = server - Date.now();
  tick();
}

function tick() {
  const now = Date.now() + ahead;
  const zone = document.body.dataset.zone || "Europe/Oslo";
  const words = new Intl.DateTimeFormat("en-GB", { hour: "numeric", minute: "2-digit", timeZone: zone });
  const parts = Object.fromEntries(words.formatToParts(now).map(({ type, value }) => [type, value]));
  const shown = `${Number(parts.hour)}.${parts.minute}`;
  for (const box of all("[data-clock]")) if (box.textContent !== shown) box.textContent = shown;
  for (const box of all("[data-until]")) {
    const left = Math.ceil((Date.parse(box.dataset.until) - now) / 60000);
    if (Number.isNaN(left) || !box.dataset.many) continue;
    const { many, one = many, over = "" } = box.dataset;
    const text = left > 1 ? many.replace(/%n|\{n\}/, left) : left === 1 ? one.replace(/%n|\{n\}/, 1) : over;
    if (box.textContent !== text) box.textContent = text;
  }
}

export function clock() {
  setServerTime(document.body.dataset.now);
  setInterval(tick, 1000);
}
