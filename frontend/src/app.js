// One behaviour a module, each found by a data- hook. Everything works without them, slower.
import { autosave } from "./js/autosave.js";
import { clock } from "./js/clock.js";
import { copy } from "./js/copy.js";
import { deed } from "./js/deed.js";
import { keys } from "./js/keys.js";
import { leave } from "./js/leave.js";
import { live } from "./js/live.js";
import { pages } from "./js/pages.js";
import { ticks } from "./js/ticks.js";
import { tidy } from "./js/tidy.js";

document.documentElement.classList.add("js");
for (const start of [clock, copy, keys, pages, autosave, leave, deed, live, ticks, tidy]) start();
