// [data-log-out]: words that never left this browser go with their owner. The first press says
// so when there are any; they are let go when the next page shows that the owner is gone.
import { draftsOf, store } from "./common.js";

const LEAVING = "idetorg:leaving";

export function leave() {
  const { person } = document.body.dataset;
  const left = store.get(LEAVING);
  // A page of a fault knows nobody; then nothing is known of who is here.
  if (left && person !== undefined) {
    store.drop(LEAVING);
    if (left !== person) draftsOf(left).forEach(store.drop);
  }
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-log-out]") || !person) return;
    const words = form.querySelector("[data-unsent-words]");
    if (words.hidden && draftsOf(person).length) {
      event.preventDefault();
      words.hidden = false;
      words.focus();
      const button = form.querySelector("button");
      button.textContent = button.dataset.anyway;
      return;
    }
    store.set(LEAVING, person);
  });
}
