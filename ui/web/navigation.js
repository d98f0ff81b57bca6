// Links between views change the URL and let Streamlit draw the new view, without loading the page again.
// They stay real links: a new tab, a copied address and the browser's back button work as everywhere.
(() => {
  document.documentElement.lang = "zh-CN"; // Streamlit says en; browsers then choose Japanese forms of Han glyphs
  if (window.fengqiaoNavigation) return;
  window.fengqiaoNavigation = true;
  // The user's own court, once named in an address, is remembered by this browser.
  const remember = () => {
    const court = new URLSearchParams(location.search).get("court");
    if (court) document.cookie = `fq_court=${encodeURIComponent(court)}; path=/; max-age=31536000; SameSite=Lax`;
  };
  for (const name of ["pushState", "replaceState"]) {
    const plainly = history[name].bind(history);
    history[name] = (...given) => {
      plainly(...given);
      remember();
    };
  }
  remember();
  const area = () => document.querySelector("[data-testid=stMain]");
  const plain = (event) =>
    event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[lang='zh-CN'] a[href^='?'], [lang='zh-CN'] a[href^='#']");
    if (!link || event.defaultPrevented || !plain(event)) return;
    event.preventDefault();
    const target = link.getAttribute("href");
    if (target.startsWith("#")) {
      document.getElementById(target.slice(1))?.scrollIntoView();
      return;
    }
    const next = location.pathname + (target === "?" ? "" : target);
    if (next === location.pathname + location.search) return;
    history.replaceState({ ...history.state, fengqiaoTop: area()?.scrollTop ?? 0 }, "");
    history.pushState({}, "", next);
    window.dispatchEvent(new PopStateEvent("popstate"));
    area()?.scrollTo(0, 0);
  });

  // Back to where the reader was: the view arrives in pieces, so this is tried until it is long enough.
  window.addEventListener("popstate", (event) => {
    const top = event.isTrusted ? event.state?.fengqiaoTop : undefined;
    if (top === undefined) return;
    let left = 25;
    const stop = () => (left = 0);
    for (const kind of ["wheel", "touchstart", "keydown"]) window.addEventListener(kind, stop, { once: true });
    const step = () => {
      if (left-- <= 0) return;
      area()?.scrollTo(0, top);
      setTimeout(step, 120);
    };
    step();
  });
})();
