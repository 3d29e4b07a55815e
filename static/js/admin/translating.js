// The translation editor from the keyboard. wagtail-localize opens a text with Enter and stores it with Enter; here the
// next text without English follows. Its field for a PO file, which nobody sees, is reached by the button above it alone.
(() => {
  const { heading, more } = document.currentScript.dataset;
  const texts = () => [...document.querySelectorAll(".js-translation-editor li")];

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !event.target.matches(".js-translation-editor li textarea")) return;
    const at = texts().indexOf(event.target.closest("li"));
    // Once React has replaced the field: the lists of buttons inside a text change, the order of the texts does not.
    setTimeout(() => texts().slice(at + 1).find((one) => one.matches(".incomplete"))?.querySelector("button")?.focus());
  });

  document.addEventListener("DOMContentLoaded", () => {
    for (const field of document.querySelectorAll(".js-translation-editor input[type=file]")) {
      field.tabIndex = -1;
      field.setAttribute("aria-label", field.form.parentElement.querySelector("button").textContent.trim());
    }
    // Two texts that it has in English alone.
    for (const one of document.querySelectorAll(".js-translation-editor section h3")) {
      if (/ to .* translation$/.test(one.textContent)) one.textContent = heading;
    }
    for (const one of document.querySelectorAll(".js-translation-editor .w-dropdown__toggle .w-sr-only")) {
      one.textContent = more;
    }
  });
})();
