"use strict";
// The page around the maps: it hears what is new, swaps pictures without a flicker, and keeps where the reader was.
// Whatever comes from a map is put in as text.

const select = document.getElementById("maps");
const state = document.getElementById("state");
const toggle = document.getElementById("toggle");
const problems = document.getElementById("problems");
const findings = document.getElementById("findings");
const held = document.getElementById("held");
const picture = document.getElementById("picture");
let maps = [];
let shown = { number: -1, version: -1 };

function element(name, text, className) {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

function line(told) {
  const item = document.createElement("li");
  const where = told.line ? `${told.path}:${told.line}:${told.column}` : told.path;
  item.append(element("span", where, "where"), " ", element("span", told.level, `level ${told.level}`), " ");
  const message = element("b", told.message);
  message.dir = "auto";
  item.append(message);
  if (told.id) item.append(" ", element("span", `[${told.id}]`, "where"));
  if (told.help) {
    const help = element("span", told.help, "help");
    help.dir = "auto";
    item.append(help);
  }
  return item;
}

function fill(section, list) {
  section.querySelector("ul").replaceChildren(...list.map(line));
}

function kept(frame) {
  // Where the reader was, and what the reader had chosen.
  const inside = frame && frame.contentDocument;
  if (!inside || !inside.body) return null;
  const table = inside.querySelector(".scroll");
  return {
    top: inside.scrollingElement.scrollTop,
    table: table && [table.scrollLeft, table.scrollTop],
    chosen: [...inside.querySelectorAll("input:checked")].map((input) => input.id),
    open: [...inside.querySelectorAll("details")].map((details) => details.open),
  };
}

function restore(frame, before) {
  const inside = frame.contentDocument;
  for (const id of before.chosen) {
    const input = inside.getElementById(id);
    if (input) input.checked = true;
  }
  const details = [...inside.querySelectorAll("details")];
  if (details.length === before.open.length) details.forEach((one, index) => (one.open = before.open[index]));
  inside.scrollingElement.scrollTo({ top: before.top, behavior: "instant" });
  const table = inside.querySelector(".scroll");
  if (table && before.table) table.scrollTo({ left: before.table[0], top: before.table[1], behavior: "instant" });
}

function draw(number, map) {
  if (!map.drawn) {
    picture.replaceChildren();
    shown = { number: -1, version: -1 };
    return;
  }
  if (shown.number === number && shown.version === map.version) return;
  const before = shown.number === number ? kept(picture.querySelector("iframe:not(.coming)")) : null;
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-same-origin");
  frame.title = map.title || map.name;
  frame.className = "coming";
  frame.addEventListener("load", () => {
    if (before) restore(frame, before);
    frame.className = "";
    for (const other of [...picture.children]) if (other !== frame) other.remove();
  });
  frame.src = `/map/${number}?${map.version}`;
  for (const other of picture.querySelectorAll(".coming")) other.remove();
  picture.append(frame);
  shown = { number, version: map.version };
}

function show() {
  const number = Math.max(0, select.selectedIndex);
  const map = maps[number];
  if (!map) {
    state.textContent = "no map was found";
    state.className = "bad";
    picture.replaceChildren();
    return;
  }
  document.title = `${map.title || map.name} – preview`;
  draw(number, map);
  picture.className = map.fresh ? "" : "old";
  problems.hidden = map.problems.length === 0;
  const count = map.problems.length;
  const old = map.drawn
    ? "This is the last good picture. As it is now, the file cannot be drawn:"
    : "The file cannot be drawn:";
  problems.querySelector("h1").textContent = map.fresh ? "The map is drawn, but something beside it is wrong:" : old;
  fill(problems, map.problems);
  fill(findings, map.findings);
  const back = [];
  if (map.ignored) back.push(`${map.ignored} ignored by comments`);
  if (map.baselined) back.push(`${map.baselined} accepted for now`);
  held.textContent = back.length ? `Not shown: ${back.join(", ")}.` : "";
  held.hidden = back.length === 0;
  toggle.hidden = map.findings.length === 0 && back.length === 0;
  toggle.textContent = map.findings.length === 1 ? "1 finding" : `${map.findings.length} findings`;
  if (toggle.hidden) findings.hidden = true;
  toggle.setAttribute("aria-expanded", String(!findings.hidden));
  const all = count === 1 ? "1 problem" : `${count} problems`;
  state.textContent = count ? all : map.looked ? "up to date" : "reading …";
  state.className = count ? "bad" : map.looked ? "good" : "";
}

function hear(news) {
  maps = news.maps;
  const name = select.value || decodeURIComponent(location.hash.slice(1));
  select.replaceChildren(...maps.map((map) => element("option", map.name)));
  const index = maps.findIndex((map) => map.name === name);
  select.selectedIndex = index < 0 ? 0 : index;
  // Numbers may have moved.
  if (maps[select.selectedIndex] && shown.number !== select.selectedIndex) shown = { number: -1, version: -1 };
  show();
}

select.addEventListener("change", () => {
  history.replaceState(null, "", `#${encodeURIComponent(select.value)}`);
  show();
});
toggle.addEventListener("click", () => {
  findings.hidden = !findings.hidden;
  toggle.setAttribute("aria-expanded", String(!findings.hidden));
});
const stream = new EventSource("/news");
stream.addEventListener("message", (event) => hear(JSON.parse(event.data)));
stream.addEventListener("error", () => {
  // If a preview answers here again, its pictures are counted anew.
  shown.version = -1;
  state.textContent = "the preview has ended; run journeymap preview again";
  state.className = "bad";
});
