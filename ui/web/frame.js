// What Streamlit's own widgets say in English is said in the words of the catalogue. Text of documents and whatever
// else the page puts there itself stands in a div of that language and is never touched.
(() => {
  if (window.fengqiaoFrame) return;
  window.fengqiaoFrame = true;
  const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const words = window.fengqiaoWords.map(([said, meant]) => [
    new RegExp(`^${escaped(said).replace("\\{\\}", "(.+)")}$`, "s"),
    (value) => meant.replace("{}", value ?? ""),
  ]);
  const own = "div[lang='zh-CN'], textarea, pre, code, script, style";
  const chinese = (text) => {
    const bare = text.trim();
    if (!/^[\x20-\x7e]/.test(bare)) return undefined;
    for (const [said, meant] of words) {
      const found = said.exec(bare);
      if (found) return meant(found[1]);
    }
    return undefined;
  };
  const say = (node) => {
    const meant = node.parentElement?.closest(own) ? undefined : chinese(node.nodeValue);
    if (meant !== undefined) node.nodeValue = meant;
  };
  const name = (element) => {
    for (const kind of ["aria-label", "placeholder", "title"]) {
      const meant = element.hasAttribute(kind) && !element.closest(own) ? chinese(element.getAttribute(kind)) : undefined;
      if (meant !== undefined) element.setAttribute(kind, meant);
    }
  };
  const read = (root) => {
    if (root.nodeType === Node.TEXT_NODE) return say(root);
    if (root.nodeType !== Node.ELEMENT_NODE || root.closest(own)) return;
    name(root);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    while (walker.nextNode()) {
      if (walker.currentNode.nodeType === Node.TEXT_NODE) say(walker.currentNode);
      else name(walker.currentNode);
    }
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "characterData") say(change.target);
      else if (change.type === "attributes") name(change.target);
      else for (const node of change.addedNodes) read(node);
    }
  }).observe(document.body, {
    childList: true, subtree: true, characterData: true, attributes: true,
    attributeFilter: ["aria-label", "placeholder", "title"],
  });
  read(document.body);
})();
