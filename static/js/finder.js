// Filtered listings: the filter drawer of phones. It opens by the address #filters, so it works without this file.
"use strict";

const drawer = document.querySelector("[data-drawer]");
const wide = window.matchMedia("(min-width: 62rem)");
let opener = null;

const isOpen = () => window.location.hash === "#filters" && !wide.matches;

function close() {
  // Replace the address instead of going back: the reader may have come here by a link to #filters.
  window.history.replaceState(null, "", window.location.pathname + window.location.search);
  window.location.replace("#results");
  (opener || document.getElementById("results")).focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest(".open-filters");
  if (link) opener = link;
});

window.addEventListener("hashchange", () => {
  document.body.classList.toggle("drawer-open", isOpen());
  if (isOpen()) drawer.querySelector("a, input, button").focus();
});

if (drawer) {
  drawer.addEventListener("click", (event) => {
    if (event.target.closest(".close-filters")) {
      event.preventDefault();
      close();
    }
  });
  drawer.addEventListener("keydown", (event) => {
    if (!isOpen()) return;
    if (event.key === "Escape") close();
    if (event.key === "Tab") keepFocusInside(event);
  });
}

function keepFocusInside(event) {
  const stops = [...drawer.querySelectorAll("a, input:not([type=hidden]), button, summary")].filter((e) => e.offsetParent);
  const first = stops[0];
  const last = stops[stops.length - 1];
  if (event.shiftKey && document.activeElement === first) {
    event.preventDefault();
    last.focus();
  } else if (!event.shiftKey && document.activeElement === last) {
    event.preventDefault();
    first.focus();
  }
}
