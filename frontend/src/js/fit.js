// [data-fit] is written smaller until it fits its box; styles multiply by --k. Below the floor the
// last row could not read it, and it stays there.
import { all } from "./common.js";

const STEP = 0.04;
const FLOOR = 0.6;

export function fit() {
  for (const box of all("[data-fit]")) {
    let k = Number(box.style.getPropertyValue("--k")) || 1;
    while (box.clientHeight && box.scrollHeight > box.clientHeight && k > FLOOR) {
      k = Math.max(FLOOR, k - STEP);
      box.style.setProperty("--k", k.toFixed(2));
    }
  }
}
