// <fieldset data-alone="only_me">: that tick and the others take each other away.
// <details data-opened-by="seen_by:leader">: opens when the box of that name and value is ticked.
export function ticks() {
  document.addEventListener("change", ({ target: box }) => {
    if (box.type !== "checkbox" || !box.checked) return;
    const together = box.closest("[data-alone]");
    const isAlone = box.value === together?.dataset.alone;
    for (const other of together?.querySelectorAll("input:checked") ?? []) {
      if (other !== box && (isAlone || other.value === together.dataset.alone)) other.checked = false;
    }
    const more = box.form?.querySelector(`details[data-opened-by="${box.name}:${box.value}"]`);
    if (more) more.open = true;
  });
}
