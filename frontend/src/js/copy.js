// <button data-copy="#id"> or <button data-copy-text="…">; data-copied is said when it is done.
import { say } from "./common.js";

async function put(text) {
  if (navigator.clipboard && isSecureContext) return navigator.clipboard.writeText(text);
  const box = document.createElement("textarea");
  box.value = text;
  box.className = "vh";
  document.body.append(box);
  box.select();
  document.execCommand("copy"); // the only way on plain http
  box.remove();
}

export function copy() {
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-copy],[data-copy-text]");
    if (!button) return;
    event.preventDefault();
    const source = button.dataset.copy && document.querySelector(button.dataset.copy);
    await put(button.dataset.copyText ?? source?.value ?? source?.textContent.trim() ?? "");
    if (!button.dataset.copied) return;
    button.textContent = button.dataset.copied;
    say(button.dataset.copied);
    button.focus();
  });
}
