  // The index is loaded when it is first asked for, by a script element, so from file:// as well.
  const load = () => window.SEARCH ? Promise.resolve() : new Promise((done, failed) => {
    document.head.append(make("script", { src: toRoot + INDEX, onload: done, onerror: failed }));
  });
  const KINDS = ["operations", "schemas", "settings", "commands", "names", "found_pages", "sections"];
  const CJK = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+/g;

  // Letters without accents in lower case, and identifiers in their parts: `createToken` is `create token`.
  const plain = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const split = (text) => text.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replace(/[_./:{}=,()-]+/g, " ");

  // What is asked for: words that must all be there. Of writing without spaces, pairs of letters.
  function asked(query) {
    const words = [];
    for (const word of query.trim().split(/\s+/).filter(Boolean)) {
      const runs = word.match(CJK) ?? [];
      for (const run of runs) words.push({ whole: plain(run), pairs: run.length > 2 ? Array.from({ length: run.length - 1 }, (_, at) => plain(run.slice(at, at + 2))) : [], parts: [] });
      const rest = word.replace(CJK, " ").trim();
      if (rest) {
        const parts = plain(split(rest)).trim().split(/\s+/).filter(Boolean);
        words.push({ whole: plain(rest), pairs: [], parts: parts.length > 1 ? parts : [] });
      }
    }
    return words;
  }

  function prepare() {
    for (const entry of window.SEARCH) {
      if (entry.title) continue;
      entry.title = plain(entry.t); entry.titleParts = " " + plain(split(entry.t));
      entry.about = plain((entry.m ? entry.m + " " : "") + (entry.s ?? "")); entry.aboutParts = " " + plain(split(entry.s ?? ""));
      entry.text = plain(entry.x ?? "");
    }
  }

  // How well a word fits: whole titles first, then beginnings of words, then anything.
  function fits(entry, word) {
    if (entry.title === word.whole) return 100;
    if (entry.title.startsWith(word.whole)) return 60;
    if (entry.titleParts.includes(" " + word.whole)) return 50;
    if (entry.title.includes(word.whole)) return 30;
    if (word.parts.length && word.parts.every((part) => entry.titleParts.includes(" " + part))) return 45;
    if (entry.aboutParts.includes(" " + word.whole) || entry.about.startsWith(word.whole)) return 25;
    if (entry.about.includes(word.whole)) return 15;
    if (word.parts.length && word.parts.every((part) => entry.aboutParts.includes(" " + part))) return 12;
    if (entry.text.includes(word.whole)) return 5;
    if (word.pairs.length) {
      const whole = entry.title + " " + entry.about + " " + entry.text;
      const found = word.pairs.filter((pair) => whole.includes(pair)).length / word.pairs.length;
      return found >= 0.6 ? Math.round(20 * found) : 0;
    }
    return 0;
  }

  function find(query) {
    const words = asked(query);
    if (!words.length) return [];
    prepare();
    // A query of several words may be one identifier: `create token` is `createToken`.
    const joined = words.length > 1 ? words.map((word) => word.whole).join("") : "";
    const found = [];
    for (const entry of window.SEARCH) {
      let score = 0;
      for (const word of words) {
        const one = fits(entry, word);
        if (!one) { score = 0; break; }
        score += one;
      }
      if (joined && (entry.title + " " + entry.about).replace(/[^\p{L}\p{N}]+/gu, "").includes(joined)) score += 40;
      if (score) found.push({ entry, score });
    }
    return found.sort((a, b) => b.score - a.score || a.entry.t.length - b.entry.t.length);
  }

  function marked(text, words) {
    const span = document.createElement("span");
    const lower = text.toLowerCase();
    let best = null;
    for (const word of words.flatMap((word) => [word.whole, ...word.parts, ...word.pairs])) {
      const at = lower.indexOf(word);
      if (at >= 0 && (!best || word.length > best.length)) best = { at, length: word.length };
    }
    if (!best) { span.textContent = text; return span; }
    span.append(text.slice(0, best.at), make("mark", { textContent: text.slice(best.at, best.at + best.length) }), text.slice(best.at + best.length));
    return span;
  }

  // The part of a section's text around what was found.
  function around(entry, words) {
    if (!entry.x) return entry.s ?? "";
    const lower = entry.x.toLowerCase();
    const at = Math.min(...words.flatMap((word) => [word.whole, ...word.pairs]).map((word) => lower.indexOf(word)).filter((at) => at >= 0));
    const start = Number.isFinite(at) ? Math.max(0, at - 40) : 0;
    return (entry.s ? entry.s + " · " : "") + (start > 0 ? "…" : "") + entry.x.slice(start, start + 140);
  }

  function hit(entry, number, words) {
    const link = make("a", { className: "hit", href: toRoot + entry.h, id: "hit" + number, tabIndex: -1 });
    link.setAttribute("role", "option");
    if (entry.m) link.append(make("span", { className: "method " + entry.m.toLowerCase(), textContent: entry.m }));
    const title = marked(entry.t, words);
    title.className = "hit-title" + (["settings", "schemas", "names"].includes(entry.k) ? " is-code" : "");
    const text = marked(around(entry, words), words);
    text.className = "hit-text" + (entry.m ? " is-code" : "");
    link.append(title, text);
    return link;
  }

  function searching(said, say) {
    const dialog = one("#search");
    if (!dialog) return;
    const field = one("input", dialog), hits = one(".hits", dialog);
    let at = -1;
    const options = () => all("[role=option]", hits);
    function move(to) {
      const list = options();
      if (!list.length) { field.removeAttribute("aria-activedescendant"); return; }
      at = (to + list.length) % list.length;
      list.forEach((option, number) => option.setAttribute("aria-selected", number === at));
      field.setAttribute("aria-activedescendant", list[at].id);
      list[at].scrollIntoView({ block: "nearest" });
    }
    function run() {
      const words = asked(field.value), found = find(field.value);
      hits.replaceChildren();
      const kinds = KINDS.map((kind) => found.filter(({ entry }) => entry.k === kind)).filter((list) => list.length);
      // The kind with the best hit comes first; sections are what is left.
      const rank = (list) => (list[0].entry.k === "sections" ? -1 : list[0].score);
      kinds.sort((a, b) => rank(b) - rank(a));
      let number = 0;
      for (const list of kinds) {
        const name = TEXTS[list[0].entry.k];
        const group = make("div", { className: "group" });
        group.setAttribute("role", "group"); group.setAttribute("aria-label", name);
        const kind = make("p", { className: "kind" }, name, make("span", { textContent: list.length }));
        kind.setAttribute("aria-hidden", "true");
        group.append(kind, ...list.slice(0, 6).map(({ entry }) => hit(entry, number++, words)));
        hits.append(group);
      }
      one(".none", dialog).hidden = number > 0 || !words.length;
      hits.hidden = number === 0;
      field.setAttribute("aria-expanded", number > 0);
      say(words.length ? filled(TEXTS.found, found.length) : "");
      move(0);
    }
    const open = () => load().then(() => {
      if (!dialog.open) dialog.showModal();
      dialog.append(said); field.select(); run();
    }).catch(() => { location.href = one(".find").href; });
    dialog.addEventListener("close", () => document.body.append(said));
    all("[data-search]").forEach((link) => link.addEventListener("click", (event) => { event.preventDefault(); open(); }));
    field.addEventListener("input", run);
    field.addEventListener("keydown", function (event) {
      if (event.key === "ArrowDown") { event.preventDefault(); move(at + 1); }
      if (event.key === "ArrowUp") { event.preventDefault(); move(at - 1); }
      if (event.key === "Enter" && options()[at]) { event.preventDefault(); const { href } = options()[at]; dialog.close(); location.href = href; }
    });
    dialog.addEventListener("click", (event) => { if (event.target === dialog || event.target.closest("a")) dialog.close(); });
    addEventListener("keydown", function (event) {
      const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
      const isKey = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (isKey || event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); open(); }
    });
  }

  // On the page of a lost address: what has words of it.
  function similar() {
    const box = one(".similar");
    if (!box) return;
    const words = location.pathname.replace(/\.html$|\/$/, "").split("/").at(-1)?.replace(/[-_.]+/g, " ") ?? "";
    load().then(() => {
      const found = find(decodeURIComponent(words)).filter(({ entry }) => entry.k !== "sections").slice(0, 5);
      for (const { entry } of found) {
        const link = make("a", { href: toRoot + entry.h });
        link.append(make("span", { className: "method " + (entry.m ?? "").toLowerCase(), textContent: entry.m ?? "" }), make("span", { textContent: entry.t }), make("code", { textContent: entry.h }));
        one("ul", box).append(make("li", {}, link));
      }
      box.hidden = found.length === 0;
    }).catch(() => {});
  }
