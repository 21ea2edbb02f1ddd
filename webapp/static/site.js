/* What a browser with scripts does beside: suggestions while typing, keys, and remembering what was chosen.

   Everything here has a way without it. No framework, no request to anywhere else, nothing kept but three choices. */
(() => {
  "use strict";

  const keep = (name, value) => {
    try {
      if (value) localStorage.setItem("zhengwen." + name, value);
      else localStorage.removeItem("zhengwen." + name);
    } catch { /* private windows may forbid it: then nothing is remembered */ }
  };
  const kept = (name) => {
    try { return localStorage.getItem("zhengwen." + name); } catch { return null; }
  };

  /* Choices. */

  for (const link of document.querySelectorAll("[data-keep]")) {
    link.addEventListener("click", () => {
      keep(link.dataset.keep, link.dataset.value === "original" ? "" : link.dataset.value);
    });
  }

  const themes = document.querySelector("[data-themes]");
  if (themes) {
    const show = () => {
      for (const button of themes.querySelectorAll("button")) {
        button.setAttribute("aria-pressed", String(button.value === (kept("theme") || "")));
      }
    };
    themes.hidden = false;
    themes.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      keep("theme", button.value);
      if (button.value) document.documentElement.dataset.theme = button.value;
      else delete document.documentElement.dataset.theme;
      show();
    });
    show();
  }

  // A menu closes as people expect: by Escape, and by a click elsewhere.
  const menu = document.querySelector(".menu");
  document.addEventListener("click", (event) => {
    if (menu && menu.open && !menu.contains(event.target)) menu.open = false;
  });

  /* The sheet of filters on a narrow screen covers the page: what it covers is out of reach until it is closed. */

  const sheet = document.getElementById("filters");
  const narrow = matchMedia("(max-width: 61.99rem)");
  const isCovering = () => sheet !== null && narrow.matches && location.hash === "#filters";
  const cover = () => {
    const covering = isCovering();
    const covered = document.querySelectorAll(".skips, .top, main, .bottom");
    const wasCovering = [...covered].some((one) => one.inert);
    for (const one of covered) one.inert = covering;
    if (covering) sheet.focus();
    else if (wasCovering && narrow.matches) document.querySelector(".to-filters")?.focus();
  };
  addEventListener("hashchange", cover);
  narrow.addEventListener("change", cover);
  cover();

  /* Suggestions. */

  const box = document.getElementById("q");
  const form = box && box.form;
  const list = document.createElement("ul");
  let chosen = -1;
  let asking = null;
  let waiting = 0;

  const options = () => list.children;
  const close = () => {
    list.replaceChildren();
    chosen = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const choose = (number) => {
    const count = options().length;
    if (!count) return;
    chosen = (number + count) % count;
    for (const [place, option] of [...options()].entries()) {
      option.setAttribute("aria-selected", String(place === chosen));
    }
    box.setAttribute("aria-activedescendant", "suggestion-" + chosen);
  };
  const take = (option) => {
    box.value = option.dataset.query;
    close();
    form.requestSubmit();
  };
  const offer = (suggestions) => {
    close();
    for (const [place, one] of suggestions.entries()) {
      const option = document.createElement("li");
      option.id = "suggestion-" + place;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.query = one.query;
      const name = document.createElement("bdi");
      name.textContent = one.text;
      name.lang = "zh";
      const about = document.createElement("small");
      about.textContent = form.dataset[one.kind] + " " + one.count.toLocaleString("en");
      option.append(name, about);
      option.addEventListener("mousedown", (event) => {
        event.preventDefault();
        take(option);
      });
      list.append(option);
    }
    box.setAttribute("aria-expanded", String(suggestions.length > 0));
  };
  const ask = async () => {
    if (asking) asking.abort();
    const typed = box.value;
    if (!typed.trim()) { close(); return; }
    asking = new AbortController();
    const script = new URLSearchParams(location.search).get("script") || "";
    const address = "/api/v1/suggest?" + new URLSearchParams({ q: typed, script });
    try {
      const answer = await fetch(address, { signal: asking.signal, headers: { Accept: "application/json" } });
      if (answer.ok && box.value === typed && document.activeElement === box) {
        offer((await answer.json()).suggestions);
      }
    } catch { /* stopped, or no answer: then there are no suggestions, and the search goes on as typed */ }
  };

  if (form) {
    list.id = "suggestions";
    list.className = "suggestions";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", form.dataset.label);
    form.append(list);
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-expanded": "false", "aria-controls": "suggestions", "aria-autocomplete": "list",
    })) box.setAttribute(name, value);
    box.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(ask, 120);
    });
    box.addEventListener("blur", close);
    box.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "ArrowDown") choose(chosen + 1);
      else if (event.key === "ArrowUp") choose(chosen < 0 ? -1 : chosen - 1);
      else if (event.key === "Escape" && options().length) close();
      else if (event.key === "Enter" && chosen >= 0) take(options()[chosen]);
      else return;
      event.preventDefault(); // Escape would empty the box, the arrows would move in it
    });
  }

  /* Keys. */

  const dialog = document.getElementById("keys");
  const useKeys = dialog && dialog.querySelector("input[type=checkbox]");
  if (useKeys) {
    useKeys.checked = kept("keys") !== "off";
    useKeys.addEventListener("change", () => keep("keys", useKeys.checked ? "" : "off"));
  }
  for (const link of document.querySelectorAll("[data-shows-keys]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      dialog.showModal();
    });
  }

  const entries = () => [...document.querySelectorAll(".hit, .likes > li")];
  const walk = (step) => {
    const all = entries();
    if (!all.length) return;
    // Whoever comes back from an article goes on from where it stands.
    const here = all.find((one) => one.classList.contains("here")) ?? all.find((one) => one.matches(":target"));
    const now = all.indexOf(here);
    const next = Math.max(0, Math.min(all.length - 1, now + step));
    if (now >= 0) all[now].classList.remove("here");
    all[next].classList.add("here");
    (all[next].querySelector("h2 a") ?? all[next].querySelector("a")).focus({ preventScroll: true });
    all[next].scrollIntoView({ block: "nearest" });
  };
  const toMark = (step) => {
    const count = document.querySelectorAll("mark[id]").length;
    if (!count) return false;
    const now = Number((/^#m(\d+)$/.exec(location.hash) || [0, step > 0 ? 0 : 1])[1]);
    location.hash = "#m" + ((now - 1 + step + count) % count + 1);
    return true;
  };
  const follow = (selector) => {
    const link = document.querySelector(selector);
    if (link) link.click();
    return link !== null;
  };
  const actions = {
    "/": () => { box.focus(); box.select(); },
    j: () => walk(1),
    k: () => walk(-1),
    o: () => follow(".here h2 a, .here > a") || follow(".hit:target h2 a"),
    n: () => toMark(1) || follow("a[rel=next]"),
    p: () => toMark(-1) || follow("a[rel=prev]"),
    u: () => follow("a[rel=up]"),
    "?": () => dialog.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu && menu.open) menu.open = false;
    else if (event.key === "Escape" && isCovering()) location.hash = "#content";
    const inText = event.target.closest("input, textarea, select, dialog, [contenteditable]");
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || inText) return;
    if (kept("keys") === "off" || !Object.hasOwn(actions, event.key)) return;
    event.preventDefault();
    actions[event.key]();
  });
})();
