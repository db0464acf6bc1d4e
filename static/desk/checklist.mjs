// The list of what publishing needs follows what is typed; each change is told to those who listen.

const PAUSE = 600; // milliseconds after the last key, so that no half word is told of
const list = document.querySelector(".checklist");
const form = list.closest("form");
const told = list.querySelector("[role=status]");
const known = new Map();
let timer = 0;

const isTyped = (field) =>
  field instanceof HTMLSelectElement
    ? [...field.selectedOptions].some((option) => option.value)
    : field.value.trim() !== "";

const named = (name) => [...form.elements].filter((field) => field.name === name);

// A part that has a row already, or a new one of which something was chosen.
function hasPart(kind) {
  const count = Number(named(`${kind}-TOTAL_FORMS`)[0]?.value ?? 0);
  return Array.from({ length: count }, (_, at) => `${kind}-${at}-`).some((part) => {
    const fields = [...form.elements].filter((field) => field.name.startsWith(part));
    if (fields.some((field) => field.name === `${part}DELETE` && field.checked)) return false;
    return fields.some(
      (field) => [`${part}id`, `${part}language`].includes(field.name) && isTyped(field),
    );
  });
}

function isThere(kind) {
  if (named(`${kind}-TOTAL_FORMS`).length) return hasPart(kind);
  const own = new RegExp(`^${kind}(_(en|fr|ar))?$`);
  return [...form.elements].some((field) => own.test(field.name) && isTyped(field));
}

function look() {
  const news = [];
  for (const line of list.querySelectorAll("[data-field]")) {
    const kind = line.dataset.field;
    if (![...form.elements].some((field) => field.name.startsWith(kind))) continue; // not theirs to type
    const now = isThere(kind) ? "yes" : "no";
    if (known.has(kind) && known.get(kind) !== now) {
      const words = now === "yes" ? list.dataset.there : list.dataset.missing;
      news.push(words.replace("%(what)s", line.querySelector("a").textContent));
    }
    known.set(kind, now);
    line.dataset.there = now;
  }
  if (news.length) told.textContent = news.join(". ");
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(look, PAUSE);
}

for (const event of ["input", "change", "formset:added", "formset:removed"]) {
  document.addEventListener(event, later);
}
window.django?.jQuery(form).on("change", later); // choosers tell nobody but jQuery
look();
