/* What a reader chose for this browser, applied before the page is drawn: colours, the script of texts, the language.

   Kept in localStorage only, never sent; the address says it to the server, and wins where it says something. */
(() => {
  "use strict";
  const root = document.documentElement;
  const kept = (name) => {
    try { return localStorage.getItem("zhengwen." + name); } catch { return null; }
  };
  const theme = kept("theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;

  const address = new URL(location.href);
  const before = address.search;
  const script = kept("script");
  if ((script === "hans" || script === "hant") && !address.searchParams.has("script")) {
    address.searchParams.set("script", script);
  }
  const language = kept("lang");
  if (["zh-Hant", "zh-Hans", "en"].includes(language) && !address.searchParams.has("lang") && root.lang !== language) {
    address.searchParams.set("lang", language);
  }
  if (address.search !== before) location.replace(address);
})();
