// Enter searches, Shift+Enter breaks the line; an input method's Enter only takes the characters it offers.
export default function ({ parentElement, data, setStateValue, setTriggerValue }) {
  const box = parentElement.querySelector("textarea");
  const button = parentElement.querySelector("button");
  const list = parentElement.querySelector("ul");
  const mine = (box.fengqiao ??= { shown: null, chosen: -1, timer: 0 });
  box.setAttribute("aria-label", data.label);
  box.placeholder = data.placeholder;
  button.textContent = data.button;
  list.setAttribute("aria-label", data.suggested);

  const fit = () => {
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight + 2}px`;
  };
  const close = () => {
    list.hidden = true;
    mine.chosen = -1;
    box.removeAttribute("aria-activedescendant");
  };
  const ask = (text, filter = "") => {
    clearTimeout(mine.timer);
    close();
    mine.asked = true;
    setTriggerValue("asked", { text, filter });
  };
  const take = (item) => {
    box.value = item.dataset.filter ? "" : item.dataset.text;
    fit();
    ask(box.value, item.dataset.filter);
  };
  const mark = (at) => {
    const items = [...list.children];
    if (!items.length) return;
    mine.chosen = (at + items.length) % items.length;
    items.forEach((item, n) => item.setAttribute("aria-selected", String(n === mine.chosen)));
    box.setAttribute("aria-activedescendant", items[mine.chosen].id);
    items[mine.chosen].scrollIntoView({ block: "nearest" });
  };

  // Back and forward may come before the view that they leave was drawn: the address says what the box holds.
  if (!mine.following) {
    mine.following = true;
    addEventListener("popstate", () => {
      const asked = new URLSearchParams(location.search);
      if (!box.isConnected || asked.has("case") || asked.has("casez")) return;
      mine.shown = box.value = asked.get("q") ?? "";
      mine.asked = false;
    });
  }

  if (mine.shown !== data.shown) {
    mine.shown = data.shown;
    box.value = data.shown;
    mine.asked = false;
    close();
  }
  fit();

  list.replaceChildren(
    ...data.suggestions.map((suggestion, n) => {
      const item = document.createElement("li");
      item.id = `fq-suggestion-${n}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.dataset.text = suggestion.text;
      item.dataset.filter = suggestion.filter;
      item.append(suggestion.text);
      const kind = document.createElement("span");
      kind.textContent = suggestion.kind;
      item.append(kind);
      item.onmousedown = (event) => {
        event.preventDefault();
        take(item);
      };
      return item;
    }),
  );
  mine.chosen = -1;
  const fresh = data.typed === box.value && document.activeElement === box && !mine.asked;
  list.hidden = !(fresh && data.suggestions.length);

  box.oninput = () => {
    fit();
    close();
    mine.asked = false;
    clearTimeout(mine.timer);
    const text = box.value;
    if (text.length > 40 || text.includes("\n")) return;
    mine.timer = setTimeout(() => setStateValue("typed", text), 250);
  };
  box.onkeydown = (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "ArrowDown" && !list.hidden) {
      event.preventDefault();
      mark(mine.chosen + 1);
    } else if (event.key === "ArrowUp" && !list.hidden) {
      event.preventDefault();
      mark(mine.chosen - 1);
    } else if (event.key === "Escape") {
      close();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (!list.hidden && mine.chosen >= 0) take(list.children[mine.chosen]);
      else ask(box.value);
    }
  };
  box.onblur = close;
  button.onclick = () => ask(box.value);
}
