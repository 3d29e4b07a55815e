// Suggestions below the search box: the ARIA combobox pattern (list autocomplete, the reader's own text is never replaced).
// htmx fetches the list when the box fires "suggest"; without this file the box is a plain form.
"use strict";

for (const input of document.querySelectorAll("[data-suggest]")) combobox(input);

function combobox(input) {
  const list = document.getElementById(input.dataset.suggest);
  const status = document.getElementById(`${input.dataset.suggest}-status`);
  let options = [];
  let active = -1;
  let composing = false;
  let wanted = false;

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  const isOpen = () => !list.hidden;

  function show(open) {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) activate(-1);
  }

  function activate(index) {
    if (options[active]) options[active].setAttribute("aria-selected", "false");
    active = index;
    const option = options[active];
    if (!option) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  }

  function ask() {
    wanted = input.value.trim() !== "";
    if (wanted) input.dispatchEvent(new CustomEvent("suggest"));
    else close();
  }

  function close() {
    wanted = false;
    show(false);
    status.textContent = "";
  }

  // Half a Chinese word is in the box as letters while an input method composes it: it is not what the reader means.
  input.addEventListener("compositionstart", () => {
    composing = true;
  });
  input.addEventListener("compositionend", () => {
    composing = false;
    ask();
  });
  input.addEventListener("input", (event) => {
    if (!composing && !event.isComposing) ask();
  });

  input.addEventListener("htmx:beforeRequest", (event) => {
    if (composing || !wanted) event.preventDefault();
  });
  list.addEventListener("htmx:beforeSwap", (event) => {
    if (!wanted) event.detail.shouldSwap = false;
  });
  list.addEventListener("htmx:afterSwap", () => {
    options = [...list.querySelectorAll("[role=option]")];
    active = -1;
    show(options.length > 0);
    activate(-1);
    const summary = list.querySelector("[data-summary]");
    status.textContent = summary ? summary.dataset.summary : "";
  });

  input.addEventListener("keydown", (event) => {
    if (composing || event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!options.length || input.value.trim() === "") return;
      event.preventDefault();
      if (!isOpen()) show(true);
      activate(next(event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Escape" && isOpen()) {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && isOpen() && options[active]) {
      event.preventDefault();
      options[active].click();
    }
  });

  // Past either end stands the reader's own text: no option is active there.
  function next(step) {
    const places = options.length + 1;
    return ((active + 1 + step + places) % places) - 1;
  }

  // Pressing a suggestion must not take the focus from the box, or the list would close before the press is over.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  input.addEventListener("blur", close);
  input.form.addEventListener("submit", close);
  window.addEventListener("pagehide", close);
}
