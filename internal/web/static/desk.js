// What a script adds to the author's desk: numbers for lines as they are typed,
// and the way from a line to what was understood of it, and back.

const source = document.getElementById("source");
const lines = document.querySelector(".editor-lines");
const editor = document.querySelector(".editor");
const desk = source?.closest(".desk");

// A page that is too long for numbers scrolls by itself.
function number() {
  if (!lines) return;
  const wanted = source.value.split("\n").length;
  source.rows = Math.max(wanted + 2, 20);
  for (let n = lines.childElementCount; n < Math.min(wanted, 5000); n++) {
    const span = document.createElement("span");
    span.id = `L${n + 1}`;
    span.textContent = String(n + 1);
    lines.append(span);
  }
  while (lines.childElementCount > wanted) lines.lastElementChild.remove();
  document.getElementById("line-count").textContent = wanted === 1 ? "1 line" : `${wanted} lines`;
}

// The line that the caret is in, and where a line begins.
const lineAt = (at) => source.value.slice(0, at).split("\n").length;
function startOf(line) {
  let at = 0;
  for (let n = 1; n < line; n++) {
    const next = source.value.indexOf("\n", at);
    if (next < 0) return at;
    at = next + 1;
  }
  return at;
}

const rows = () => [...desk.querySelectorAll("#understood [data-line]")];
let lit = [];
function light(line, row) {
  for (const el of lit) el.classList.remove("lit");
  lit = [lines?.children[line - 1], row].filter(Boolean);
  for (const el of lit) el.classList.add("lit");
}

function scrollTo(line) {
  const height = parseFloat(getComputedStyle(source).lineHeight) || 20;
  (lines ? editor : source).scrollTop = Math.max((line - 4) * height, 0);
}

// From what was understood to the line: looking lights it, following goes there.
for (const event of ["mouseover", "focusin"]) {
  desk?.addEventListener(event, (e) => {
    const row = e.target.closest?.("#understood [data-line]");
    if (row) light(Number(row.dataset.line), row);
  });
}
desk?.addEventListener("click", (e) => {
  if (e.defaultPrevented || e.button !== 0 || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
  const link = e.target.closest('a[href^="#L"]');
  if (!link) return;
  e.preventDefault();
  const line = Number(link.hash.slice(2));
  const from = startOf(line);
  const end = source.value.indexOf("\n", from);
  source.focus({ preventScroll: true });
  source.setSelectionRange(from, end < 0 ? source.value.length : end);
  editor.scrollIntoView({ block: "nearest" });
  scrollTo(line);
  light(line, link.closest("[data-line]"));
});

// From the line of the caret to what was understood of it.
let followed = 0;
function follow() {
  const line = lineAt(source.selectionStart);
  if (line === followed) return;
  followed = line;
  const row = rows().findLast((el) => el.closest(".desk-scroll") && Number(el.dataset.line) > 0 && Number(el.dataset.line) <= line);
  light(line, row);
  const pane = row?.closest(".desk-scroll");
  if (!pane || pane.scrollHeight <= pane.clientHeight) return;
  const at = row.getBoundingClientRect();
  const box = pane.getBoundingClientRect();
  if (at.top < box.top || at.bottom > box.bottom) pane.scrollTop += at.top - box.top - box.height / 3;
}

if (source && desk) {
  source.addEventListener("input", number);
  source.addEventListener("input", follow);
  for (const event of ["keyup", "click"]) source.addEventListener(event, follow);
  // What was understood is another one after each saving. Where a button opened
  // another part of a long page, and is gone with the one before, what is shown
  // first gets the focus.
  let opened = false;
  desk.addEventListener("click", (e) => { opened ||= Boolean(e.target.closest("button[name=from]")); });
  new MutationObserver(() => {
    followed = 0;
    follow();
    if (opened) desk.querySelector("#understood .desk-phase li .ln")?.focus();
    opened = false;
  }).observe(desk, { childList: true });
  const there = /^#L(\d+)$/.exec(location.hash);
  if (there) scrollTo(Number(there[1]));
}
