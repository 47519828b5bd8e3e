// What scripts add to Stint's pages. Everything here only makes quicker what
// works without it: links, forms and disclosure are in the HTML.

const root = document.documentElement;

// --- htmx under a strict policy ---------------------------------------------
// It may insert what our own server answered. It may not run code that stands
// in attributes or in what it inserted.
const refuse = function () { throw new Error("Code in attributes is switched off."); };
const policy = globalThis.trustedTypes?.createPolicy("stint", { createHTML: (s) => s, createScript: () => "" });
globalThis.htmx?.registerExtension("stint", {
  init: (api) => api.initSecurity(policy ?? { createHTML: (s) => s, createScript: () => "" }, refuse, refuse),
});

// A change that is saved again and again, such as a draft, is a new change each
// time: it must not be taken for a repetition of the first.
document.addEventListener("htmx:config:request", (e) => {
  const { ctx } = e.detail;
  if (ctx.sourceElement.hasAttribute("data-fresh")) ctx.request.body.set("key", freshKey());
});

function freshKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// A change that was refused or got lost: say so, and offer the plain form. It
// carries the same key, so that sending it again cannot do anything twice.
const trouble = (e) => {
  const source = e.detail.ctx?.sourceElement;
  if (!source) return;
  const lost = !e.detail.ctx.response;
  if (source.hasAttribute("data-fresh") && e.detail.ctx.response?.status === 401) {
    say("Your session has ended. What you write is kept in this tab.", "Sign in", () => window.open(`/sign-in?to=${encodeURIComponent(location.pathname + location.search)}`, "_blank", "noopener"));
  } else if (source.hasAttribute("data-fresh") && lost) {
    say("Offline. What you write is kept in this tab.");
  } else if (source.hasAttribute("data-fresh")) {
    // The button that saves without a script leads, with the text, to the page that says why.
    const save = source.form.querySelector("[data-save]");
    say("The draft could not be saved. What you write is kept in this tab.", "See why", () => source.form.requestSubmit(save));
  } else if (lost) {
    say("That did not reach Stint. Nothing was half done.", "Try again", () => source.requestSubmit());
  } else {
    HTMLFormElement.prototype.submit.call(source);
  }
};
document.addEventListener("htmx:response:error", trouble);
document.addEventListener("htmx:error", trouble);

function say(text, label, action) {
  const toast = document.createElement("div");
  toast.className = "toast";
  const words = document.createElement("span");
  words.textContent = text;
  toast.append(words);
  if (label) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn small plain";
    button.textContent = label;
    button.addEventListener("click", () => { toast.remove(); action(); });
    toast.append(button);
  }
  document.getElementById("toasts")?.replaceChildren(toast);
}

// --- Dialogs: a link to a page with the same form stands behind each ------------
document.addEventListener("click", (e) => {
  if (e.defaultPrevented || e.button !== 0 || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
  const link = e.target.closest("a[data-dialog], a[data-sheet], dialog a[data-close]");
  if (!link) return;
  if (link.hasAttribute("data-close")) {
    e.preventDefault();
    link.closest("dialog").close();
    return;
  }
  if (link.hasAttribute("data-sheet")) {
    e.preventDefault();
    openSheet(link);
    return;
  }
  const dialog = document.getElementById(link.dataset.dialog);
  if (!dialog?.showModal) return;
  e.preventDefault();
  dialog.showModal();
});

// The sheet shows a small page above the present one; if it cannot be had, the
// page itself is opened.
async function openSheet({ href, id }) {
  const sheet = document.getElementById("sheet");
  if (!sheet?.showModal || !globalThis.htmx) { location.assign(href); return; }
  document.querySelectorAll("[popover]:popover-open").forEach((p) => p.hidePopover());
  try {
    await htmx.ajax("GET", href, { source: sheet, target: sheet, select: "#sheet-content", swap: "innerHTML" });
  } catch {
    sheet.replaceChildren();
  }
  if (sheet.childElementCount === 0) { location.assign(href); return; }
  sheet.setAttribute("aria-labelledby", sheet.firstElementChild.getAttribute("aria-labelledby"));
  sheet.dataset.opener = id;
  sheet.showModal();
}

// A form above the page has done its work once its answer stands on the page.
// What it was opened from was replaced with its row, so it gets the focus anew.
document.addEventListener("htmx:after:swap", (e) => {
  const sheet = document.getElementById("sheet");
  const source = e.detail.ctx?.sourceElement;
  if (!sheet?.open || !source || source === sheet || !sheet.contains(source)) return;
  sheet.close();
  document.getElementById(sheet.dataset.opener)?.focus();
});

// An error summary is read first.
document.getElementById("problems")?.focus();

// --- Keys: switched off in the profile, and silent while something is typed ------
const itemSelector = ".act, .prompt, .agenda > li, [data-item]";
let waitingForGo = 0;

const typing = (el) => el.closest?.("input, textarea, select, [contenteditable]");
const visible = (el) => el.checkVisibility?.() ?? el.offsetParent !== null;
const items = () => [...document.querySelectorAll(`main :is(${itemSelector})`)].filter(visible);
const current = () => document.activeElement?.closest?.(itemSelector);
const handle = (item) => item.querySelector(":scope > form .tick, :scope > details > summary, :scope a[href], :scope button, :scope summary");

function step(by) {
  const all = items();
  const at = all.indexOf(current());
  const next = all[at === -1 ? (by > 0 ? 0 : all.length - 1) : at + by];
  const target = next && handle(next);
  target?.focus({ focusVisible: true });
  next?.scrollIntoView({ block: "nearest" });
}

// The control of a key: in the present item, or else the page's only one.
function control(key) {
  const selector = `[data-key="${CSS.escape(key)}"]`;
  const here = current()?.querySelector(selector);
  if (here) return here;
  const all = [...document.querySelectorAll(selector)];
  const outside = all.filter((el) => !el.closest(itemSelector));
  return outside[0] ?? (key === "z" ? all.at(-1) : undefined);
}

function use(key) {
  const el = control(key);
  if (!el) return key === "n" ? openNote() : false;
  el.closest("details:not([open])")?.setAttribute("open", "");
  if (typing(el)) el.focus();
  else el.click();
  return true;
}

function openNote() {
  const link = current()?.querySelector(":scope > .act-main .act-title a");
  if (!link) return false;
  location.assign(`${link.href}#note`);
  return true;
}

document.addEventListener("keydown", (e) => {
  if ((e.ctrlKey || e.metaKey) && e.key === "Enter") {
    const form = typing(e.target)?.form;
    if (form) { e.preventDefault(); form.requestSubmit(); }
    return;
  }
  if (root.dataset.keys === "off" || e.ctrlKey || e.metaKey || e.altKey || e.isComposing || e.repeat && !/^[jk]$/i.test(e.key)) return;
  if (typing(e.target) || document.querySelector("dialog:modal")) return;
  const key = e.key.toLowerCase();
  const going = Date.now() - waitingForGo < 1500;
  waitingForGo = 0;
  let done = true;
  if (going && /^[a-z]$/.test(key)) {
    const link = document.querySelector(`a[data-go="${key}"]`);
    if (link) link.click(); else done = false;
  } else if (key === "g") {
    waitingForGo = Date.now();
  } else if (key === "j" || key === "k") {
    step(key === "j" ? 1 : -1);
  } else if ("xznesdpf/?[]".includes(key)) {
    done = use(key);
  } else {
    done = false;
  }
  if (done) e.preventDefault();
});
