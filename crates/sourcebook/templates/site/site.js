// Theme, search, tabs, copying, folding, filtering. Every page can be read without it.
// In front of it stand the words of the site, `TEXTS`, and the file of the search index, `INDEX`.
(function () {
  "use strict";
  const root = document.documentElement;
  const toRoot = root.dataset.root ?? "";
  const keep = {
    get(key) { try { return localStorage.getItem("sourcebook-" + key); } catch { return null; } },
    set(key, value) { try { localStorage.setItem("sourcebook-" + key, value); } catch { /* a private window */ } },
  };
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  const make = (tag, properties, ...inside) => { const made = Object.assign(document.createElement(tag), properties); made.append(...inside); return made; };
  const filled = (text, ...values) => values.reduce((now, value) => now.replace("{}", value), text);

  // Before the first paint.
  root.classList.add("js");
  const themes = ["system", "light", "dark"];
  const show = (theme) => { if (theme === "system") delete root.dataset.theme; else root.dataset.theme = theme; };
  const chosen = () => (themes.includes(keep.get("theme")) ? keep.get("theme") : "system");
  show(chosen());

  // A fragment that stands elsewhere now, and a page that leads on with the reader's fragment.
  const lead = { ...root.dataset, ...document.currentScript?.dataset };
  function follow() {
    const moved = JSON.parse(lead.moved || "{}");
    if (moved[location.hash]) location.replace(new URL(moved[location.hash], location.href));
    else if (lead.to && location.hash) location.replace(new URL(lead.to.replace(/#.*/, "") + location.hash, location.href));
  }
  follow();
  addEventListener("hashchange", follow);

  document.addEventListener("DOMContentLoaded", function () {
    const said = make("p", { className: "unseen", role: "status" });
    document.body.append(said);
    const say = (text) => { said.textContent = text; };

    themeButton(say);
    copying(say);
    folding();
    all(".tabs").forEach((tabs, number) => tabbed(tabs, number, say));
    reaching();
    marking();
    filtering();
    for (const time of all("time[datetime]")) {
      const day = new Date(time.dateTime + "T00:00:00Z");
      time.textContent = new Intl.DateTimeFormat(root.lang || "en", { dateStyle: "long", timeZone: "UTC" }).format(day);
    }
    searching(said, say);
    similar();
  });

  function themeButton(say) {
    const button = one(".theme-button");
    if (!button) return;
    const label = (name) => {
      const text = TEXTS.colors + ": " + TEXTS["colors_" + name];
      button.dataset.now = name; button.title = text; button.setAttribute("aria-label", text);
      return text;
    };
    label(chosen());
    button.addEventListener("click", function () {
      const next = themes[(themes.indexOf(button.dataset.now) + 1) % themes.length];
      keep.set("theme", next); show(next); say(label(next));
    });
  }

  function copier(text, name, say) {
    const button = make("button", { type: "button", className: "copy", title: name }, make("span", { className: "unseen", textContent: name }));
    button.addEventListener("click", function () {
      const done = () => {
        button.classList.add("done"); say(TEXTS.copied);
        setTimeout(() => { button.classList.remove("done"); say(""); }, 1600);
      };
      Promise.resolve(text()).then((value) => {
        if (navigator.clipboard) return navigator.clipboard.writeText(value).then(done);
        const area = make("textarea", { value });
        document.body.append(area); area.select(); document.execCommand("copy"); area.remove(); done();
      }).catch(() => say(TEXTS.not_copied));
    });
    return button;
  }

  // What was typed behind prompts is copied, and no answers; without prompts, all of it.
  function typed(pre) {
    if (!one(".gp", pre)) return pre.textContent.trimEnd();
    const lines = [];
    let goesOn = false;
    for (const line of pre.textContent.split("\n")) {
      const prompt = /^[$%] |^[#>] (?=.)/.exec(line);
      if (prompt && (/^[$%]/.test(line) || goesOn)) lines.push(line.slice(2));
      else if (goesOn) lines.push(line);
      goesOn = (prompt || goesOn) && line.trimEnd().endsWith("\\");
    }
    return lines.join("\n");
  }

  function copying(say) {
    for (const box of all(".code:not(.tabs .code)")) box.append(copier(() => typed(one("pre", box)), TEXTS.copy_code, say));
    for (const line of all(".endpoint")) {
      const code = one("code", line);
      code?.after(copier(() => code.textContent, TEXTS.copy_path, say));
    }
  }

  function folding() {
    for (const box of all(".code[data-lines]")) {
      const more = filled(TEXTS.show_all, box.dataset.lines);
      const button = make("button", { type: "button", className: "unfold", textContent: more });
      button.setAttribute("aria-expanded", "false");
      button.addEventListener("click", function () {
        const open = box.classList.toggle("open");
        button.setAttribute("aria-expanded", open); button.textContent = open ? TEXTS.show_less : more;
      });
      box.append(button);
    }
  }

  // Folds become tabs. Of those with one name of a choice, all are changed together, on every page.
  const groups = [];
  function tabbed(tabs, number, say) {
    const list = make("div", { className: "tablist", role: "tablist" });
    list.setAttribute("aria-label", tabs.getAttribute("aria-label") ?? "");
    tabs.removeAttribute("aria-label"); tabs.removeAttribute("role");
    const items = all(":scope > details", tabs).map(function (fold, at) {
      const id = "tab-" + number + "-" + at;
      const tab = make("button", { type: "button", role: "tab", id, className: "tab" }, ...one("summary", fold).childNodes);
      const panel = make("div", { role: "tabpanel", id: id + "-panel", className: "panel" }, ...all(":scope > :not(summary)", fold));
      const name = tab.textContent.trim();
      panel.dataset.name = name; panel.setAttribute("aria-labelledby", id); tab.setAttribute("aria-controls", panel.id);
      fold.replaceWith(panel); list.append(tab);
      return { tab, panel, name };
    });
    if (!items.length) return;
    const bar = make("div", { className: "tabbar" }, list);
    tabs.prepend(bar);
    if (one(".code", tabs)) bar.append(copier(() => typed(one(".panel:not([hidden]) pre", tabs)), TEXTS.copy_code, say));
    const choice = tabs.dataset.tabs;
    const choose = (at) => items.forEach((item, index) => {
      item.tab.setAttribute("aria-selected", index === at); item.tab.tabIndex = index === at ? 0 : -1; item.panel.hidden = index !== at;
    });
    const group = { choice, items, choose };
    function pick(at, focus) {
      const before = items[at].tab.getBoundingClientRect().top;
      choose(at);
      if (choice) {
        keep.set("tab-" + choice, items[at].name);
        for (const other of groups.filter((other) => other !== group && other.choice === choice)) {
          const same = other.items.findIndex((item) => item.name === items[at].name);
          if (same >= 0) other.choose(same);
        }
      }
      scrollBy(0, items[at].tab.getBoundingClientRect().top - before); // what is read stays where it is
      if (focus) items[at].tab.focus();
    }
    items.forEach((item, at) => item.tab.addEventListener("click", () => pick(at)));
    list.addEventListener("keydown", function (event) {
      const now = items.findIndex((item) => item.tab === document.activeElement), last = items.length - 1;
      const to = { ArrowRight: now === last ? 0 : now + 1, ArrowLeft: now ? now - 1 : last, Home: 0, End: last }[event.key];
      if (to !== undefined && now >= 0) { event.preventDefault(); pick(to, true); }
    });
    const kept = choice ? items.findIndex((item) => item.name === keep.get("tab-" + choice)) : -1;
    choose(Math.max(kept, 0));
    tabs.classList.add("ready");
    groups.push(group);
  }

  // What scrolls sideways can be reached by keys, and nothing else is a stop.
  function reaching() {
    const wide = all("pre, .table, .sticky");
    const reach = (element) => {
      const scrolls = element.scrollWidth > element.clientWidth || element.matches(".sticky") && element.scrollHeight > element.clientHeight;
      if (scrolls) element.tabIndex = 0; else element.removeAttribute("tabindex");
    };
    const sizes = new ResizeObserver((seen) => seen.forEach((entry) => reach(entry.target)));
    wide.forEach((element) => { reach(element); sizes.observe(element); });
  }

  // Where the reader is, in the outline and in the navigation.
  function marking() {
    const links = new Map(all(".outline a, .side .here a[href^='#']").map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
    const marks = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
    if (marks.length) {
      const mark = () => {
        let now = marks[0];
        for (const element of marks) if (element.getBoundingClientRect().top < 160) now = element;
        if (scrollY > 0 && innerHeight + scrollY >= document.body.scrollHeight - 4) now = marks.at(-1);
        links.forEach((link, id) => { if (id === now.id) link.setAttribute("aria-current", "location"); else link.removeAttribute("aria-current"); });
      };
      addEventListener("scroll", mark, { passive: true });
      mark();
    }
    const side = one(".side"), current = one(".side [aria-current='page']");
    // Only the navigation is scrolled, never the page.
    if (side && current) side.scrollTop = Math.max(0, current.offsetTop - side.clientHeight / 3);
    side?.addEventListener("click", (event) => { if (event.target.closest("a[href^='#']") && side.matches(":popover-open")) side.hidePopover(); });
  }

  // Long lists of options can be filtered.
  function filtering() {
    const entries = all(".settings > li");
    if (entries.length < 12) return;
    const count = make("output"), field = make("input", { type: "search", placeholder: TEXTS.filter, autocomplete: "off", spellcheck: false });
    field.setAttribute("aria-label", TEXTS.filter);
    const nothing = make("p", { className: "nothing", textContent: TEXTS.nothing, hidden: true });
    const bar = make("div", { className: "filter" }, make("label", {}, make("span", { className: "icon i-search" }), field), count);
    one(".settings").parentElement.insertBefore(bar, firstBlock(entries[0]));
    one("article").insertBefore(nothing, bar.nextSibling);
    const texts = entries.map((entry) => entry.textContent.toLowerCase());
    const run = () => {
      const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      entries.forEach((entry, at) => { entry.hidden = !words.every((word) => texts[at].includes(word)); if (!entry.hidden) shown++; });
      for (const list of all(".settings")) list.hidden = !one(":scope > li:not([hidden])", list);
      count.textContent = filled(TEXTS.filtered, shown, entries.length);
      nothing.hidden = shown > 0;
    };
    field.addEventListener("input", run);
    field.addEventListener("keydown", (event) => { if (event.key === "Escape") { field.value = ""; run(); } });
    run();
  }

  // The heading above the first list, or the list itself.
  function firstBlock(entry) {
    let block = entry.parentElement;
    while (block.previousElementSibling && !block.matches("h2")) {
      if (block.previousElementSibling.matches(".title, .filter")) break;
      block = block.previousElementSibling;
    }
    return block.matches("h2, ul") ? block : entry.parentElement;
  }

  // SEARCH
})();
