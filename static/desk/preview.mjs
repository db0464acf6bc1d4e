// Shows what is typed as readers will see it: the server writes the card, in the site's own style.

const PAUSE = 400; // milliseconds after the last key
const section = document.querySelector(".preview");
const form = section.closest("form");
const host = section.appendChild(document.createElement("div"));
const root = host.attachShadow({ mode: "open" });
const box = root.appendChild(document.createElement("div"));
let running = new AbortController();
let timer = 0;
let editing = ""; // the language of the field that was last gone to

// The site's rules for the whole page hold for the card, whose page is its shadow root; what it
// does on a narrow screen it does in a narrow column.
async function style() {
  const answer = await fetch(section.dataset.style);
  const sheet = new CSSStyleSheet();
  const rules = (await answer.text())
    .replace(/:root\b/g, ":host")
    .replace(/(^|[}\s,])body(?=\s*[{,])/g, "$1:host")
    .replace(/@media \((min|max)-width/g, "@container ($1-width");
  sheet.replaceSync(`${rules}\n:host { display: block; padding: 1rem; container-type: inline-size; }`);
  root.adoptedStyleSheets = [sheet];
}

function typed() {
  const data = new FormData(form);
  for (const [name, value] of [...data]) {
    if (value instanceof File) data.delete(name);
  }
  data.set("editing", editing);
  return data;
}

async function show() {
  running.abort();
  running = new AbortController();
  try {
    const answer = await fetch(section.dataset.address, {
      method: "POST",
      body: typed(),
      redirect: "error",
      signal: running.signal,
    });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const link of page.querySelectorAll("a[href]")) link.removeAttribute("href");
    box.replaceChildren(...page.body.childNodes);
  } catch {
    // Typing went on, or the site is away: the card stays as it was.
  }
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(show, PAUSE);
}

form.addEventListener("focusin", ({ target }) => {
  const language = target.getAttribute("lang") ?? editing;
  if (language !== editing) later();
  editing = language;
});
for (const event of ["input", "change", "formset:added", "formset:removed"]) {
  document.addEventListener(event, later);
}
window.django?.jQuery(form).on("change", later); // choosers tell nobody but jQuery
await Promise.allSettled([style(), show()]);
section.hidden = false;
