// Every page: buttons that only a script can serve stay hidden until it runs.
"use strict";

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const source = document.getElementById(button.dataset.copy);
      await navigator.clipboard.writeText(source ? source.textContent.trim() : window.location.href);
      const status = button.querySelector("[data-copied]");
      if (status) status.textContent = status.dataset.copied;
    });
  }
}

// Paper cannot be pressed: what is folded is printed.
window.addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("main details:not(.cite-box):not(.rank)")) folded.open = true;
});
