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
      const place = document.getElementById(target.slice(1));
      show(place, link.classList.contains("fq-link") ? "center" : "start");
      return;
    }
    const next = location.pathname + (target === "?" ? "" : target);
    if (next === location.pathname + location.search) return;
    history.replaceState({ ...history.state, fengqiaoTop: area()?.scrollTop ?? 0 }, "");
    history.pushState({}, "", next);
    window.dispatchEvent(new PopStateEvent("popstate"));
    if (link.classList.contains("fq-stay")) read(new URLSearchParams(target).get("art"));
    else area()?.scrollTo(0, 0);
  });

  // An article that was opened beside what is read: the reader stays there, and the article is brought into sight.
  const read = (key) => {
    let left = key ? 100 : 0;
    const step = () => {
      if (left-- <= 0) return;
      const article = document.querySelector(`.fq-article[data-key="${CSS.escape(key)}"]`);
      if (!article) return setTimeout(step, 120);
      const top = article.getBoundingClientRect().top;
      const frame = article.parentElement.getBoundingClientRect(); // on narrow screens it scrolls by itself
      if (top < Math.max(0, frame.top) || top > Math.min(innerHeight, frame.bottom) - 80)
        article.scrollIntoView({ block: "start" });
      article.focus({ preventScroll: true });
    };
    step();
  };

  // A passage that was jumped to, or the next place of what is sought: marked and brought into view.
  const show = (place, block) => {
    for (const was of document.querySelectorAll(".fq-on")) was.classList.remove("fq-on");
    if (!place) return;
    place.scrollIntoView({ block });
    if (place.matches(".fq-link, .fq-find")) {
      place.classList.add("fq-on");
      if (place.matches(".fq-link")) place.focus({ preventScroll: true });
    }
  };
  const copied = async (text) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const field = document.createElement("textarea"); // without TLS browsers offer only this way
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[lang='zh-CN'] button");
    if (button?.dataset.print) {
      print();
    } else if (button?.dataset.copy) {
      copied(button.dataset.copy).then(() => {
        const said = button.textContent;
        button.textContent = button.dataset.done;
        setTimeout(() => (button.textContent = said), 1500);
      });
    } else if (button?.dataset.step) {
      const places = [...document.querySelectorAll("mark.fq-find")];
      if (!places.length) return;
      const at = places.findIndex((place) => place.classList.contains("fq-on"));
      const step = Number(button.dataset.step);
      show(places[at < 0 ? (step > 0 ? 0 : places.length - 1) : (at + step + places.length) % places.length], "center");
    }
  });

  // A file that was made is saved at once; its button stays for who wants it again.
  const saved = new Set();
  new MutationObserver(() => {
    for (const mark of document.querySelectorAll(".fq-save")) {
      const id = mark.dataset.save;
      const button = document.querySelector(`.st-key-${CSS.escape(id)} button`);
      if (!button || saved.has(id)) continue;
      saved.add(id);
      button.click();
    }
  }).observe(document.body, { childList: true, subtree: true });

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
