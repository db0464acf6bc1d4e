// On every page of the desk: forgets what was saved, what is old, and everything at sign-out.

const MONTH = 30 * 24 * 3600 * 1000;
const desk = document.querySelector('meta[name="desk"]');
const mine = `desk:${desk.content}:`;
const others = new BroadcastChannel("desk");

function entries() {
  try {
    return Object.entries(localStorage).filter(([key]) => key.startsWith("desk:"));
  } catch {
    return []; // storage is closed to us
  }
}

function forget(gone) {
  for (const [key, text] of entries()) {
    if (gone(key, text)) localStorage.removeItem(key);
  }
}

function age(text) {
  try {
    return Date.now() - JSON.parse(text).at;
  } catch {
    return Infinity;
  }
}

const saved = [...document.querySelectorAll('.messagelist [class*="kept-"]')]
  .flatMap((message) => [...message.classList])
  .filter((name) => name.startsWith("kept-"))
  .map((name) => `:${name.slice("kept-".length)}`);

forget((key) => key.startsWith(mine) && (!desk.dataset.keeps || saved.some((id) => key.endsWith(id))));
forget((_key, text) => !(age(text) < MONTH));

document.getElementById("logout-form")?.addEventListener("submit", () => {
  desk.dataset.keeps = ""; // or this page would keep its form once more while it goes
  others.postMessage(mine);
  forget((key) => key.startsWith(mine));
});
others.addEventListener("message", ({ data }) => {
  if (data === mine) desk.dataset.keeps = "";
});
