// Filtered listings: the filter drawer of phones. It opens by the address #filters, so it works without this file.
// Long facets get a box to filter their values by; without this file all values stand there.
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

// The filters are renewed with every answer, so boxes are looked for by events that rise, not once.
const showBoxes = () => document.querySelectorAll(".filter-box[hidden]").forEach((box) => { box.hidden = false; });
showBoxes();
document.addEventListener("htmx:oobAfterSwap", showBoxes);

document.addEventListener("input", (event) => {
  const box = event.target.closest(".filter-box");
  if (!box) return;
  const group = box.closest("[data-long-list]");
  const wanted = box.value.trim().toLocaleLowerCase();
  const folded = group.querySelector("details.more");
  for (const item of [...group.querySelectorAll(".filter-values li")].reverse()) {
    const own = item.querySelector(".filter-value").textContent.toLocaleLowerCase();
    // A chosen value never vanishes, nor does one above a value that is shown.
    item.hidden = !own.includes(wanted) && !item.querySelector("input:checked, li:not([hidden])");
  }
  for (const below of group.querySelectorAll("[data-closed]")) {
    below.hidden = wanted === "" || !below.querySelector(":scope > li:not([hidden])");
  }
  if (folded) folded.open = wanted !== "" || folded.dataset.opened === "true";
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.closest(".filter-box")) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const summary = event.target.closest("[data-long-list] details.more > summary");
  if (summary) summary.parentElement.dataset.opened = String(!summary.parentElement.open);
});
