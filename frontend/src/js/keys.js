// <button data-key="space"> is pressed by that key, unless somebody types or stands on a control.
const NAMES = { space: " ", left: "ArrowLeft", right: "ArrowRight" };

export function keys() {
  document.addEventListener("keydown", (event) => {
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input,textarea,select,button,a,summary,[contenteditable]")) return;
    for (const button of document.querySelectorAll("[data-key]")) {
      const wanted = NAMES[button.dataset.key] ?? button.dataset.key;
      if (event.key !== wanted || button.disabled) continue;
      event.preventDefault();
      button.click();
      return;
    }
  });
}
