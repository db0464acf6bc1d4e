// Keeps what is typed into a form in this browser, for this account, until it is saved; offers it
// back. One entry a form that was opened: `desk:{account}:{path}:{id}` → {at, fields}.

const PAUSE = 500; // milliseconds after the last key
const LEFT_OUT = ["csrfmiddlewaretoken", "kept_as", "_again"];
const desk = document.querySelector('meta[name="desk"]');
const offer = document.querySelector(".kept-offer");
const form = offer.closest("form");
const line = document.querySelector(".kept-line");
const here = `desk:${desk?.content}:${location.pathname}:`;
const isAnswer = "answer" in offer.dataset; // to a save that failed: all of it is unsaved
const id = /^[a-z0-9]{8,40}$/.test(offer.dataset.entry) ? offer.dataset.entry : newId();
const came = JSON.stringify(typed(untouched()));
let last = isAnswer ? "" : came;
let timer = 0;
let leaving = false; // by saving

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The form as the server sent it: browsers may fill in again what was typed before a reload.
function untouched() {
  const copy = form.cloneNode(true);
  copy.reset();
  return copy;
}

function typed(from) {
  return [...new FormData(from)].filter(
    ([name, value]) =>
      typeof value === "string" &&
      !LEFT_OUT.includes(name) &&
      !name.includes("__prefix__") &&
      from.elements.namedItem(name)?.type !== "password",
  );
}

function keep() {
  clearTimeout(timer);
  const fields = typed(form);
  const text = JSON.stringify(fields);
  line.hidden = !desk?.dataset.keeps;
  if (text === last || line.hidden) return;
  last = text;
  try {
    if (text === came && !isAnswer) {
      localStorage.removeItem(here + id);
      return;
    }
    localStorage.setItem(here + id, JSON.stringify({ at: Date.now(), fields }));
  } catch {
    desk.dataset.keeps = ""; // full, or closed to us
    line.hidden = true;
    return;
  }
  const time = line.querySelector("time");
  time.textContent = new Date().toLocaleTimeString(document.documentElement.lang);
  time.parentElement.hidden = false;
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(keep, PAUSE);
}

// What was kept of earlier forms at this address and is not what this one shows, newest first.
function found() {
  const bare = (fields) => JSON.stringify(fields.filter(([name]) => !/(^|-)seen_revision$/.test(name)));
  const shown = bare(JSON.parse(came));
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(here) && key !== here + id)
      .map((key) => ({ key, ...JSON.parse(localStorage.getItem(key)) }))
      .filter((entry) => bare(entry.fields) !== shown)
      .sort((one, other) => other.at - one.at);
  } catch {
    return [];
  }
}

function propose() {
  const [entry] = found();
  offer.hidden = !entry;
  if (!entry) return;
  const time = offer.querySelector("time");
  time.dateTime = new Date(entry.at).toISOString();
  time.textContent = new Date(entry.at).toLocaleString(document.documentElement.lang);
  offer.querySelector('[data-do="back"]').onclick = () => bringBack(entry);
  offer.querySelector('[data-do="away"]').onclick = () => {
    localStorage.removeItem(entry.key);
    propose();
    (offer.hidden ? document.getElementById("content-start") : offer)?.focus();
  };
}

// The server makes the form anew from these fields, with all its parts; it saves nothing.
function bringBack({ key, fields }) {
  leaving = true;
  const post = document.createElement("form");
  post.method = "post";
  post.action = location.pathname + location.search;
  post.hidden = true;
  const token = form.elements.namedItem("csrfmiddlewaretoken").value;
  const more = [["csrfmiddlewaretoken", token], ["_again", "1"], ["kept_as", key.slice(here.length)]];
  for (const [name, value] of [...fields, ...more]) {
    const field = document.createElement("textarea"); // an input would drop line breaks
    field.name = name;
    field.value = value;
    post.append(field);
  }
  document.body.append(post);
  post.submit();
}

form.addEventListener("submit", () => {
  leaving = true;
  keep();
  if (!desk?.dataset.keeps) return;
  const name = form.elements.namedItem("kept_as") ?? document.createElement("input");
  Object.assign(name, { type: "hidden", name: "kept_as", value: id });
  form.append(name);
});
// Where nothing is kept, and at sign-out, which wipes it: ask before it is lost.
addEventListener("beforeunload", (event) => {
  const unsaved = isAnswer || JSON.stringify(typed(form)) !== came;
  if (unsaved && !leaving && !desk?.dataset.keeps) event.preventDefault();
});
addEventListener("pageshow", () => {
  leaving = false;
});
for (const event of ["input", "change", "formset:added", "formset:removed"]) {
  document.addEventListener(event, later);
}
window.django?.jQuery(form).on("change", later); // choosers tell nobody but jQuery
if (desk?.dataset.keeps) {
  addEventListener("pagehide", keep);
  line.hidden = false;
  if (isAnswer) keep();
  else propose();
}
