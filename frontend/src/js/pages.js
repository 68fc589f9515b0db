// [data-pages="20"] shows one [data-page] at a time and turns every 20 seconds. Without this
// module, or with one page, nothing is hidden. The place is kept when the content is renewed.
import { all } from "./common.js";
import { fit } from "./fit.js";

const places = new Map();

function show() {
  for (const box of all("[data-pages]")) {
    const found = all("[data-page]", box);
    const place = (places.get(box.id) ?? 0) % Math.max(1, found.length);
    found.forEach((page, at) => (page.hidden = at !== place));
    const note = box.querySelector("[data-page-note]");
    if (note) note.textContent = found.length > 1 ? `${place + 1}/${found.length}` : "";
  }
  fit(); // what is hidden has no height: each page is fitted when it is shown
}

export function pages() {
  let beats = 0;
  show();
  document.addEventListener("idetorg:refreshed", show);
  setInterval(() => {
    beats += 1;
    for (const box of all("[data-pages]")) {
      if (beats % (Number(box.dataset.pages) || 20) === 0) places.set(box.id, (places.get(box.id) ?? 0) + 1);
    }
    show();
  }, 1000);
}
